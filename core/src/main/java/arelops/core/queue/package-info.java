/// The merge queue: which merge results are tested, which lands next, which change leaves, and why.
@NullMarked
package arelops.core.queue;

import org.jspecify.annotations.NullMarked;
