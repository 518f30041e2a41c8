/// Speaks to git: reads history and files, writes objects, and moves refs only by compare-and-swap, all or none.
///
/// No policy lives here. What a ref means, and whether it may move, is decided elsewhere.
@NullMarked
package arelops.app.git;

import org.jspecify.annotations.NullMarked;
