@NullMarked
package arelops.app.simulate;

import org.jspecify.annotations.NullMarked;
