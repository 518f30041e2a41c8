/// Measurements of what is done to recorded traffic.
@NullMarked
package arelops.bench.traffic;

import org.jspecify.annotations.NullMarked;
