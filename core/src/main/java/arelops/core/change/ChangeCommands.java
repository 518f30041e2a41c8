package arelops.core.change;

import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeState.Phase;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Role;
import java.util.List;
import java.util.Optional;

/// Answers what people ask for changes.
public final class ChangeCommands {
    private final ChangeState state;
    private final PersonName person;
    private final Role role;

    public ChangeCommands(ChangeState state, PersonName person, Role role) {
        this.state = state;
        this.person = person;
        this.role = role;
    }

    /// Whether a change may be opened so; anybody with an account may. A viewer's waits for somebody's word.
    ///
    /// @param merge what merging its head into trunk comes to
    public static ChangeAnswer open(ChangeCommand.Open open, MergeSeen merge) {
        Optional<String> problem = ChangeTexts.problem(open.words());
        if (problem.isPresent()) {
            return input(problem.get(), "write it anew");
        }
        return switch (merge) {
            case MergeSeen.Contained _ ->
                rule("trunk has all commits of it already", "commit something on the branch, and push it");
            case MergeSeen.Unrelated _ -> rule("it has no commit in common with trunk", "begin the branch at trunk");
            case MergeSeen.Unknown unknown -> input(unknown.because(), "push the commit first");
            case MergeSeen.Clean _, MergeSeen.Conflicts _ ->
                new ChangeAnswer.Accepted(
                        List.of(new ChangeEvent.Opened(open.number(), open.source(), open.words(), open.head())),
                        open.number() + " is open");
        };
    }

    /// What a command comes to.
    public ChangeAnswer answer(ChangeCommand command) {
        return switch (command) {
            case ChangeCommand.Push push -> push(push);
            case ChangeCommand.Comment comment -> comment(comment);
            case ChangeCommand.Review review -> review(review);
            case ChangeCommand.Reword reword -> reword(reword);
            case ChangeCommand.Close _ -> close();
            case ChangeCommand.Reopen _ ->
                state.work().phase() instanceof Phase.Closed
                        ? ours(new ChangeEvent.Reopened(), "is open again")
                        : rule(
                                state.number() + " is not closed",
                                "see arelops change show " + state.number().value());
            case ChangeCommand.Sign sign -> sign(sign);
            case ChangeCommand.Run run -> run(run);
            case ChangeCommand.Test _ -> test();
            case ChangeCommand.Merge merge -> merge(merge);
            case ChangeCommand.Unqueue _ -> unqueue();
        };
    }

    private ChangeAnswer push(ChangeCommand.Push push) {
        if (!state.isOpen()) {
            return rule(state.number() + " is not open", "arelops change reopen " + number() + ", or push a new one");
        }
        if (push.head().commit().equals(state.commit())) {
            return rule(state.number() + " is at " + state.commit().brief() + " already", "commit something first");
        }
        if (state.origin().source().branch().isPresent()) {
            return rule(
                    state.number() + " follows the branch "
                            + state.origin().source().branch().get(),
                    "push to the branch");
        }
        boolean own = state.origin().by().equals(person);
        return own || mayDevelop()
                ? accepted(
                        new ChangeEvent.HeadMoved(push.head()),
                        "is at " + push.head().commit().brief() + " now")
                : role(state.number() + " is " + state.origin().by() + "'s change", "ask them");
    }

    private ChangeAnswer comment(ChangeCommand.Comment comment) {
        Optional<String> problem = comment.text().isBlank()
                ? Optional.of("the comment is empty")
                : ChangeTexts.text("the comment", comment.text());
        return problem.<ChangeAnswer>map(why -> input(why, "write it anew"))
                .orElseGet(() -> accepted(new ChangeEvent.Commented(comment.text()), "has your comment"));
    }

    private ChangeAnswer review(ChangeCommand.Review review) {
        Optional<ChangeAnswer> refused = stands(review.head())
                .or(() -> ChangeTexts.text("what you say", review.text()).map(why -> input(why, "write it anew")));
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!role.mayApprove()) {
            return role("a " + word(role) + " does not review changes", "ask a reviewer");
        }
        boolean own = state.origin().by().equals(person) || state.bringer().equals(person);
        if (own && review.verdict() == Verdict.APPROVED) {
            return rule("it is your own change, and others approve it", "ask a reviewer");
        }
        boolean said = state.votes().opinions().stream()
                .anyMatch(one -> one.by().equals(person) && one.withdrawn().isEmpty());
        if (review.verdict() == Verdict.WITHDRAWN && !said) {
            return rule("you said nothing that could be taken back", "arelops change show " + number());
        }
        return accepted(
                new ChangeEvent.Reviewed(review.verdict(), state.head().head(), role, review.text()),
                switch (review.verdict()) {
                    case APPROVED -> "at " + state.commit().brief() + " has your approval";
                    case CHANGES_REQUESTED -> "waits for the changes that you ask for";
                    case WITHDRAWN -> "no longer has your word";
                });
    }

    /// Nothing is said of a closed change, nor of a head that is not the newest any more.
    private Optional<ChangeAnswer> stands(Optional<CommitId> head) {
        if (!state.isOpen()) {
            return Optional.of(rule(state.number() + " is not open", "arelops change list shows those that are"));
        }
        return head.filter(seen -> !seen.equals(state.commit()))
                .map(seen -> rule(
                        state.number() + " is at " + state.commit().brief() + " now, and you saw " + seen.brief(),
                        "look at it again: arelops change show " + number()));
    }

    private ChangeAnswer reword(ChangeCommand.Reword reword) {
        Words old = state.words();
        Words words = new Words(
                reword.title().orElse(old.title()),
                reword.description().orElse(old.description()),
                reword.draft().orElse(old.draft()),
                reword.labels().orElse(old.labels()));
        return ChangeTexts.problem(words)
                .<ChangeAnswer>map(why -> input(why, "write it anew"))
                .orElseGet(() -> ours(
                        new ChangeEvent.Reworded(words),
                        words.draft() == old.draft()
                                ? "has its new words"
                                : words.draft() ? "is a draft: it does not land" : "is ready for reviews"));
    }

    private ChangeAnswer close() {
        return state.isOpen()
                ? ours(new ChangeEvent.Closed(), "is closed")
                : rule(state.number() + " is not open", "arelops change list shows those that are");
    }

    private ChangeAnswer sign(ChangeCommand.Sign sign) {
        Optional<ChangeAnswer> role = mayDevelop()
                ? Optional.empty()
                : Optional.of(role("a viewer signs nothing off", "ask an admin for a role"));
        return stands(sign.head())
                .or(() -> role)
                .or(this::notInTest)
                .orElseGet(() -> accepted(
                        new ChangeEvent.SignedOff(sign.as(), state.commit()),
                        "at " + state.commit().brief() + " is signed off by you as "
                                + sign.as().word()));
    }

    /// A word for what nobody can have tried is none.
    private Optional<ChangeAnswer> notInTest() {
        boolean serves = state.test()
                .up()
                .filter(up -> up.stage() == TestState.Stage.SERVES
                        && state.trial(up.tested()).isPresent())
                .isPresent();
        return serves
                ? Optional.empty()
                : Optional.of(rule(
                        "TEST does not run " + state.commit().brief() + " of " + state.number()
                                + ", so nobody can have tried it there",
                        "wait for it: arelops why " + number() + "; or raise it again: arelops test " + number()));
    }

    private ChangeAnswer run(ChangeCommand.Run run) {
        Optional<ChangeAnswer> refused = stands(run.head());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!role.mayApprove()) {
            return role("a " + word(role) + " does not let strangers' commands run", "ask a reviewer");
        }
        return accepted(
                new ChangeEvent.RunAllowed(state.commit()),
                "may run its commands at " + state.commit().brief());
    }

    private ChangeAnswer merge(ChangeCommand.Merge merge) {
        if (!state.isOpen()) {
            return rule(state.number() + " is not open", "arelops change list shows those that are");
        }
        if (merge.urgent() && !role.mayOperate()) {
            return role("a " + word(role) + " puts nothing before the others", "ask an operator");
        }
        if (state.words().draft()) {
            return rule(state.number() + " is a draft", "arelops change ready " + number());
        }
        boolean same = state.work()
                .queue()
                .filter(queue -> queue.urgent() || !merge.urgent())
                .isPresent();
        return same
                ? rule(state.number() + " is in the queue already", "arelops why " + number())
                : ours(
                        new ChangeEvent.Queued(merge.urgent()),
                        merge.urgent() ? "goes before all others" : "is in the queue as soon as it is ready");
    }

    private ChangeAnswer test() {
        if (!state.isOpen()) {
            return rule(state.number() + " is not open", "arelops change list shows those that are");
        }
        return mayDevelop()
                ? accepted(new ChangeEvent.TestWanted(), "gets a new TEST environment, on trunk as it is now")
                : role("a viewer raises no environments", "ask a developer");
    }

    private ChangeAnswer unqueue() {
        return state.isOpen()
                ? ours(
                        new ChangeEvent.Reworded(state.words().asDraft(true)),
                        "does not land any more, as a draft: arelops change ready " + number() + " lets it")
                : rule(state.number() + " is not open", "arelops change list shows those that are");
    }

    /// What only those may do whose change it is, and who review.
    private ChangeAnswer ours(ChangeEvent event, String sentence) {
        boolean own = state.origin().by().equals(person);
        return own || role.mayApprove()
                ? accepted(event, sentence)
                : role(state.number() + " is " + state.origin().by() + "'s change", "ask them, or a reviewer");
    }

    private ChangeAnswer accepted(ChangeEvent event, String sentence) {
        return new ChangeAnswer.Accepted(List.of(event), state.number() + " " + sentence);
    }

    private boolean mayDevelop() {
        return role != Role.VIEWER;
    }

    private int number() {
        return state.number().value();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static ChangeAnswer rule(String because, String mend) {
        return new ChangeAnswer.Refused(Answer.Reason.RULE, because, mend);
    }

    private static ChangeAnswer role(String because, String mend) {
        return new ChangeAnswer.Refused(Answer.Reason.ROLE, because, mend);
    }

    private static ChangeAnswer input(String because, String mend) {
        return new ChangeAnswer.Refused(Answer.Reason.INPUT, because, mend);
    }
}
