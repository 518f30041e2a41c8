package arelops.core.queue;

import arelops.core.policy.Queueing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which merge results are tested next: the urgent ones, then those whose answer is likeliest to be used.
final class Starts {
    /// A test whose answer is less likely to be used than this is not started: it costs more than it saves.
    private static final double WORTH = 0.45;

    /// Each change that waits behind makes the answer so much more worth, since it waits as well.
    private static final double EACH_BEHIND = 0.1;

    /// However many wait behind.
    private static final double RARELY = 0.1;

    /// What a change does not depend on itself is merged under it only when it is so likely to land.
    private static final double AS_GOOD_AS_LANDED = 0.95;

    /// What failed together with changes that have not landed is repeated only when these are as good as sure to
    /// land.
    private static final double WORTH_REPEATING = 0.8;

    /// One that runs makes room for another whose answer is so many times as likely to be used.
    private static final double MUCH_BETTER = 4;

    /// The longest chain of merges that is made for one test.
    private static final int DEEPEST = 20;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final QueueSnapshot snapshot;
    private final Lineup lineup;
    private final Results results;
    private final Instant now;
    private final Odds odds;
    private final Paths paths;

    Starts(QueueSnapshot snapshot, Lineup lineup, Results results, Instant now) {
        this.snapshot = snapshot;
        this.lineup = lineup;
        this.results = results;
        this.now = now;
        this.odds = new Odds(lineup, results);
        this.paths = new Paths(odds, RARELY, DEEPEST);
    }

    /// Something to test, or to test again.
    private record Wish(int row, boolean urgent, Candidate candidate, int attempt, double chance) {
        static final Comparator<Wish> ORDER = Comparator.comparing(Wish::urgent)
                .thenComparingDouble(Wish::chance)
                .reversed()
                .thenComparingInt(Wish::row)
                .thenComparingInt(wish -> wish.candidate().on().size());
    }

    /// A test that runs, and may have to make room.
    private record Run(Fit fit, boolean urgent, double chance) {}

    /// Whose room is given away first.
    private static final Comparator<Run> LEAST = Comparator.comparing(Run::urgent)
            .thenComparingDouble(Run::chance)
            .thenComparing(run -> run.fit().row(), Comparator.reverseOrder())
            .thenComparing(run -> run.fit().trial().onto());

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<Run> runs = runs();
        int free = snapshot.rules().atOnce() - runs.size();
        for (; free < 0; free++) {
            Run least = runs.stream().min(LEAST).orElseThrow();
            runs.remove(least);
            steps.add(
                    new Step.Cancel(least.fit().trial().candidate(), "it makes room for what is likelier to be used"));
        }
        for (Wish wish : wishes()) {
            Optional<Run> gives = free > 0 ? Optional.empty() : gives(wish, runs);
            gives.ifPresent(run -> {
                runs.remove(run);
                steps.add(new Step.Cancel(run.fit().trial().candidate(), "it makes room for " + named(wish, run)));
            });
            if (free > 0 || gives.isPresent()) {
                free -= gives.isPresent() ? 0 : 1;
                steps.add(start(wish));
            }
        }
        return steps;
    }

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < lineup.size(); row++) {
            for (Fit fit : results.of(row)) {
                if (fit.trial().running() && results.useful(fit)) {
                    double chance = results.deciding(row).filter(fit::equals).isPresent() ? 1 : odds.used(fit);
                    runs.add(new Run(fit, lineup.row(row).place().urgent(), chance));
                }
            }
        }
        return runs;
    }

    /// The least useful of the running tests, if the wish is worth so much more.
    private static Optional<Run> gives(Wish wish, List<Run> runs) {
        return runs.stream()
                .filter(run -> !run.urgent())
                .filter(run -> wish.chance() >= MUCH_BETTER * run.chance() || (wish.urgent() && wish.chance() >= WORTH))
                .min(LEAST);
    }

    private static String named(Wish wish, Run run) {
        ChangeHead change = wish.candidate().change();
        if (change.equals(run.fit().trial().candidate().change())) {
            return "a likelier test of " + change;
        }
        return (wish.urgent() ? "the urgent " : "") + change;
    }

    private static Step start(Wish wish) {
        Candidate candidate = wish.candidate();
        String because = wish.attempt() > 1
                ? "its checks failed on " + candidate.ground() + ": repeated before that counts"
                : candidate.on().isEmpty()
                        ? "it is tested on trunk at " + candidate.base().brief()
                        : "it is tested on " + candidate.ground() + ", which is likely to land";
        return new Step.Start(candidate, wish.attempt(), because);
    }

    private List<Wish> wishes() {
        List<Wish> wishes = new ArrayList<>();
        for (int row = 0; row < lineup.size(); row++) {
            Optional<Fit> deciding = results.deciding(row);
            if (deciding.isPresent()) {
                again(deciding.get(), 1).ifPresent(wishes::add);
            } else {
                speculate(row, wishes);
            }
        }
        wishes.sort(Wish.ORDER);
        return wishes;
    }

    private void speculate(int row, List<Wish> wishes) {
        BitSet before = lineup.before(row);
        if (snapshot.rules().queueing() == Queueing.SERIAL && !before.isEmpty()) {
            return;
        }
        double worth = WORTH / (1 + EACH_BEHIND * lineup.behind(row));
        for (Paths.Path path : paths.of(before)) {
            Optional<Fit> known = results.known(row, path.lands());
            if (known.isPresent()) {
                again(known.get(), path.chance())
                        .filter(wish -> wish.attempt() == 1 || wish.chance() >= WORTH_REPEATING)
                        .ifPresent(wishes::add);
            } else if (path.chance() >= worth) {
                Candidate fresh = new Candidate(
                        lineup.change(row), snapshot.trunk().tip(), lineup.changes(grounded(before, path.lands())));
                wishes.add(new Wish(row, lineup.row(row).place().urgent(), fresh, 1, path.chance()));
            }
        }
    }

    /// These, and what they depend on as well: where it lands before them, a failure counts for what was tested with it
    /// alone.
    private BitSet grounded(BitSet before, BitSet lands) {
        BitSet all = (BitSet) lands.clone();
        for (int row = all.length() - 1; row >= 0; row = all.previousSetBit(row - 1)) {
            BitSet under = (BitSet) lineup.before(row).clone();
            under.andNot(before);
            under.stream()
                    .filter(other -> odds.lands(other) >= AS_GOOD_AS_LANDED)
                    .forEach(all::set);
        }
        return all.cardinality() > DEEPEST ? lands : all;
    }

    /// The same commit again: after a failure, or after a pause where the machines were to blame.
    private Optional<Wish> again(Fit fit, double chance) {
        boolean due = !results.exhausted(fit)
                && switch (fit.trial().state()) {
                    case Trial.Failed failed -> true;
                    case Trial.Broken broken -> !now.isBefore(retried(broken));
                    case Trial.Running running -> false;
                    case Trial.Passed passed -> false;
                    case Trial.Conflict conflict -> false;
                };
        return due
                ? Optional.of(new Wish(
                        fit.row(),
                        lineup.row(fit.row()).place().urgent(),
                        fit.trial().candidate(),
                        fit.failures() + 1,
                        chance))
                : Optional.empty();
    }

    /// When checks that could not be run are tried again: later each time.
    static Instant retried(Trial.Broken broken) {
        Duration pause = Duration.ofMinutes(1L << Math.clamp(broken.times() - 1, 0, 4));
        return broken.at().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
