package arelops.bench.queue;

import arelops.core.queue.Touched;

/// A simulated change.
///
/// @param arrives in minutes
/// @param takes how long its tests take, in minutes
/// @param fine whether it passes by itself
/// @param guess whether a predictor thinks so
record Change(int number, double arrives, double takes, boolean fine, boolean guess, Touched touched) {}
