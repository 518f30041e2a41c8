package arelops.app.deploy.wire;

import arelops.app.deploy.Slot;

/// The body of a question for windows.
public record WindowsQuestion(Slot slot, long after) {}
