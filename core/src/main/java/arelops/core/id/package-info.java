/// Small types for names and identities; everything else is built on them.
@NullMarked
package arelops.core.id;

import org.jspecify.annotations.NullMarked;
