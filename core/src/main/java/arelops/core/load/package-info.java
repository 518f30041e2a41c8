/// What recorded traffic at growing factors says about a release, beside stable.
@NullMarked
package arelops.core.load;

import org.jspecify.annotations.NullMarked;
