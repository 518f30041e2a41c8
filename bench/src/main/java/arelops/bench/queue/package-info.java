/// The merge queue's planner over virtual time, against an oracle.
@NullMarked
package arelops.bench.queue;

import org.jspecify.annotations.NullMarked;
