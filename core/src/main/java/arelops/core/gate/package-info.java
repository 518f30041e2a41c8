/// What a step of the line needs before it may be taken, as values.
@NullMarked
package arelops.core.gate;

import org.jspecify.annotations.NullMarked;
