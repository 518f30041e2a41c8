package arelops.bench.canary;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judging;
import arelops.core.canary.JudgingText;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Situation;
import arelops.core.canary.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What one look costs, after few and after many looks before it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookCost {
    /// Looks before the one that is measured.
    @Param({"10", "1000"})
    public int before;

    private Judge errors = new Judge(JudgePolicy.standard(), new Situation(Optional.empty(), OptionalDouble.of(0.01)));
    private Judge all =
            new Judge(JudgePolicy.standard(), new Situation(Optional.of(Day.SCALE), OptionalDouble.of(0.01)));
    private Judging errorsSoFar = errors.start();
    private Judging allSoFar = all.start();
    private Window untimed = new Window(Optional.empty(), Optional.empty());
    private Window timed = untimed;

    /// Judges that many windows of 1,000 requests an arm.
    @Setup
    public void judge() {
        List<Window> windows = Day.alike(1000).lasting(50).draw(1);
        for (int i = 0; i < before; i++) {
            timed = windows.get(i % windows.size());
            untimed = Window.of(
                    untimed(timed.baseline().orElseThrow()),
                    untimed(timed.canary().orElseThrow()));
            errorsSoFar = errors.look(errorsSoFar, untimed);
            allSoFar = all.look(allSoFar, timed);
        }
    }

    private static ArmWindow untimed(ArmWindow window) {
        return ArmWindow.of(window.requests(), window.errors(), LatencyCounts.none());
    }

    /// Errors alone.
    @Benchmark
    public Judging errors() {
        return errors.look(errorsSoFar, untimed);
    }

    /// Errors and five thresholds of latency.
    @Benchmark
    public Judging errorsAndLatency() {
        return all.look(allSoFar, timed);
    }

    /// Writing what is kept between looks.
    @Benchmark
    public String written() {
        return JudgingText.write(allSoFar);
    }
}
