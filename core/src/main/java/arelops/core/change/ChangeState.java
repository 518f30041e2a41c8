package arelops.core.change;

import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the events of a change add up to.
///
/// @param origin who proposed it, when, and from where
/// @param votes what people said of its heads
/// @param work how far it is
public record ChangeState(ChangeNumber number, Origin origin, Words words, Current head, Votes votes, Work work) {
    public record Origin(PersonName by, Instant at, Source source) {}

    /// The newest head, who brought it, and when.
    public record Current(Head head, Actor by, Instant since) {}

    /// What people said.
    ///
    /// @param opinions of reviewers, in the order in which they were recorded
    /// @param signOffs of any head
    /// @param runs the heads whose commands may run although a stranger wrote them
    public record Votes(List<Opinion> opinions, List<SignOff> signOffs, Set<CommitId> runs) {
        static final Votes NONE = new Votes(List.of(), List.of(), Set.of());

        public Votes {
            opinions = List.copyOf(opinions);
            signOffs = List.copyOf(signOffs);
            runs = Set.copyOf(runs);
        }
    }

    /// How far a change is.
    ///
    /// @param queue its place in the queue, if it waits to land
    /// @param ejected the head that the queue put out last, and why; other commits make it void
    /// @param tries what was tried of the current head
    /// @param last when something happened to it last
    public record Work(
            Phase phase,
            Optional<Queueing> queue,
            Optional<Ejection> ejected,
            Tries tries,
            TestState test,
            Instant last) {
        public List<TrialSeen> trials() {
            return tries.trials();
        }

        Work tests(TestState other) {
            return new Work(phase, queue, ejected, tries, other, last);
        }

        Work at(Instant other) {
            return new Work(phase, queue, ejected, tries, test, other);
        }

        Work in(Phase other) {
            return new Work(other, queue, ejected, tries, test, last);
        }

        Work queued(Optional<Queueing> other) {
            return new Work(phase, other, ejected, tries, test, last);
        }

        /// In the queue again: what failed before is tried once more.
        Work queuedAgain(Queueing other) {
            return new Work(
                    phase,
                    Optional.of(other),
                    Optional.empty(),
                    new Tries(
                            tries.trials().stream()
                                    .map(one -> one.isSpotless() ? one : one.again())
                                    .toList(),
                            List.of(),
                            tries.voided()),
                    test,
                    last);
        }

        Work ejected(Optional<Ejection> other) {
            return new Work(phase, Optional.empty(), other, tries, test, last);
        }

        Work tried(List<TrialSeen> other) {
            return with(new Tries(other, tries.clashes(), tries.voided()));
        }

        Work with(Tries other) {
            return new Work(phase, queue, ejected, other, test, last);
        }
    }

    /// Whether a change may still land.
    public sealed interface Phase {
        record Open() implements Phase {}

        record Closed(Actor by, Instant at) implements Phase {}

        record Landed(CommitId commit, Instant at) implements Phase {}
    }

    public record Queueing(boolean urgent, Instant since) {}

    public record Ejection(CommitId head, String because, Instant at) {}

    /// What was tried of the current head.
    ///
    /// @param trials oldest first
    /// @param clashes what cannot be tried
    /// @param voided merge results that must not land
    public record Tries(List<TrialSeen> trials, List<Clash> clashes, Set<CommitId> voided) {
        static final Tries NONE = new Tries(List.of(), List.of(), Set.of());

        public Tries {
            trials = List.copyOf(trials);
            clashes = List.copyOf(clashes);
            voided = Set.copyOf(voided);
        }
    }

    /// Merge results that there cannot be: the change conflicts with one that is to land before it.
    public record Clash(CommitId base, List<ChangeEvent.OnTop> on, List<String> paths, Instant at) {}

    /// A merge result, and what its checks said so far, oldest first.
    ///
    /// @param said by check, what its newest result said
    /// @param forgiven how many of the results do not count any more, as somebody asked for another try since
    public record TrialSeen(
            Trial trial, Instant since, List<SlotState.Result> results, Map<String, String> said, int forgiven) {
        public TrialSeen {
            results = List.copyOf(results);
            said = Map.copyOf(said);
        }

        static TrialSeen of(Trial trial, Instant since) {
            return new TrialSeen(trial, since, List.of(), Map.of(), 0);
        }

        TrialSeen with(SlotState.Result result, String because) {
            List<SlotState.Result> more = new ArrayList<>(results);
            more.add(result);
            Map<String, String> newest = new HashMap<>(said);
            newest.put(result.check(), because);
            return new TrialSeen(trial, since, more, newest, forgiven);
        }

        /// What the newest result of a check said.
        Optional<String> said(String check) {
            return Optional.ofNullable(said.get(check));
        }

        boolean isSpotless() {
            return results.stream().allMatch(result -> result.outcome() == Fact.Outcome.PASSED);
        }

        /// As if this check had not failed yet.
        TrialSeen withoutFailures(String check) {
            return new TrialSeen(
                    trial,
                    since,
                    but(results, check),
                    said,
                    but(results.subList(0, forgiven), check).size());
        }

        private static List<SlotState.Result> but(List<SlotState.Result> results, String check) {
            return results.stream()
                    .filter(result -> !result.check().equals(check) || result.outcome() == Fact.Outcome.PASSED)
                    .toList();
        }

        TrialSeen again() {
            return new TrialSeen(trial, since, results, said, results.size());
        }

        /// The results of one check that count, oldest first.
        public List<SlotState.Result> counted(String check) {
            return results.subList(forgiven, results.size()).stream()
                    .filter(result -> result.check().equals(check))
                    .toList();
        }

        /// The results of one check, oldest first.
        public List<SlotState.Result> of(String check) {
            return results.stream()
                    .filter(result -> result.check().equals(check))
                    .toList();
        }
    }

    public TestState test() {
        return work.test();
    }

    public boolean isOpen() {
        return work.phase() instanceof Phase.Open;
    }

    public CommitId commit() {
        return head.head().commit();
    }

    /// Who brought the head; whoever opened the change where a branch is followed, as git does not tell who pushed.
    public PersonName bringer() {
        return head.by() instanceof Actor.Person person ? person.name() : origin.by();
    }

    /// The trial that made this merge result.
    public Optional<TrialSeen> trial(CommitId tested) {
        return work.trials().stream()
                .filter(one -> one.trial().tested().equals(tested))
                .findFirst();
    }

    ChangeState with(Words other) {
        return new ChangeState(number, origin, other, head, votes, work);
    }

    ChangeState with(Votes other) {
        return new ChangeState(number, origin, words, head, other, work);
    }

    ChangeState with(Work other) {
        return new ChangeState(number, origin, words, head, votes, other);
    }

    /// Other commits: what was tried of those before says nothing of them.
    ChangeState with(Current other) {
        return new ChangeState(
                number,
                origin,
                words,
                other,
                votes,
                new Work(work.phase(), Optional.empty(), Optional.empty(), Tries.NONE, work.test(), work.last()));
    }
}
