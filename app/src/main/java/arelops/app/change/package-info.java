/// Changes in git: the history of each on a ref of its own, read, and written by compare-and-swap.
@NullMarked
package arelops.app.change;

import org.jspecify.annotations.NullMarked;
