/// Starting and stopping ARelOps on this machine: where its folders are, and how its parts are put together.
@NullMarked
package arelops.app.up;

import org.jspecify.annotations.NullMarked;
