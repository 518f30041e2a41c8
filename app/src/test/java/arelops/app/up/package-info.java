@NullMarked
package arelops.app.up;

import org.jspecify.annotations.NullMarked;
