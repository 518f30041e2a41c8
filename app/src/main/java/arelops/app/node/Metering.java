package arelops.app.node;

import arelops.app.deploy.Way;
import arelops.app.deploy.Windows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Measures one slot: counts into windows and has the ended ones written.
final class Metering {
    private final WindowMeter meter;
    private final WindowFiles files;
    private final InstantSource clock;
    private final Queue<WindowMeter.Ended> pending = new ConcurrentLinkedQueue<>();

    Metering(WindowFiles files, Duration length, InstantSource clock) {
        Instant now = clock.instant();
        this.files = files;
        this.clock = clock;
        this.meter = new WindowMeter(length, System.nanoTime(), now);
        files.resume(now);
    }

    void count(Lane lane, boolean error, long nanos) {
        meter.count(lane, error, nanos);
    }

    boolean hasTraffic(Deployed deployed, Way way) {
        return meter.hasTraffic(deployed, way);
    }

    /// A window holds one route and one length only, so the open one ends here.
    void changed(Duration length, String because) {
        pending.add(meter.change(length, System.nanoTime(), clock.instant(), because));
    }

    /// The open window does not count, for this reason.
    void spoil(String because) {
        meter.spoil(because);
    }

    /// Writes what ended before the last call, then notices the time.
    void tick() {
        write();
        meter.tick(System.nanoTime(), clock.instant()).ifPresent(pending::add);
    }

    private void write() {
        for (WindowMeter.Ended ended = pending.poll(); ended != null; ended = pending.poll()) {
            files.append(ended);
        }
    }

    Windows after(long seq) throws IOException {
        return files.after(seq);
    }

    /// Writes all that was counted; for the end of the node.
    void close() {
        pending.add(meter.cut(System.nanoTime(), clock.instant(), "the node was stopped"));
        write();
    }
}
