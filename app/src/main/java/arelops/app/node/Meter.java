package arelops.app.node;

import arelops.app.deploy.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads what the processes of a deployment have used, and the machine, from `/proc`.
///
/// Of a process that ended, what it had used is its parent's, once that has waited for it.
record Meter(ProcessTable processes) {
    Usage of(Deployed deployed) {
        Duration at = Duration.ofNanos(System.nanoTime());
        List<ProcessTable.Entry> all = processes.all();
        List<Usage.Instance> instances = new ArrayList<>();
        for (Instance instance : deployed.instances()) {
            InstanceRecord record = instance.record();
            if (record.process().runs()) {
                instances.add(of(record.number(), new ProcessGroup(processes, record.process()).among(all)));
            }
        }
        return new Usage(at, instances, processes.machine());
    }

    private static Usage.Instance of(int number, List<ProcessTable.Entry> own) {
        return new Usage.Instance(
                number,
                own.stream().map(ProcessTable.Entry::used).reduce(Duration.ZERO, Duration::plus),
                own.stream().mapToLong(ProcessTable.Entry::residentBytes).sum());
    }
}
