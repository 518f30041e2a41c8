/// Windows of two arms as our own router counted them.
@NullMarked
package arelops.app.metrics.router;

import org.jspecify.annotations.NullMarked;
