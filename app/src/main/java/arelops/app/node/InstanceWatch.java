package arelops.app.node;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import java.time.Duration;
import java.util.SortedSet;

/// Judges one living instance, look by look: is it healthy, and if not, in which words.
final class InstanceWatch {
    private static final Duration WHILE_STARTING = Duration.ofMillis(100);
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final int FAILURES_IN_A_ROW = 3;

    private final DeploymentSpec spec;
    private final Site site;
    private final ProcessGroup group;
    private final long began = System.nanoTime();
    private int failures;
    private boolean wasHealthy;
    private String endedBecause = "";

    InstanceWatch(DeploymentSpec spec, Site site, ProcessGroup group) {
        this.spec = spec;
        this.site = site;
        this.group = group;
    }

    Duration interval() {
        return wasHealthy ? AFTERWARDS : WHILE_STARTING;
    }

    /// Why the node itself ended the process; empty if it did not.
    String endedBecause() {
        return endedBecause;
    }

    InstanceState look(InstanceRecord record) {
        long limit = spec.size().memoryBytes();
        if (limit > 0 && group.residentBytes() > limit) {
            long used = group.residentBytes();
            group.end(Duration.ZERO);
            endedBecause = "It was ended, since it used " + (used >> 20) + " MB of memory; its limit is "
                    + (limit >> 20) + " MB.";
            return record.state();
        }
        return switch (site.health().ask(record.port(), spec.health().path())) {
            case HealthCheck.Finding.Good() -> {
                failures = 0;
                wasHealthy = true;
                yield new InstanceState.Healthy();
            }
            case HealthCheck.Finding.Bad(String how) -> failed(record, asked(record) + " " + how + ".");
            case HealthCheck.Finding.NotListening() -> failed(record, notListening(record));
        };
    }

    private InstanceState failed(InstanceRecord record, String sentence) {
        failures++;
        wasHealthy |= record.state() instanceof InstanceState.Healthy;
        if (wasHealthy) {
            return failures < FAILURES_IN_A_ROW ? record.state() : new InstanceState.Unhealthy(sentence);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        if (waited.compareTo(spec.health().deadline()) < 0) {
            return record.state();
        }
        return new InstanceState.Unhealthy(
                "It did not become healthy within " + text(spec.health().deadline()) + ": " + sentence);
    }

    private String asked(InstanceRecord record) {
        return "GET " + spec.health().path() + " on port " + record.port();
    }

    private String notListening(InstanceRecord record) {
        SortedSet<Integer> ports = site.processes().listening(group.members());
        if (ports.isEmpty()) {
            return "it listens on no port; it must listen on $PORT (" + record.port() + ").";
        }
        if (ports.contains(record.port())) {
            return "it listens on port " + record.port() + ", but refuses connections from 127.0.0.1.";
        }
        String others = String.join(", ", ports.stream().map(String::valueOf).toList());
        return "it listens on port " + others + " instead of $PORT (" + record.port() + ").";
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
