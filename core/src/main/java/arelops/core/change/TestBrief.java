package arelops.core.change;

import arelops.core.id.ChangeNumber;
import java.util.Optional;
import java.util.OptionalInt;

/// What people are told of the TEST environment of a change (TST-1).
///
/// @param sentence how it is, without a full stop
/// @param behind how many commits trunk has gone on since the one that TEST was merged onto; empty where nothing
///     runs, or where that commit is not on trunk
/// @param conflicts whether what runs there cannot be merged into trunk any more
public record TestBrief(String sentence, OptionalInt behind, boolean conflicts) {
    /// Of a change that a look saw; empty where there is no TEST and is to be none.
    public static Optional<TestBrief> of(ChangesSnapshot snapshot, ChangeNumber number) {
        return Optional.ofNullable(snapshot.open().get(number))
                .flatMap(look -> new TestStanding(snapshot, look).brief());
    }
}
