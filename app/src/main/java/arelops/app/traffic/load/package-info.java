/// Performs load tests: recorded traffic at growing factors, to a release and to stable beside it.
@NullMarked
package arelops.app.traffic.load;

import org.jspecify.annotations.NullMarked;
