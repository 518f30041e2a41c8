/// The line: which release moves where next, and why not yet.
@NullMarked
package arelops.core.release;

import org.jspecify.annotations.NullMarked;
