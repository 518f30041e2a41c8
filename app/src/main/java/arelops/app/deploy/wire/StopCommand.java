package arelops.app.deploy.wire;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Slot;
import arelops.app.deploy.Token;

/// The body of a stop command.
public record StopCommand(Slot slot, Token token, DeploymentId deployment) {}
