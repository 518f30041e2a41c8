/// Observe, decide, perform, record: the only package that calls what changes the world.
@NullMarked
package arelops.app.reconcile;

import org.jspecify.annotations.NullMarked;
