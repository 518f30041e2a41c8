package arelops.app.node;

import arelops.app.deploy.Stopping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The apps that a node left running when it was killed, or was closed without them.
public final class Remains {
    private Remains() {}

    /// The process of the node that runs on a data folder; empty if none does.
    public static OptionalLong node(Path data) {
        return DataFolder.holder(data);
    }

    /// Ends them as their node would have; what is wanted stays written, and the next node starts it again.
    ///
    /// Returns the instances that did not end. No node may run on the folder.
    public static List<String> end(Path data) {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (DataFolder folder = DataFolder.open(data)) {
            Queue<String> left = new ConcurrentLinkedQueue<>();
            List<Thread> ends = new ArrayList<>();
            for (SlotState state : folder.load()) {
                // On the disk first: whoever finds a process ended must not take it for a failure.
                folder.save(parked(state));
                for (SlotState.DeploymentRecord deployment : state.deployments()) {
                    for (InstanceRecord instance : deployment.instances()) {
                        ends.add(Thread.startVirtualThread(
                                () -> end(instance, deployment.spec().stopping(), left)));
                    }
                }
            }
            for (Thread end : ends) {
                end.join();
            }
            return List.copyOf(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static void end(InstanceRecord instance, Stopping how, Queue<String> left) {
        if (!new ProcessGroup(new ProcessTable(), instance.process()).end(how.grace())) {
            left.add(instance.id());
        }
    }

    private static SlotState parked(SlotState state) {
        return new SlotState(
                state.slot(),
                state.port(),
                state.highest(),
                state.route(),
                state.watching(),
                state.users(),
                state.deployments().stream().map(Remains::parked).toList());
    }

    private static SlotState.DeploymentRecord parked(SlotState.DeploymentRecord deployment) {
        return new SlotState.DeploymentRecord(
                deployment.spec(),
                deployment.since(),
                deployment.stopping(),
                deployment.instances().stream().map(InstanceRecord::parked).toList());
    }
}
