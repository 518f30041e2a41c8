/// Changes on their way to trunk: what may be pushed, proposed and merged.
@NullMarked
package arelops.core.change;

import org.jspecify.annotations.NullMarked;
