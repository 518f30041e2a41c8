/// Where the judge's windows come from: the port, and what every source answers.
@NullMarked
package arelops.app.metrics;

import org.jspecify.annotations.NullMarked;
