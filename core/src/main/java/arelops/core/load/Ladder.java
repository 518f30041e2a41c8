package arelops.core.load;

import arelops.core.load.Rung.Who;
import java.util.List;
import java.util.Optional;

/// The order of a load test, and what follows from it.
///
/// Each factor is sent to the release and then to stable, so that both meet the same machine. The release's first step
/// beyond a limit is its last one; afterwards it must be as before at 1x. A step whose sender was late, or of which
/// what
/// is limited is not known, says nothing and is repeated, and so is one at which the release crossed a limit, once
/// (GATE-8).
///
/// @param steps growing factors
/// @param compared whether stable is there to be measured too
public record Ladder(List<Integer> steps, LoadLimits limits, boolean compared) {
    /// How often a step is measured until one is valid.
    private static final int TRIES = 3;
    /// How often the release must cross a limit at a step before that counts: a pause of the machine is none of its
    /// own.
    private static final int CROSSINGS = 2;

    /// What is to be done.
    public sealed interface Next {
        /// Another step.
        record Measure(Who who, int factor, boolean recovery) implements Next {}

        /// It is over.
        record Over(LoadVerdict verdict) implements Next {}
    }

    /// Copies.
    public Ladder {
        steps = List.copyOf(steps);
    }

    /// What comes after these, oldest first.
    public Next next(List<Rung> done) {
        for (int factor : steps) {
            Optional<Next> open = step(done, factor, false);
            if (open.isPresent()) {
                return open.get();
            }
            if (crossed(done, Who.RELEASE, factor, false).isPresent()) {
                break;
            }
        }
        return recovered(done);
    }

    /// The step at this factor, where it is not done yet; stable is left out once it bore no more.
    private Optional<Next> step(List<Rung> done, int factor, boolean recovery) {
        return side(done, Who.RELEASE, factor, recovery).or(() -> {
            boolean bears = steps.stream()
                    .filter(earlier -> earlier < factor)
                    .allMatch(
                            earlier -> crossed(done, Who.STABLE, earlier, false).isEmpty());
            return compared && bears ? side(done, Who.STABLE, factor, recovery) : Optional.empty();
        });
    }

    private Optional<Next> side(List<Rung> done, Who who, int factor, boolean recovery) {
        List<Measured> valid = valid(done, who, factor, recovery);
        boolean borne = valid.stream().anyMatch(one -> limits.crossed(one).isEmpty());
        if (borne || valid.size() >= (who == Who.RELEASE ? CROSSINGS : 1)) {
            return Optional.empty();
        }
        List<Measured> doubtful = tries(done, who, factor, recovery).stream()
                .filter(one -> limits.doubt(one).isPresent())
                .toList();
        if (doubtful.size() < TRIES) {
            return Optional.of(new Next.Measure(who, factor, recovery));
        }
        Measured last = doubtful.getLast();
        return Optional.of(new Next.Over(new LoadVerdict.Unknown(limits.doubtful(last) + " at " + factor + "x, " + TRIES
                + " times: " + limits.doubt(last).orElse(""))));
    }

    private static List<Measured> tries(List<Rung> done, Who who, int factor, boolean recovery) {
        return done.stream()
                .filter(rung -> rung.is(who, factor, recovery))
                .map(Rung::measured)
                .toList();
    }

    private List<Measured> valid(List<Rung> done, Who who, int factor, boolean recovery) {
        return tries(done, who, factor, recovery).stream()
                .filter(one -> limits.doubt(one).isEmpty())
                .toList();
    }

    /// What a step came to: the newest valid one, which is the one that was borne if any was.
    private Optional<Measured> result(List<Rung> done, Who who, int factor, boolean recovery) {
        return valid(done, who, factor, recovery).stream().reduce((_, later) -> later);
    }

    /// What speaks against a step; empty where it was borne or never measured.
    private Optional<String> crossed(List<Rung> done, Who who, int factor, boolean recovery) {
        return result(done, who, factor, recovery).flatMap(limits::crossed);
    }

    /// After more than 1x it must be as before.
    private Next recovered(List<Rung> done) {
        int highest = highest(done);
        if (highest <= 1) {
            return new Next.Over(verdict(done, highest));
        }
        Optional<Next> release = side(done, Who.RELEASE, 1, true);
        if (release.isPresent()) {
            return release.get();
        }
        LoadVerdict verdict = verdict(done, highest);
        Optional<String> lasting = crossed(done, Who.RELEASE, 1, true);
        if (lasting.isEmpty() || verdict instanceof LoadVerdict.Worse) {
            return new Next.Over(verdict);
        }
        return stableRecovered(done)
                .orElseGet(() -> new Next.Over(against(
                        "it does not recover: at 1x after " + highest + "x " + lasting.get(),
                        crossed(done, Who.STABLE, 1, true),
                        result(done, Who.STABLE, 1, true))));
    }

    /// Stable's recovery, where it is not measured yet.
    private Optional<Next> stableRecovered(List<Rung> done) {
        return compared ? side(done, Who.STABLE, 1, true) : Optional.empty();
    }

    private static int highest(List<Rung> done) {
        return done.stream()
                .filter(rung -> rung.who() == Who.RELEASE && !rung.recovery())
                .mapToInt(Rung::factor)
                .max()
                .orElse(0);
    }

    private LoadVerdict verdict(List<Rung> done, int highest) {
        Optional<String> crossing = crossed(done, Who.RELEASE, highest, false);
        if (crossing.isPresent()) {
            return against(
                    "at " + highest + "x " + crossing.get(), stableCrossing(done, highest), last(done, Who.STABLE));
        }
        Measured borne = result(done, Who.RELEASE, highest, false).orElseThrow();
        return new LoadVerdict.Borne("it bears " + highest + "x: " + borne.words()
                + result(done, Who.STABLE, highest, false)
                        .map(stable -> " (stable: " + stable.words() + ")")
                        .orElse(compared ? "; stable bears less" : ""));
    }

    /// Where stable bore no more, at this factor or before.
    private Optional<String> stableCrossing(List<Rung> done, int factor) {
        return steps.stream()
                .filter(step -> step <= factor)
                .flatMap(step -> crossed(done, Who.STABLE, step, false).map(why -> "at " + step + "x " + why).stream())
                .findFirst();
    }

    private Optional<Measured> last(List<Rung> done, Who who) {
        return done.stream()
                .filter(rung -> rung.who() == who)
                .map(Rung::measured)
                .filter(one -> limits.doubt(one).isEmpty())
                .reduce((_, later) -> later);
    }

    private LoadVerdict against(String what, Optional<String> stableToo, Optional<Measured> stable) {
        if (!compared) {
            return new LoadVerdict.Worse(what + "; there is no stable release to compare with");
        }
        return stableToo
                .<LoadVerdict>map(too -> new LoadVerdict.Borne(what + ", but it bears as much as stable (" + too + ")"))
                .orElseGet(() -> new LoadVerdict.Worse(what
                        + stable.map(words -> "; stable bears it: " + words.words())
                                .orElse("")));
    }
}
