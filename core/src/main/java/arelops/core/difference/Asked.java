package arelops.core.difference;

/// A request that was answered three times.
///
/// @param number its place in the recording, the same for all three
/// @param target as the start line has it
public record Asked(long number, String method, String target) {}
