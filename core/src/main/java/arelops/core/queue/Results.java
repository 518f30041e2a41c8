package arelops.core.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What the trials of each change say, and what follows for those behind it.
final class Results {
    private static final Comparator<Fit> MOST_TELLING = Comparator.<Fit, Integer>comparing(Results::rank)
            .thenComparing(Comparator.comparingInt(Fit::failures).reversed())
            .thenComparing(fit -> fit.trial().onto());

    private final Lineup lineup;
    private final int attempts;
    private final boolean exact;
    private final List<List<Fit>> fits = new ArrayList<>();
    private final List<Trial> strays = new ArrayList<>();
    private final List<Map<BitSet, Fit>> known = new ArrayList<>();
    private final BitSet doubtful = new BitSet();

    Results(Lineup lineup, QueueSnapshot snapshot) {
        this.lineup = lineup;
        this.attempts = snapshot.rules().attempts();
        for (int row = 0; row < lineup.size(); row++) {
            fits.add(new ArrayList<>());
        }
        this.exact = snapshot.rules().modules().isEmpty();
        Fitting fitting = new Fitting(lineup, snapshot.trunk(), exact);
        for (Trial trial : snapshot.trials()) {
            lineup.find(trial.candidate().change())
                    .ifPresentOrElse(row -> fits.get(row).add(fitting.fit(row, trial)), () -> strays.add(trial));
        }
        for (int row = 0; row < lineup.size(); row++) {
            fits.get(row).sort(MOST_TELLING);
            Map<BitSet, Fit> byPath = new LinkedHashMap<>();
            for (Fit fit : fits.get(row)) {
                if (fit.possible() && !inconclusive(fit)) {
                    byPath.putIfAbsent(fit.awaits(), fit);
                }
            }
            known.add(byPath);
            doubtful.set(row, failedByItself(row));
        }
    }

    private static int rank(Fit fit) {
        return switch (fit.trial().state()) {
            case Trial.Passed passed -> 0;
            case Trial.Running running -> 1;
            case Trial.Broken broken -> 2;
            case Trial.Failed failed -> 3;
            case Trial.Conflict conflict -> 4;
        };
    }

    /// All trials of a row's change at its head.
    List<Fit> of(int row) {
        return fits.get(row);
    }

    /// Trials of what is not in the queue: it left, or has another head now.
    List<Trial> strays() {
        return strays;
    }

    /// The most telling trial for each set of changes that may land before the row.
    Collection<Fit> known(int row) {
        return known.get(row).values();
    }

    Optional<Fit> known(int row, BitSet lands) {
        return Optional.ofNullable(known.get(row).get(lands));
    }

    /// What is nearest to an answer.
    Optional<Fit> likeliest(int row) {
        return known(row).stream().min(MOST_TELLING);
    }

    /// Whether there is no further attempt on this commit.
    boolean exhausted(Fit fit) {
        return switch (fit.trial().state()) {
            case Trial.Running running -> false;
            case Trial.Passed passed -> false;
            case Trial.Conflict conflict -> true;
            case Trial.Failed failed -> failed.failures() >= attempts;
            case Trial.Broken broken -> broken.failures() >= attempts;
        };
    }

    /// A failure that says nothing of the change any more, since what it was tested on did not land quite so.
    private static boolean inconclusive(Fit fit) {
        return fit.failed()
                && !fit.trial().running()
                && switch (fit.blame()) {
                    case NOW -> false;
                    case LATER -> fit.current();
                    case NEVER -> true;
                };
    }

    /// Whether the change failed by itself, on what has landed, and nothing newer says otherwise. Those behind it do
    /// not wait while that is made sure of.
    boolean doubtful(int row) {
        return doubtful.get(row);
    }

    private boolean failedByItself(int row) {
        int failed = newest(row, fit -> fit.failed());
        return blockers(row).isEmpty()
                && failed > newest(row, fit -> fit.trial().passed());
    }

    private int newest(int row, Predicate<Fit> which) {
        return fits.get(row).stream()
                .filter(which)
                .flatMapToInt(fit -> fit.ground().stream())
                .max()
                .orElse(-1);
    }

    /// The trial that decides whether a doubtful change leaves: what else there is of it need not be tested before.
    Optional<Fit> deciding(int row) {
        return doubtful(row) ? fits.get(row).stream().filter(this::decides).findFirst() : Optional.empty();
    }

    private boolean decides(Fit fit) {
        return fit.blames()
                && !fit.trial().passed()
                && !exhausted(fit)
                && (fit.failures() > 0 || fit.trial().running());
    }

    /// The rows before this one whose end it waits for.
    BitSet blockers(int row) {
        BitSet blockers = (BitSet) lineup.before(row).clone();
        blockers.andNot(doubtful);
        return blockers;
    }

    /// What lands as soon as nobody before it is in the way.
    Optional<Fit> landable(int row) {
        return fits.get(row).stream()
                .filter(fit -> fit.current() && fit.trial().passed())
                .findFirst();
    }

    /// What proves that the change itself is broken.
    Optional<Fit> fatal(int row) {
        return landable(row).isPresent() || !blockers(row).isEmpty()
                ? Optional.empty()
                : fits.get(row).stream()
                        .filter(fit -> fit.blames() && exhausted(fit))
                        .findFirst();
    }

    /// Whether the answer of a running trial can still be used, or may be for all that is known.
    boolean useful(Fit fit) {
        return fit.possible() || (doubtful(fit.row()) && decides(fit)) || (!exact && uncertain(fit.trial()));
    }

    /// Whether one left that it is tested on, and that its change perhaps never depended on. The last one of a chain
    /// it does depend on.
    private boolean uncertain(Trial trial) {
        List<ChangeHead> on = trial.candidate().on();
        return on.stream()
                .limit(Math.max(0, on.size() - 1))
                .anyMatch(member -> lineup.find(member).isEmpty()
                        && lineup.findLanding(member).isEmpty());
    }
}
