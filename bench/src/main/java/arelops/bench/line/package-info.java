/// The whole line under steady requests: promotions, rejections, rollbacks, failovers.
@NullMarked
package arelops.bench.line;

import org.jspecify.annotations.NullMarked;
