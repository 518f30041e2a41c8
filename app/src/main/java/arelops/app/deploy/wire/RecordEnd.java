package arelops.app.deploy.wire;

import arelops.core.id.Slot;

/// The body of a command that ends a recording before its time.
///
/// @param id of the recording; another one of the slot goes on
public record RecordEnd(Slot slot, String id) {}
