@NullMarked
package arelops.app.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
