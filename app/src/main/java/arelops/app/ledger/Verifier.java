package arelops.app.ledger;

import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Verifies a ledger from its first entry, and the tags against what it adds up to.
final class Verifier {
    private final GitRepository repository;
    private final SeenTip seenTip;
    private final TagNames names;
    private final Since since;
    private final List<Finding> findings = new ArrayList<>();

    Verifier(GitRepository repository, SeenTip seenTip, TagNames names, Since since) {
        this.repository = repository;
        this.seenTip = seenTip;
        this.names = names;
        this.since = since;
    }

    Verification verify(RefsSeen seen) {
        Optional<CommitId> tip = Ledger.tipIn(seen);
        seenTip.read()
                .filter(earlier ->
                        tip.filter(now -> repository.contains(earlier, now)).isEmpty())
                .ifPresent(earlier -> found(
                        Finding.Kind.REWRITTEN, 0, "the ledger no longer contains " + earlier + ", seen here earlier"));
        LedgerView view = LedgerView.empty(Ledger.refIn(seen));
        List<CommitId> commits = tip.flatMap(now -> repository.firstParents(now, Optional.empty()))
                .orElse(List.of());
        LandingCheck landings = new LandingCheck(repository, seen);
        long checked = 0;
        for (CommitId commit : commits) {
            switch (EntryCommit.read(repository, view, commit, since)) {
                case EntryCommit.Step.Good good -> {
                    view = good.view();
                    view.last().filter(since::covers).flatMap(landings::of).ifPresent(findings::add);
                    checked += view.last().filter(since::covers).isPresent() ? 1 : 0;
                }
                case EntryCommit.Step.Bad bad -> {
                    findings.add(bad.finding());
                    return new Verification(view.state().seq(), checked, findings);
                }
            }
        }
        tags(view, seen);
        return new Verification(view.state().seq(), checked, findings);
    }

    private void tags(LedgerView view, RefsSeen seen) {
        for (Map.Entry<Slot, SlotState> slot : view.state().slots().entrySet()) {
            String name = names.of(slot.getKey());
            Optional<CommitId> actual = seen.tag(name);
            Optional<CommitId> expected = slot.getValue().tag();
            if (!actual.equals(expected)) {
                found(Finding.Kind.DRIFT, 0, name + " is at " + text(actual) + ", the ledger says " + text(expected));
            }
        }
        view.state()
                .builds()
                .forEach((app, builds) ->
                        builds.releases().forEach(release -> immutable(app, release.number(), release.commit(), seen)));
    }

    private void immutable(AppName app, long number, CommitId commit, RefsSeen seen) {
        String name = names.release(app, number);
        seen.tag(name)
                .filter(actual -> !actual.equals(commit))
                .ifPresent(actual -> found(
                        Finding.Kind.DRIFT,
                        number,
                        name + " never moves, yet it is at " + actual + " and was made for " + commit));
    }

    private static String text(Optional<CommitId> commit) {
        return commit.map(CommitId::toString).orElse("nothing");
    }

    private void found(Finding.Kind kind, long seq, String text) {
        findings.add(new Finding(kind, seq, text));
    }
}
