package arelops.bench.canary;

import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judging;
import arelops.core.canary.Situation;
import arelops.core.canary.Verdict;
import arelops.core.canary.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Prints false alarms and power of the judge beside a test of ranks that looks as often.
final class CanaryBench {
    private static final Day.Worse TWICE_THE_ERRORS = new Day.Worse(0.02, 1, 1);
    private static final int LATE = 50;

    private CanaryBench() {}

    /// @param strict whether errors have no tolerance
    private record Case(String name, Day day, boolean strict, int divisor) {}

    /// @param rejectedAt the window, or 0
    /// @param passedAt the same
    private record Outcome(int rejectedAt, int passedAt, int peerAt) {}

    /// Prints a table, or draws the pictures.
    ///
    /// @param arguments `--seeds N`, `--traffic`, or `--pictures FOLDER`
    public static void main(String[] arguments) throws IOException {
        String what = arguments.length == 0 ? "--seeds" : arguments[0];
        switch (what) {
            case "--traffic" -> TrafficTable.print();
            case "--pictures" -> Pictures.draw(Path.of(arguments[1]));
            case "--seeds" -> print(arguments.length == 0 ? 1000 : Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException("--seeds N, --traffic or --pictures FOLDER, not " + what);
        }
    }

    private static void print(int seeds) {
        System.out.printf("Seeds 0 to %d; fewer for days of 1,000 requests or 1,440 looks.%n%n", seeds - 1);
        System.out.println(
                "| day | requests | seeds | rejected | median | in 5 | passed | median | ranks rejected | median |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Case one : cases()) {
            print(one, Math.max(50, seeds / one.divisor()));
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int requests : new int[] {100, 1000}) {
            int divisor = requests / 100 < 10 ? 1 : 2;
            Day alike = Day.alike(requests);
            cases.add(new Case("alike", alike, false, divisor));
            cases.add(new Case("alike, no tolerance of errors", alike, true, divisor));
            cases.add(new Case("alike, 1,440 looks", alike.lasting(1440), false, requests / 10));
            cases.add(new Case("alike, heavy tail", alike.shaped(Day.Shape.HEAVY), false, divisor));
            cases.add(new Case("alike, wandering", alike.shaped(Day.Shape.WANDERING), false, divisor));
            cases.add(new Case("alike, warming up", alike.shaped(Day.Shape.WARMING), false, divisor));
            cases.add(new Case("alike, pausing", alike.shaped(Day.Shape.PAUSING), false, divisor));
            cases.add(new Case("alike, bursts", alike.shaped(Day.Shape.BURSTS), false, divisor));
            cases.add(new Case(
                    "latency x1.5 late, bursts",
                    alike.shaped(Day.Shape.BURSTS).worse(new Day.Worse(0.01, 1.5, 1), LATE),
                    false,
                    divisor));
            cases.add(new Case("alike, quick", alike.shaped(Day.Shape.QUICK), false, divisor));
            cases.add(new Case("errors 1 -> 2 %", alike.worse(TWICE_THE_ERRORS, 1), false, divisor));
            cases.add(new Case("errors 1 -> 2 %, no tolerance", alike.worse(TWICE_THE_ERRORS, 1), true, divisor));
            cases.add(new Case("errors 1 -> 10 % late", alike.worse(new Day.Worse(0.1, 1, 1), LATE), false, divisor));
            cases.add(new Case("latency x1.5 late", alike.worse(new Day.Worse(0.01, 1.5, 1), LATE), false, divisor));
            cases.add(new Case(
                    "latency x1.5 late, wandering",
                    alike.shaped(Day.Shape.WANDERING).worse(new Day.Worse(0.01, 1.5, 1), LATE),
                    false,
                    divisor));
            cases.add(new Case("latency x1.2", alike.worse(new Day.Worse(0.01, 1.2, 1), 1), false, divisor));
            cases.add(new Case(
                    "latency x3, quick",
                    alike.shaped(Day.Shape.QUICK).worse(new Day.Worse(0.01, 3, 1), 1),
                    false,
                    divisor));
            cases.add(new Case("tail (5 %) x1.5", alike.worse(new Day.Worse(0.01, 1, 1.5), 1), false, divisor));
        }
        return cases;
    }

    private static void print(Case one, int seeds) {
        JudgePolicy standard = JudgePolicy.standard();
        JudgePolicy policy = one.strict() ? standard.withErrors(new JudgePolicy.ErrorLimits(1, 1.5, 0.005)) : standard;
        Judge judge = new Judge(policy, new Situation(Optional.of(Day.SCALE), OptionalDouble.of(Day.ERRORS)));
        List<Outcome> outcomes = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> outcome(judge, one.day().draw(seed)))
                .toList();
        int[] rejected = times(outcomes, Outcome::rejectedAt);
        int[] passed = times(outcomes, Outcome::passedAt);
        int[] peer = times(outcomes, Outcome::peerAt);
        long soon =
                IntStream.of(rejected).filter(at -> at <= one.day().onset() + 5).count();
        boolean late = one.day().onset() > 1;
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %s | %s | %s | %s | %s | %s | %s |%n",
                one.name(),
                one.day().requests(),
                seeds,
                share(rejected.length, seeds),
                median(rejected, seeds),
                late ? share((int) soon, seeds) : "",
                share(passed.length, seeds),
                median(passed, seeds),
                one.day().windows() > 60 ? "-" : share(peer.length, seeds),
                one.day().windows() > 60 ? "-" : median(peer, seeds));
    }

    private static Outcome outcome(Judge judge, List<Window> windows) {
        Judging judging = judge.start();
        int rejected = 0;
        int passed = 0;
        for (Window window : windows) {
            judging = judge.look(judging, window);
            Verdict verdict = judge.verdict(judging);
            rejected = rejected == 0 && verdict == Verdict.REJECT ? judging.windows() : rejected;
            passed = passed == 0 && verdict == Verdict.PASS ? judging.windows() : passed;
        }
        int peer = windows.size() > 60
                ? 0
                : new RankJudge(judge.policy().certainty().alpha())
                        .rejects(windows)
                        .orElse(0);
        return new Outcome(rejected, passed, peer);
    }

    private static int[] times(List<Outcome> outcomes, java.util.function.ToIntFunction<Outcome> at) {
        return outcomes.stream()
                .mapToInt(at)
                .filter(window -> window > 0)
                .sorted()
                .toArray();
    }

    private static String share(int count, int of) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / of);
    }

    /// Over all days, those without the event counted as never.
    private static String median(int[] sorted, int seeds) {
        return sorted.length <= seeds / 2 ? "-" : Integer.toString(sorted[seeds / 2]);
    }
}
