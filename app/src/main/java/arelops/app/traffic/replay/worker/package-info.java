/// A replay by several processes, here or on other machines: what each sends, how its result is
/// written, and how they become one report.
@NullMarked
package arelops.app.traffic.replay.worker;

import org.jspecify.annotations.NullMarked;
