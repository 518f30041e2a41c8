/// The one exception type of the program: what was tried, what is wrong, and how to mend it.
@NullMarked
package arelops.app.fault;

import org.jspecify.annotations.NullMarked;
