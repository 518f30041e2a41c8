/// Commits proposed for trunk: who approved them, who owns what they touch, and what they wait for.
@NullMarked
package arelops.core.change;

import org.jspecify.annotations.NullMarked;
