package arelops.app.node;

import arelops.app.deploy.InstanceState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Finds out what became of a process that an earlier node started, or was about to start.
record Recovery(Site site) {
    private static final long STRAGGLER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// The record as it is true now: with the process that was found, or due to be started.
    InstanceRecord find(InstanceRecord record) {
        ProcessRecord last = record.process();
        if (last.stage() == ProcessRecord.Stage.PARKED
                || !last.bootId().equals(site.processes().bootId())) {
            return anew(record);
        }
        return last.stage() == ProcessRecord.Stage.SPAWNING ? straggler(record) : record;
    }

    /// The process ended with its node or with the machine: that is no failure of its own.
    private InstanceRecord anew(InstanceRecord record) {
        InstanceRecord shown = record.state() instanceof InstanceState.Healthy
                ? record.in(new InstanceState.Starting(), site.clock().instant())
                : record;
        return shown.next(
                site.instancePorts().again(record.port()), site.processes().bootId());
    }

    /// The earlier node died between starting the process and writing its pid: look for its mark.
    private InstanceRecord straggler(InstanceRecord record) {
        ProcessRecord due = record.process();
        long end = System.nanoTime() + STRAGGLER_NANOS;
        do {
            for (ProcessTable.Entry entry : site.processes().members(0, Spawn.ID + "=" + due.mark())) {
                if (entry.pid() == entry.group()) {
                    return record.with(due.started(entry.pid(), entry.startTicks()));
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() - end < 0);
        return record;
    }
}
