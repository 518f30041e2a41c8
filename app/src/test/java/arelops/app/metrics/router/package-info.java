@NullMarked
package arelops.app.metrics.router;

import org.jspecify.annotations.NullMarked;
