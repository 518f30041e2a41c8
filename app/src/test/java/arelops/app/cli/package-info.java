@NullMarked
package arelops.app.cli;

import org.jspecify.annotations.NullMarked;
