package arelops.app.deploy.wire;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Token;
import arelops.core.id.Slot;

/// The body of a start command.
public record StartCommand(Slot slot, Token token, DeploymentSpec spec) {}
