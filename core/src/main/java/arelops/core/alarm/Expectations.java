package arelops.core.alarm;

import arelops.core.policy.Amount;
import arelops.core.policy.Percent;
import arelops.core.policy.Watch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which thresholds a fault must cross, and faults that must cross them.
public final class Expectations {
    /// Of a fault that befalls fewer requests the 99th percentile tells nothing.
    private static final Percent SEEN_BY_P99 = Percent.of(1);

    private static final Percent LEAST = Percent.of(20);
    private static final Percent ALL = Percent.of(100);
    /// A fault is so many times as large as the limit: windows also have other requests.
    private static final int TIMES = 5;

    private static final Duration LEAST_DELAY = Duration.ofMillis(500);

    private Expectations() {}

    /// The thresholds that must fire: of errors and dropped connections that of `errors`, whatever its limit; of
    /// latency above its limit that of `p99`.
    public static Set<Alarm> of(InjectedFault fault, Collection<Watch> watches) {
        Set<Alarm> expected = new TreeSet<>();
        switch (fault) {
            case InjectedFault.Errors _, InjectedFault.Drop _ ->
                errors(watches).ifPresent(_ -> expected.add(Alarm.threshold("errors")));
            case InjectedFault.Latency(Percent share, Duration by) ->
                p99(watches)
                        .filter(max -> by.compareTo(max) > 0 && share.compareTo(SEEN_BY_P99) > 0)
                        .ifPresent(_ -> expected.add(Alarm.threshold("p99")));
        }
        return expected;
    }

    /// One fault of each kind, so large that these thresholds should fire.
    public static List<InjectedFault> faults(Collection<Watch> watches) {
        List<InjectedFault> faults = new ArrayList<>();
        errors(watches).ifPresent(max -> faults.add(new InjectedFault.Errors(above(max), InjectedFault.USUAL_STATUS)));
        p99(watches).ifPresent(max -> faults.add(new InjectedFault.Latency(LEAST, above(max))));
        errors(watches).ifPresent(max -> faults.add(new InjectedFault.Drop(above(max))));
        return faults;
    }

    /// A fault of this kind for which no threshold tells how large it must be.
    public static Optional<InjectedFault> usual(String kind) {
        return switch (kind) {
            case "errors" -> Optional.of(new InjectedFault.Errors(LEAST, InjectedFault.USUAL_STATUS));
            case "latency" -> Optional.of(new InjectedFault.Latency(LEAST, Duration.ofSeconds(1)));
            case "drop" -> Optional.of(new InjectedFault.Drop(LEAST));
            default -> Optional.empty();
        };
    }

    private static Percent above(Percent max) {
        Percent times = new Percent(max.value().multiply(BigDecimal.valueOf(TIMES)));
        return times.compareTo(LEAST) < 0 ? LEAST : times.compareTo(ALL) > 0 ? ALL : times;
    }

    private static Duration above(Duration max) {
        Duration twice = max.multipliedBy(2);
        return twice.compareTo(LEAST_DELAY) < 0
                ? LEAST_DELAY
                : twice.compareTo(InjectedFault.LONGEST) > 0 ? InjectedFault.LONGEST : twice;
    }

    private static Optional<Percent> errors(Collection<Watch> watches) {
        return max(watches, "errors")
                .flatMap(max -> max instanceof Amount.Share share ? Optional.of(share.percent()) : Optional.empty());
    }

    private static Optional<Duration> p99(Collection<Watch> watches) {
        return max(watches, "p99")
                .flatMap(max -> max instanceof Amount.Time time ? Optional.of(time.duration()) : Optional.empty());
    }

    private static Optional<Amount> max(Collection<Watch> watches, String name) {
        return watches.stream()
                .filter(watch -> watch.name().equals(name))
                .findFirst()
                .flatMap(Watch::max);
    }
}
