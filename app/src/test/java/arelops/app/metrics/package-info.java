@NullMarked
package arelops.app.metrics;

import org.jspecify.annotations.NullMarked;
