@NullMarked
package arelops.app.run;

import org.jspecify.annotations.NullMarked;
