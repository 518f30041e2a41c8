package arelops.app.up;

import arelops.app.git.GitRepository;
import arelops.app.ledger.Ledger;
import arelops.app.ledger.LedgerView;
import arelops.app.ledger.SeenTip;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a repository's ledger tells, read without any controller.
final class Story implements AutoCloseable {
    private final GitRepository git;
    private final Ledger ledger;
    private Optional<CommitId> tip = Optional.empty();
    private List<Entry> entries = List.of();

    /// @param memory the file in which it remembers the newest tip: a ledger that loses an entry ends the test
    Story(Path repository, Path memory) {
        this.git = GitRepository.theirs(repository, "main");
        this.ledger = new Ledger(git, new SeenTip(memory));
    }

    LedgerState state() {
        return ledger.read().state();
    }

    /// All entries, oldest first. They are read again when there is another tip.
    List<Entry> entries() {
        LedgerView view = ledger.read();
        if (!view.tip().equals(tip)) {
            tip = view.tip();
            entries = ledger.newest(view, 100_000).reversed();
        }
        return entries;
    }

    private Stream<Fact> facts() {
        return entries().stream().map(Entry::fact);
    }

    boolean tells(Predicate<Fact> event) {
        return facts().anyMatch(event);
    }

    boolean settled(EnvironmentName environment, CommitId commit) {
        return tells(fact -> fact instanceof Fact.Settled settled
                && settled.slot().environment().equals(environment)
                && settled.release().commit().equals(commit));
    }

    boolean approved(CommitId commit, PersonName by) {
        return state().trust().approvers(commit).contains(by);
    }

    boolean rolledBack() {
        return tells(fact -> fact instanceof Fact.RolledBack);
    }

    /// Whether nothing is under way in any slot.
    boolean rests() {
        return state().slots().values().stream()
                .allMatch(slot -> slot.intent().isEmpty()
                        && slot.attempt().isEmpty()
                        && slot.guard().owed().isEmpty());
    }

    /// The controllers that declared a move, in order.
    List<String> movers() {
        return entries().stream()
                .filter(entry -> entry.fact() instanceof Fact.Intent)
                .map(Entry::actor)
                .map(Actor::toString)
                .toList();
    }

    /// What happened in one environment, without who did it, how often it was begun, and what was held meanwhile.
    List<String> of(EnvironmentName environment) {
        return facts().filter(fact -> fact instanceof Fact.OfSlot of
                        && of.slot().environment().equals(environment))
                .flatMap(fact -> sentence(fact).stream())
                .toList();
    }

    /// The commits that releases were built from, in order.
    List<CommitId> built() {
        return facts().flatMap(fact -> fact instanceof Fact.Built built ? Stream.of(built.commit()) : Stream.empty())
                .toList();
    }

    private static Optional<String> sentence(Fact fact) {
        return switch (fact) {
            case Fact.Moved moved -> Optional.of("moved to " + brief(moved.to()));
            case Fact.Settled settled -> Optional.of("settled " + brief(Optional.of(settled.release())));
            case Fact.RolledBack back -> Optional.of("rolled back to " + brief(Optional.of(back.to())));
            case Fact.Intent _, Fact.Held _, Fact.Resumed _ -> Optional.empty();
            case Fact.Verified verified when verified.outcome() == Fact.Outcome.PASSED -> Optional.empty();
            default -> Optional.of(fact.toString());
        };
    }

    private static String brief(Optional<Release> release) {
        return release.map(Release::commit).map(CommitId::brief).orElse("nothing");
    }

    static Slot slot(EnvironmentName environment) {
        return new Slot(Shop.APP, environment);
    }

    @Override
    public void close() {
        git.close();
    }
}
