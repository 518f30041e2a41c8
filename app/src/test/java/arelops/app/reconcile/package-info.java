@NullMarked
package arelops.app.reconcile;

import org.jspecify.annotations.NullMarked;
