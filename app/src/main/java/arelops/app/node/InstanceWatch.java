package arelops.app.node;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import java.time.Duration;
import java.util.SortedSet;
import java.util.function.Supplier;

/// Judges one living process, look by look: is it healthy, and if not, in which words.
final class InstanceWatch {
    private static final Duration WHILE_STARTING = Duration.ofMillis(100);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final int FAILURES_IN_A_ROW = 3;

    private final DeploymentSpec spec;
    private final Site site;
    private final int port;
    private final ProcessGroup group;
    private final long began = System.nanoTime();
    private long goodSince = began;
    private int failures;
    private boolean wasHealthy;
    private String endedBecause = "";

    /// What a look found out.
    sealed interface Finding {
        record Good() implements Finding {}

        /// Starting, or silent for too short a time to say more.
        record Undecided() implements Finding {}

        record Bad(String because) implements Finding {}
    }

    InstanceWatch(DeploymentSpec spec, Site site, InstanceRecord record, ProcessGroup group) {
        this.spec = spec;
        this.site = site;
        this.port = record.port();
        this.group = group;
        this.wasHealthy = record.state() instanceof InstanceState.Healthy;
    }

    Duration interval() {
        return wasHealthy ? AFTERWARDS : WHILE_STARTING;
    }

    /// Why the node itself ended the process; empty if it did not.
    String endedBecause() {
        return endedBecause;
    }

    Finding look() {
        long limit = spec.size().memoryBytes();
        if (limit > 0 && group.residentBytes() > limit) {
            long used = group.residentBytes();
            group.end(Duration.ZERO);
            endedBecause = "It was ended, since it used " + (used >> 20) + " MB of memory; its limit is "
                    + (limit >> 20) + " MB.";
            return new Finding.Undecided();
        }
        return switch (site.health().ask(port, spec.health().path())) {
            case HealthCheck.Finding.Good() -> {
                if (!wasHealthy || failures > 0) {
                    goodSince = System.nanoTime();
                }
                failures = 0;
                wasHealthy = true;
                yield new Finding.Good();
            }
            case HealthCheck.Finding.Bad(String how) -> failed(() -> asked() + " " + how + ".");
            case HealthCheck.Finding.NotListening() -> failed(this::notListening);
        };
    }

    /// For how long every look found it healthy.
    Duration healthyFor() {
        return Duration.ofNanos(System.nanoTime() - goodSince);
    }

    /// @param sentence is asked for only where it is told: finding out what a process listens on takes a while
    private Finding failed(Supplier<String> sentence) {
        failures++;
        if (wasHealthy) {
            return failures < FAILURES_IN_A_ROW ? new Finding.Undecided() : new Finding.Bad(sentence.get());
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        if (waited.compareTo(spec.health().deadline()) < 0) {
            return new Finding.Undecided();
        }
        return new Finding.Bad(
                "It did not become healthy within " + text(spec.health().deadline()) + ": " + sentence.get());
    }

    private String asked() {
        return "GET " + spec.health().path() + " on port " + port;
    }

    private String notListening() {
        SortedSet<Integer> ports = site.processes().listening(group.members());
        if (ports.isEmpty()) {
            return "it listens on no port; it must listen on $PORT (" + port + ").";
        }
        if (ports.contains(port)) {
            return "it listens on port " + port + ", but refuses connections from 127.0.0.1.";
        }
        String others = String.join(", ", ports.stream().map(String::valueOf).toList());
        return "it listens on port " + others + " instead of $PORT (" + port + ").";
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
