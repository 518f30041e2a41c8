package arelops.app.deploy.wire;

import arelops.core.id.Slot;

/// The body of a question for windows.
public record WindowsQuestion(Slot slot, long after) {}
