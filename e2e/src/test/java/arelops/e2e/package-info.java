/// Black-box tests of the packaged program, started as a person would.
@NullMarked
package arelops.e2e;

import org.jspecify.annotations.NullMarked;
