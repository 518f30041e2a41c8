package arelops.core.queue;

import arelops.core.gate.Gate;

/// How a change in the queue stands.
///
/// @param place 1 for the first
/// @param gate the sentence, what it waits for, and when it is expected to land, where that can be told
public record Waiting(ChangeHead change, int place, Gate gate) {}
