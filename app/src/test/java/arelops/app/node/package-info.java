/// Tests of the node, and what they share.
@NullMarked
package arelops.app.node;

import org.jspecify.annotations.NullMarked;
