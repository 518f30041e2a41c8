package arelops.app.deploy.wire;

import arelops.app.deploy.LogQuery;
import arelops.core.id.Slot;

/// The body of a question for output.
public record LogsQuestion(Slot slot, LogQuery query) {}
