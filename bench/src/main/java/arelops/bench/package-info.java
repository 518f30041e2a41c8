/// Measurements of the whole program, beside a peer or a limit in the same run.
@NullMarked
package arelops.bench;

import org.jspecify.annotations.NullMarked;
