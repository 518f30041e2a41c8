/// How long it takes to read and to list many changes.
@NullMarked
package arelops.bench.changes;

import org.jspecify.annotations.NullMarked;
