/// What a release answers differently than stable: each request is answered by the release and twice by
/// stable, and what differs between both of stable is noise.
@NullMarked
package arelops.core.difference;

import org.jspecify.annotations.NullMarked;
