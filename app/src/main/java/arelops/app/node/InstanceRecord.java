package arelops.app.node;

import arelops.app.deploy.InstanceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the disk knows of an instance. Written before each of its processes is started, and again after.
///
/// `runs` counts the processes it has had; the state is that of the last process that was healthy or failed.
record InstanceRecord(int number, String id, int port, int runs, ProcessRecord process, Condition condition) {

    /// How it is, since when, how often in a row it failed, and when it failed, newest last.
    record Condition(InstanceState state, Instant since, int failures, List<Instant> failed) {
        private static final int KEPT = 100;

        Condition {
            failed = List.copyOf(failed.subList(Math.max(0, failed.size() - KEPT), failed.size()));
        }
    }

    static InstanceRecord fresh(int number, String id, int port, String bootId, Instant now) {
        return new InstanceRecord(
                number,
                id,
                port,
                1,
                ProcessRecord.due(id + "/1", bootId),
                new Condition(new InstanceState.Starting(), now, 0, List.of()));
    }

    InstanceState state() {
        return condition.state();
    }

    int failures() {
        return condition.failures();
    }

    /// With another process, to be started under a mark of its own.
    InstanceRecord next(int newPort, String bootId) {
        return new InstanceRecord(
                number, id, newPort, runs + 1, ProcessRecord.due(id + "/" + (runs + 1), bootId), condition);
    }

    InstanceRecord with(ProcessRecord newProcess) {
        return new InstanceRecord(number, id, port, runs, newProcess, condition);
    }

    /// As it is when its process is ended together with its node; one that is over stays over.
    InstanceRecord parked() {
        return switch (process.stage()) {
            case SPAWNING, RUNNING, FAILING -> with(process.at(ProcessRecord.Stage.PARKED));
            case ENDED, PARKED -> this;
        };
    }

    InstanceRecord in(InstanceState state, Instant now) {
        return state.equals(condition.state())
                ? this
                : with(new Condition(state, now, condition.failures(), condition.failed()));
    }

    InstanceRecord failed(InstanceState state, Instant now) {
        List<Instant> failed = new ArrayList<>(condition.failed());
        failed.add(now);
        return with(new Condition(state, now, condition.failures() + 1, failed));
    }

    InstanceRecord steady() {
        return with(new Condition(condition.state(), condition.since(), 0, condition.failed()));
    }

    private InstanceRecord with(Condition newCondition) {
        return new InstanceRecord(number, id, port, runs, process, newCondition);
    }
}
