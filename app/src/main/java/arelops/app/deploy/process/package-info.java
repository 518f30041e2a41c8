/// The adapter of the port `deploy` to a node of this machine, and how such a node is started.
@NullMarked
package arelops.app.deploy.process;

import org.jspecify.annotations.NullMarked;
