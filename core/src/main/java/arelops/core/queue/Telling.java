package arelops.core.queue;

import arelops.core.gate.Gate;
import arelops.core.policy.Queueing;
import arelops.core.policy.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says of everybody in the queue how it stands, what it waits for, and when it is expected to land.
final class Telling {
    /// The gate's stable name.
    static final String GATE = "queue";

    private final QueueSnapshot snapshot;
    private final Lineup lineup;
    private final Results results;
    private final Instant now;

    Telling(QueueSnapshot snapshot, Lineup lineup, Results results, Instant now) {
        this.snapshot = snapshot;
        this.lineup = lineup;
        this.results = results;
        this.now = now;
    }

    List<Waiting> of(List<Step> steps) {
        Map<ChangeHead, Step> next = new HashMap<>();
        for (Step step : steps) {
            if (!(step instanceof Step.Cancel)) {
                next.putIfAbsent(step.change(), step);
            }
        }
        List<Optional<Instant>> lands = new ArrayList<>();
        List<Waiting> all = new ArrayList<>();
        for (int row = 0; row < lineup.size(); row++) {
            Optional<Step> step = Optional.ofNullable(next.get(lineup.change(row)));
            lands.add(expected(row, step, lands));
            Gate gate = gate(row, step, steps).expectedAt(lands.get(row));
            Instant queued = lineup.row(row).place().queued();
            all.add(new Waiting(lineup.change(row), row + 1, gate.since(queued)));
        }
        return all;
    }

    private Gate gate(int row, Optional<Step> step, List<Step> steps) {
        if (step.isPresent()) {
            switch (step.get()) {
                case Step.Land land -> {
                    return Gate.open(GATE, named(row) + " lands now: " + land.because() + ".");
                }
                case Step.Eject eject -> {
                    return Gate.failed(
                            GATE,
                            named(row) + " leaves the queue: " + eject.because() + ".",
                            "a new push, or queueing it again");
                }
                case Step.Start start -> {
                    return Gate.waiting(GATE, named(row) + "'s checks start: " + start.because() + ".", "its checks");
                }
                case Step.Cancel cancel -> {}
            }
        }
        return results.deciding(row)
                .map(fit -> deciding(row, fit))
                .or(() -> results.likeliest(row).map(fit -> tested(row, fit)))
                .orElseGet(() -> untested(row, steps));
    }

    private Gate deciding(int row, Fit fit) {
        String ground = fit.trial().candidate().ground();
        String failed = fit.failures() == 0
                ? named(row) + " failed by itself, and is tested once more on " + ground
                : named(row) + " failed " + Retry.times(fit.failures()) + " on " + ground + ", and is repeated there";
        return Gate.waiting(
                GATE,
                failed + " before that counts; those behind it need not wait.",
                fit.trial().running() ? "its checks" : room(fit));
    }

    private Gate tested(int row, Fit fit) {
        String ground = fit.trial().candidate().ground();
        BitSet blockers = results.blockers(row);
        String others = blockers.isEmpty() ? "the next look" : names(blockers);
        return switch (fit.trial().state()) {
            case Trial.Passed passed ->
                Gate.waiting(
                        GATE, named(row) + " passed on " + ground + " and lands " + turn(fit, blockers) + ".", others);
            case Trial.Running running ->
                Gate.waiting(GATE, named(row) + "'s checks run on " + ground + ".", "its checks");
            case Trial.Failed failed ->
                Gate.waiting(
                        GATE,
                        named(row) + " failed " + Retry.times(failed.failures()) + " on " + ground
                                + "; that counts against it once all of these have landed.",
                        others);
            case Trial.Broken broken ->
                Gate.waiting(
                        GATE,
                        named(row) + "'s checks could not be run on " + ground
                                + "; that says nothing of the change, and they are tried again.",
                        room(fit));
            case Trial.Conflict conflict ->
                Gate.waiting(
                        GATE,
                        named(row) + " does not merge with " + ground + " (" + String.join(", ", conflict.paths())
                                + "); that counts against it once all of these have landed.",
                        others);
        };
    }

    /// What must happen before the passed trial lands.
    private String turn(Fit fit, BitSet blockers) {
        BitSet leave = (BitSet) blockers.clone();
        leave.andNot(fit.awaits());
        List<String> turns = new ArrayList<>();
        if (!fit.awaits().isEmpty()) {
            turns.add("after " + names(fit.awaits()));
        }
        if (!leave.isEmpty()) {
            turns.add("if " + names(leave) + " leaves");
        }
        return turns.isEmpty() ? "in its turn" : String.join(", ", turns);
    }

    private Gate untested(int row, List<Step> steps) {
        BitSet before = lineup.before(row);
        if (steps.stream().anyMatch(step -> step instanceof Step.Land || step instanceof Step.Eject)) {
            return Gate.waiting(
                    GATE, named(row) + " is looked at again as soon as trunk or queue have moved.", "the next look");
        }
        if (snapshot.rules().queueing() == Queueing.SERIAL && !before.isEmpty()) {
            return Gate.waiting(
                    GATE, named(row) + " is tested once " + names(before) + " landed or left.", names(before));
        }
        if (before.isEmpty() || running(steps) >= snapshot.rules().atOnce()) {
            return Gate.waiting(GATE, named(row) + " waits until a test ends: " + room() + ".", room());
        }
        return Gate.waiting(
                GATE,
                named(row) + " is tested once it is clearer what becomes of " + names(before) + ".",
                names(before));
    }

    /// How many tests run once these steps are done.
    private long running(List<Step> steps) {
        long running = snapshot.trials().stream().filter(Trial::running).count();
        for (Step step : steps) {
            running += step instanceof Step.Start ? 1 : step instanceof Step.Cancel ? -1 : 0;
        }
        return running;
    }

    private String room() {
        int atOnce = snapshot.rules().atOnce();
        return atOnce == 1 ? "one runs at a time" : atOnce + " run at a time";
    }

    private String room(Fit fit) {
        return fit.trial().state() instanceof Trial.Broken broken && now.isBefore(Starts.retried(broken))
                ? "its next try"
                : room();
    }

    private String named(int row) {
        return (lineup.row(row).place().urgent() ? "the urgent " : "") + lineup.change(row);
    }

    private String names(BitSet rows) {
        return lineup.changes(rows).stream().map(ChangeHead::toString).collect(Collectors.joining(", "));
    }

    /// After everything that it waits for, and not before its own checks are done.
    private Optional<Instant> expected(int row, Optional<Step> step, List<Optional<Instant>> lands) {
        Optional<Instant> own = step.isPresent() ? soonest(row, step.get()) : soonest(row);
        BitSet blockers = results.blockers(row);
        for (int other = blockers.nextSetBit(0); other >= 0; other = blockers.nextSetBit(other + 1)) {
            Optional<Instant> before = lands.get(other);
            own = own.flatMap(mine -> before.map(its -> its.isAfter(mine) ? its : mine));
        }
        return own;
    }

    private Optional<Instant> soonest(int row, Step step) {
        return switch (step) {
            case Step.Land land -> Optional.of(now);
            case Step.Eject eject -> Optional.empty();
            case Step.Cancel cancel -> Optional.empty();
            case Step.Start start -> Optional.of(now.plus(takes(row)));
        };
    }

    private Optional<Instant> soonest(int row) {
        return results.known(row).stream()
                .flatMap(fit -> switch (fit.trial().state()) {
                    case Trial.Passed passed -> Optional.of(now).stream();
                    case Trial.Running running -> Optional.of(end(running.since(), row)).stream();
                    case Trial.Failed failed -> Optional.<Instant>empty().stream();
                    case Trial.Broken broken -> Optional.<Instant>empty().stream();
                    case Trial.Conflict conflict -> Optional.<Instant>empty().stream();
                })
                .min(Instant::compareTo);
    }

    private Instant end(Instant since, int row) {
        Instant end = since.plus(takes(row));
        return end.isAfter(now) ? end : now;
    }

    private Duration takes(int row) {
        return lineup.row(row).estimate().takes();
    }
}
