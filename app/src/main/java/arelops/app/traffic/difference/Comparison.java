package arelops.app.traffic.difference;

import arelops.core.difference.DifferenceReport;

/// What a recording came to that was answered three times.
///
/// @param asked requests that were sent to all three
/// @param failed those that one of them did not answer
/// @param unmatched those given up, because too many answers waited for a missing one
/// @param fenced requests that were not sent
public record Comparison(long asked, long failed, long unmatched, long fenced, DifferenceReport report) {}
