package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Way;

/// What requests are counted by; there is one object per kind, so that counting allocates nothing.
final class Lane {
    private final DeploymentId deployment;
    private final Way way;
    private final Origin origin;

    Lane(DeploymentId deployment, Way way, Origin origin) {
        this.deployment = deployment;
        this.way = way;
        this.origin = origin;
    }

    DeploymentId deployment() {
        return deployment;
    }

    Way way() {
        return way;
    }

    Origin origin() {
        return origin;
    }
}
