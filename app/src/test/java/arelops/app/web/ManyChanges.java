package arelops.app.web;

import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.Feedback;
import arelops.core.change.SignOff;
import arelops.core.evidence.Fact;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.release.Role;
import java.util.ArrayList;
import java.util.List;

/// Changes of all kinds, to look at.
final class ManyChanges {
    static final int HOSTILE = 6;
    static final String NOWHERE = "/changes/99";
    private static final String SCRIPT = "\"><script>hurt=1</script><img src=http://evil.example/ onerror='hurt=1'>";

    private ManyChanges() {}

    /// Makes them; the pages on which they are.
    static List<String> in(HandMadeChanges changes) {
        landed(changes);
        ChangeNumber conflict = changes.opened(
                Role.DEVELOPER, words("Greet with the closing hours", "Customers ask when we close.", "shop"));
        changes.conflicts(conflict, "src/hello/Hello.java", "src/hello/Hours.java");
        tested(changes);
        failed(changes);
        ChangeNumber closed = changes.opened(Role.DEVELOPER, words("Try another font", ""));
        changes.says(closed, Role.DEVELOPER, new ChangeEvent.Closed());
        hostile(changes);
        changes.opened(Role.REVIEWER, new Words("Drop the legacy voucher table", "Not yet.", true, List.of()));
        List<String> pages =
                new ArrayList<>(List.of("/changes", "/changes?state=all", "/changes?state=closed&q=nowhere", NOWHERE));
        for (int i = 1; i <= 7; i++) {
            pages.add("/changes/" + i);
        }
        return List.copyOf(pages);
    }

    private static Words words(String title, String description, String... labels) {
        return new Words(title, description, false, List.of(labels));
    }

    private static void landed(HandMadeChanges changes) {
        ChangeNumber number = changes.opened(
                Role.DEVELOPER,
                words("Use decimal for line totals", "Rounding lost a cent in one basket of a hundred."));
        approved(changes, number, "Thank you for the test.");
        CommitId tested = changes.tried(number);
        changes.checked(number, tested, "lint", Fact.Outcome.PASSED, 1);
        changes.checked(number, tested, "tests", Fact.Outcome.PASSED, 1);
        changes.landed(number);
        CommitId on = HandMade.COMMITS.getLast();
        changes.forge()
                .tell(new Feedback(
                        number,
                        "",
                        List.of(),
                        List.of(
                                status(on, "beta", Feedback.Status.State.SUCCESS, "BETA runs 4d00000, settled"),
                                status(on, "passive", Feedback.Status.State.PENDING, "soaks, 26 min to go"),
                                status(on, "production", Feedback.Status.State.PENDING, "waits for PASSIVE"))));
    }

    private static Feedback.Status status(
            CommitId commit, String environment, Feedback.Status.State state, String text) {
        return new Feedback.Status(commit, "arelops/" + environment, state, text);
    }

    private static void approved(HandMadeChanges changes, ChangeNumber number, String text) {
        changes.says(
                number,
                Role.REVIEWER,
                new ChangeEvent.Reviewed(
                        Verdict.APPROVED, changes.state(number).head().head(), Role.REVIEWER, text));
    }

    private static void tested(HandMadeChanges changes) {
        ChangeNumber number =
                changes.opened(Role.DEVELOPER, words("Show the delivery slot in the basket", """
                        The slot was shown on the last page alone, and a third of those who left there had asked for it.

                        - the basket asks the slots once, and keeps them for five minutes
                        - without an answer the basket is shown as before

                        Not here: choosing another slot in the basket.""", "basket", "ux"));
        changes.says(
                number, Role.QA, new ChangeEvent.Commented("Does it also show the slot of a gift?\n\nI saw none."));
        changes.says(number, Role.DEVELOPER, new ChangeEvent.Commented("It does now."));
        approved(changes, number, "");
        CommitId tested = changes.tried(number);
        changes.inTest(number, tested);
        changes.checked(number, tested, "lint", Fact.Outcome.PASSED, 1);
        changes.checked(number, tested, "tests", Fact.Outcome.PASSED, 1);
        changes.says(
                number,
                Role.QA,
                new ChangeEvent.SignedOff(
                        SignOff.Trade.QA, changes.state(number).commit()));
    }

    private static void failed(HandMadeChanges changes) {
        ChangeNumber number =
                changes.opened(Role.DEVELOPER, words("Upgrade the card client to 4.2", "", "dependencies"));
        changes.says(
                number,
                Role.REVIEWER,
                new ChangeEvent.Reviewed(
                        Verdict.CHANGES_REQUESTED,
                        changes.state(number).head().head(),
                        Role.REVIEWER,
                        "The advisory names 4.2.0 too: take 4.2.1."));
        CommitId tested = changes.tried(number);
        changes.checked(number, tested, "lint", Fact.Outcome.PASSED, 1);
        changes.checked(number, tested, "tests", Fact.Outcome.FAILED, 1);
        changes.checked(number, tested, "tests", Fact.Outcome.FAILED, 2);
    }

    /// Words of every nasty kind, and many of them.
    private static void hostile(HandMadeChanges changes) {
        ChangeNumber number = changes.opened(
                Role.DEVELOPER,
                words(
                        SCRIPT + "W".repeat(150) + "שלום",
                        SCRIPT + "\n" + "x".repeat(5_000) + "\n" + "مرحبا بالعالم\n" + "a line of many\n".repeat(2_000),
                        "w".repeat(40),
                        "<b>bold</b>"));
        changes.says(number, Role.QA, new ChangeEvent.Commented("\u202e" + SCRIPT + "y".repeat(3_000)));
        changes.conflicts(number, SCRIPT, "z".repeat(300));
    }
}
