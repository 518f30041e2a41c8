/// What tests of ARelOps, and of adapters written for it, share.
@NullMarked
package arelops.testkit;

import org.jspecify.annotations.NullMarked;
