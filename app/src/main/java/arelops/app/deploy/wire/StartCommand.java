package arelops.app.deploy.wire;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Slot;
import arelops.app.deploy.Token;

/// The body of a start command.
public record StartCommand(Slot slot, Token token, DeploymentSpec spec) {}
