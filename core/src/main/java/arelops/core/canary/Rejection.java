package arelops.core.canary;

import arelops.core.canary.Measured.Numbers;

/// The window that tipped it, and what it was.
///
/// @param window in which a look rejected
/// @param since the first window of the stretch that was worse
/// @param measure that was worse
/// @param logEvidence the logarithm of the e-value then
/// @param numbers of the stretch
record Rejection(int window, int since, String measure, double logEvidence, Numbers numbers) {}
