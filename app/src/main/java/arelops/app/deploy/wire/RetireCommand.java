package arelops.app.deploy.wire;

import arelops.app.deploy.Token;
import arelops.core.id.Slot;

/// The body of a command that gives a slot's addresses back.
public record RetireCommand(Slot slot, Token token) {}
