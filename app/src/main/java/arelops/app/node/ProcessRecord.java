package arelops.app.node;

/// What the disk knows of the process of an instance: its first, or one that was started after a failure.
///
/// `mark` is unlike any other on the machine and stands in the environment of the process, so that a restarted node
/// knows its own processes for certain; boot id, pid and start ticks name the process without reading environments.
record ProcessRecord(String mark, Stage stage, String bootId, long pid, long startTicks) {

    enum Stage {
        /// Written before the process is started: it may be there or not.
        SPAWNING,
        RUNNING,
        /// It runs, and its failure is counted; it is ended unless it becomes healthy soon.
        FAILING,
        /// It is over, and another one is due.
        ENDED,
        /// It is ended together with the node that keeps it, or is over so; another one is due with the next node.
        PARKED
    }

    static ProcessRecord due(String mark, String bootId) {
        return new ProcessRecord(mark, Stage.SPAWNING, bootId, 0, 0);
    }

    ProcessRecord started(long newPid, long newStartTicks) {
        return new ProcessRecord(mark, Stage.RUNNING, bootId, newPid, newStartTicks);
    }

    ProcessRecord at(Stage newStage) {
        return new ProcessRecord(mark, newStage, bootId, pid, startTicks);
    }

    /// Whether there is a process that could answer.
    boolean runs() {
        return switch (stage) {
            case SPAWNING, ENDED, PARKED -> false;
            case RUNNING, FAILING -> true;
        };
    }
}
