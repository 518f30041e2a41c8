package arelops.app.node;

import java.time.InstantSource;

/// What all slots of a node share.
record Site(
        DataFolder folder,
        Ports instancePorts,
        ProcessTable processes,
        HealthCheck health,
        NodeSettings settings,
        InstantSource clock) {

    Secrets secrets() {
        return new Secrets(folder.secrets());
    }
}
