/// Windows of two arms out of a Prometheus server, by its query API. It translates; it judges
/// nothing.
@NullMarked
package arelops.app.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
