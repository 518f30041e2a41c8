package arelops.app.node;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.core.id.Slot;
import java.time.Instant;
import java.util.List;

/// All that a node must remember of a slot over a crash; one file on disk.
record SlotState(
        Slot slot,
        int port,
        Token highest,
        Route route,
        Watching watching,
        Users users,
        List<DeploymentRecord> deployments) {
    SlotState {
        deployments = List.copyOf(deployments);
    }

    /// The same with a token that the slot has seen.
    SlotState after(Token seen) {
        return new SlotState(slot, port, seen, route, watching, users, deployments);
    }

    record DeploymentRecord(DeploymentSpec spec, Instant since, boolean stopping, List<InstanceRecord> instances) {
        DeploymentRecord {
            instances = List.copyOf(instances);
        }
    }
}
