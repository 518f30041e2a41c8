/// Changes (pull requests) until they are on trunk: what happened to each, and what may happen next.
///
/// No names of forges, no HTTP, no comment texts.
@NullMarked
package arelops.core.change;

import org.jspecify.annotations.NullMarked;
