package arelops.app.deploy.wire;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Token;
import arelops.core.id.Slot;

/// The body of a stop command.
public record StopCommand(Slot slot, Token token, DeploymentId deployment) {}
