/// Sends a recording to a release and twice to stable, all three at the same times, and has the answers
/// of each request compared.
@NullMarked
package arelops.app.traffic.difference;

import org.jspecify.annotations.NullMarked;
