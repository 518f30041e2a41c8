/// The config as records with the standard's defaults, what is looser than the standard, and what is wrong with it.
@NullMarked
package arelops.core.policy;

import org.jspecify.annotations.NullMarked;
