/// Recordings of traffic on the disk: segments of compressed frames, written only after the leak scan has passed.
@NullMarked
package arelops.app.traffic;

import org.jspecify.annotations.NullMarked;
