@NullMarked
package arelops.app.forge;

import org.jspecify.annotations.NullMarked;
