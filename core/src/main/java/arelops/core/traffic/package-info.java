/// Recorded traffic as values: what the router saw of a request and of its answer.
///
/// Nothing here is stored as it is: `arelops.core.traffic.anonymise` comes between the router and the
/// first byte
/// that is written.
@NullMarked
package arelops.core.traffic;

import org.jspecify.annotations.NullMarked;
