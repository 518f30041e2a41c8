/// Takes persons and secrets out of recorded traffic before it is stored, and proves that none is left.
///
/// A value becomes a keyed pseudonym of the same form, the same one wherever the value is found. Values
/// are spliced:
/// every byte that is not part of one stays as it was. What cannot be understood is blanked and
/// counted.
@NullMarked
package arelops.core.traffic.anonymise;

import org.jspecify.annotations.NullMarked;
