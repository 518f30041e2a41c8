package arelops.app.deploy.wire;

import arelops.app.deploy.DeploymentId;
import arelops.core.id.Slot;

/// The body of a question for what a deployment has used.
public record UsageQuestion(Slot slot, DeploymentId deployment) {}
