/// Recorded requests of other tools (HAR, access logs, GoReplay) to values and back: hostile bytes,
/// read in one pass with little memory.
@NullMarked
package arelops.app.traffic.format;

import org.jspecify.annotations.NullMarked;
