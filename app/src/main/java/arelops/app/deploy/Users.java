package arelops.app.deploy;

import arelops.core.id.EnvironmentName;

/// Where the users of a slot's shared address are served (PAS-3).
public sealed interface Users {
    /// By the slot's own route.
    record Here() implements Users {}

    /// So many percent of them by a deployment of another environment of the same app, the others here.
    record Elsewhere(EnvironmentName environment, DeploymentId deployment, int percent) implements Users {
        public Elsewhere {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("a share is 1 to 100 percent, not " + percent);
            }
        }
    }

    Users HERE = new Here();
}
