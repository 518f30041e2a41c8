/// How the nouns of a deployment are written as JSON between controller and node, and on the node's disk.
@NullMarked
package arelops.app.deploy.wire;

import org.jspecify.annotations.NullMarked;
