/// When the line records what users ask: from the rules and what a node says of its recordings to begin, end or wait.
@NullMarked
package arelops.core.record;

import org.jspecify.annotations.NullMarked;
