package arelops.app.deploy.wire;

import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Slot;

/// The body of a question for output.
public record LogsQuestion(Slot slot, LogQuery query) {}
