/// What is written and read again, also by other versions.
@NullMarked
package arelops.app.deploy.wire;

import org.jspecify.annotations.NullMarked;
