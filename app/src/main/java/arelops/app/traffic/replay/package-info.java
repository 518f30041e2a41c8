/// Sends recorded requests again at their times, to a target that may be slow or broken, and says
/// whether the sender itself kept up.
@NullMarked
package arelops.app.traffic.replay;

import org.jspecify.annotations.NullMarked;
