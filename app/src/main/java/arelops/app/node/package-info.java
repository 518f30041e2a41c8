/// The node: parent of the apps' processes, router, metric windows and fencing tokens. It outlives the controller.
@NullMarked
package arelops.app.node;

import org.jspecify.annotations.NullMarked;
