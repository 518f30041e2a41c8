/// Values that an app gives out and gets back (ids, tokens, session cookies): found in a recording,
/// read from new answers, and written into the requests that come after.
@NullMarked
package arelops.app.traffic.replay.issued;

import org.jspecify.annotations.NullMarked;
