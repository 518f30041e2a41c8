/// The contract of the port, for every adapter.
@NullMarked
package arelops.app.deploy;

import org.jspecify.annotations.NullMarked;
