package arelops.app.node;

import arelops.app.deploy.InstanceState;
import java.time.Instant;

/// What the disk knows of an instance. Written before its process is started, with `pid` 0, and again after.
///
/// `id` is unlike any other on the machine and stands in the environment of the process, so that a restarted node knows
/// its own processes for certain; boot id, pid and start ticks name the process without reading environments.
record InstanceRecord(
        int number, String id, int port, String bootId, long pid, long startTicks, Instant since, InstanceState state) {

    InstanceRecord started(long newPid, long newStartTicks) {
        return new InstanceRecord(number, id, port, bootId, newPid, newStartTicks, since, state);
    }

    InstanceRecord in(InstanceState newState, Instant now) {
        return new InstanceRecord(number, id, port, bootId, pid, startTicks, now, newState);
    }
}
