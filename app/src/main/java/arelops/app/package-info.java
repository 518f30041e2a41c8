/// The program `arelops`: the shell around the core.
@NullMarked
package arelops.app;

import org.jspecify.annotations.NullMarked;
