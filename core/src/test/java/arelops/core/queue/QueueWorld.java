package arelops.core.queue;

import arelops.core.id.CommitId;
import arelops.core.policy.QueueRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A repository with a queue, as small as it can be, and what may still happen to it.
///
/// @param trunk what is on trunk, each landing with what trunk contains since
/// @param arrivals how many came so far: the clock of the places
/// @param coming those that were not queued yet
record QueueWorld(
        QueueRules rules,
        Truth truth,
        List<Landed> trunk,
        List<Queued> queue,
        List<Trial> trials,
        List<Arrival> coming,
        List<Integer> ejected,
        int arrivals,
        Budget budget) {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant NOW = START.plus(Duration.ofHours(5));

    /// One order of the trials, so that equal worlds are equal.
    private static final Comparator<Trial> ORDER = Comparator.comparing(
                    (Trial trial) -> trial.candidate().change().number())
            .thenComparing(trial -> trial.candidate().base())
            .thenComparingInt(trial -> trial.candidate().on().size())
            .thenComparing(trial -> trial.candidate().on().toString());

    record Landed(int part, Optional<Place> place) {}

    record Arrival(int number, Lane lane) {}

    /// How often things go wrong that have nothing to do with the changes.
    record Budget(int flakes, int breaks, int hands, int withdrawals, int requeues) {}

    static QueueWorld of(QueueRules rules, Truth truth, List<Arrival> coming, Budget budget) {
        return new QueueWorld(rules, truth, List.of(), List.of(), List.of(), coming, List.of(), 0, budget);
    }

    Content content() {
        return new Content(trunk.stream().map(Landed::part).toList());
    }

    QueueSnapshot snapshot() {
        List<Landing> landings = new ArrayList<>();
        Content content = Content.GENESIS;
        for (Landed landed : trunk) {
            content = content.plus(landed.part());
            Content now = content;
            landings.add(landed.place()
                    .<Landing>map(place -> new Landing.OfQueue(
                            now.commit(), Truth.change(landed.part()), place, truth.touches(landed.part())))
                    .orElseGet(() -> new Landing.ByHand(now.commit())));
        }
        return new QueueSnapshot(rules, new TrunkLog(Content.GENESIS.commit(), landings), queue, trials);
    }

    /// How many landings a commit of trunk contains.
    int depth(CommitId commit) {
        int depth = 0;
        while (!prefix(depth).commit().equals(commit)) {
            depth++;
        }
        return depth;
    }

    private Content prefix(int depth) {
        return new Content(trunk.stream().limit(depth).map(Landed::part).toList());
    }

    /// What a candidate's first parent consists of.
    Content ground(Candidate candidate) {
        Content content = prefix(depth(candidate.base()));
        for (ChangeHead member : candidate.on()) {
            content = content.plus(member.number().value());
        }
        return content;
    }

    Content tested(Candidate candidate) {
        return ground(candidate).plus(candidate.change().number().value());
    }

    Optional<Queued> queued(ChangeHead change) {
        return queue.stream().filter(one -> one.change().equals(change)).findFirst();
    }

    Optional<Trial> trial(Candidate candidate) {
        return trials.stream().filter(one -> one.candidate().equals(candidate)).findFirst();
    }

    List<Trial> running() {
        return trials.stream().filter(Trial::running).toList();
    }

    // What happens

    QueueWorld apply(Step step) {
        return switch (step) {
            case Step.Start start ->
                with(trialAs(
                        start.candidate(),
                        new Trial.Running(
                                NOW,
                                trial(start.candidate())
                                        .map(one -> one.state().failures())
                                        .orElse(0))));
            case Step.Cancel cancel -> {
                int failures = trial(cancel.candidate()).orElseThrow().state().failures();
                yield with(
                        failures > 0
                                ? trialAs(cancel.candidate(), new Trial.Failed(NOW, failures))
                                : without(cancel.candidate()));
            }
            case Step.Land land -> {
                Queued queued = queued(land.change()).orElseThrow();
                List<Landed> longer = new ArrayList<>(trunk);
                longer.add(new Landed(land.change().number().value(), Optional.of(queued.place())));
                yield new QueueWorld(
                        rules,
                        truth,
                        longer,
                        queueWithout(queued),
                        trialsWithout(queued),
                        coming,
                        ejected,
                        arrivals,
                        budget);
            }
            case Step.Eject eject -> {
                Queued queued = queued(eject.change()).orElseThrow();
                List<Integer> more = new ArrayList<>(ejected);
                more.add(eject.change().number().value());
                yield new QueueWorld(
                        rules,
                        truth,
                        trunk,
                        queueWithout(queued),
                        trialsWithout(queued),
                        coming,
                        more,
                        arrivals,
                        budget);
            }
        };
    }

    QueueWorld finished(Trial trial, boolean passes) {
        int failures = trial.state().failures();
        return with(trialAs(
                trial.candidate(),
                passes
                        ? new Trial.Passed(tested(trial.candidate()).commit(), NOW, failures)
                        : new Trial.Failed(NOW, failures + 1)));
    }

    QueueWorld broken(Trial trial) {
        return with(trialAs(
                trial.candidate(), new Trial.Broken(START, 1, trial.state().failures())));
    }

    QueueWorld arrived(Arrival arrival) {
        List<Arrival> rest = new ArrayList<>(coming);
        rest.remove(arrival);
        return new QueueWorld(rules, truth, trunk, queue, trials, rest, ejected, arrivals, budget).queuedNow(arrival);
    }

    QueueWorld requeued(int number) {
        List<Integer> rest = new ArrayList<>(ejected);
        rest.removeIf(one -> one == number);
        return new QueueWorld(rules, truth, trunk, queue, trials, coming, rest, arrivals, budget)
                .queuedNow(new Arrival(number, Lane.ORDINARY));
    }

    private QueueWorld queuedNow(Arrival arrival) {
        ChangeHead change = Truth.change(arrival.number());
        Place place = new Place(arrival.lane(), START.plusSeconds(arrivals), change.number());
        List<Queued> longer = new ArrayList<>(queue);
        longer.add(new Queued(
                change, place, truth.touches(arrival.number()), new Estimate(Estimate.PRIOR, Duration.ofMinutes(20))));
        return new QueueWorld(rules, truth, trunk, longer, trials, coming, ejected, arrivals + 1, budget);
    }

    QueueWorld pushedByHand() {
        int hands = (int) trunk.stream().filter(one -> one.part() < 0).count();
        List<Landed> longer = new ArrayList<>(trunk);
        longer.add(new Landed(-1 - hands, Optional.empty()));
        return new QueueWorld(rules, truth, longer, queue, trials, coming, ejected, arrivals, budget);
    }

    /// Its running checks go on until they are cancelled.
    QueueWorld withdrawn(Queued queued) {
        List<Integer> more = new ArrayList<>(ejected);
        more.add(queued.change().number().value());
        return new QueueWorld(
                rules, truth, trunk, queueWithout(queued), trialsWithout(queued), coming, more, arrivals, budget);
    }

    QueueWorld spending(UnaryOperator<Budget> how) {
        return new QueueWorld(rules, truth, trunk, queue, trials, coming, ejected, arrivals, how.apply(budget));
    }

    private QueueWorld with(List<Trial> others) {
        List<Trial> sorted = new ArrayList<>(others);
        sorted.sort(ORDER);
        return new QueueWorld(rules, truth, trunk, queue, sorted, coming, ejected, arrivals, budget);
    }

    private List<Trial> without(Candidate candidate) {
        return trials.stream().filter(one -> !one.candidate().equals(candidate)).toList();
    }

    private List<Trial> trialAs(Candidate candidate, Trial.State state) {
        List<Trial> more = new ArrayList<>(without(candidate));
        more.add(new Trial(candidate, ground(candidate).commit(), state));
        return more;
    }

    private List<Queued> queueWithout(Queued queued) {
        return queue.stream().filter(one -> !one.equals(queued)).toList();
    }

    /// A change that is queued again starts anew: only what runs of it is left.
    private List<Trial> trialsWithout(Queued queued) {
        return trials.stream()
                .filter(one -> one.running() || !one.candidate().change().equals(queued.change()))
                .toList();
    }
}
