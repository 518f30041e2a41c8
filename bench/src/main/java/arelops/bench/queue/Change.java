package arelops.bench.queue;

import arelops.core.queue.Touched;

/// A simulated change.
///
/// @param made when its author last looked at trunk, in minutes: what is on trunk then it goes along with
/// @param arrives when it is queued, in minutes
/// @param takes how long its tests take, in minutes
/// @param fine whether it passes by itself
/// @param guess whether a predictor thinks so
record Change(int number, double made, double arrives, double takes, boolean fine, boolean guess, Touched touched) {}
