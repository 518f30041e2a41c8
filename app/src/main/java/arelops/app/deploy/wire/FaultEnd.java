package arelops.app.deploy.wire;

import arelops.core.id.Slot;

/// The body of a command that ends what a [FaultCommand] began.
public record FaultEnd(Slot slot, String run) {}
