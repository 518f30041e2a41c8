package arelops.app.traffic.replay;

import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;

/// Who the copies of a session are.
public sealed interface Identities {
    /// Those of the recording: more traffic of the same persons.
    record Same() implements Identities {}

    /// Others in each copy: what tells a person becomes a pseudonym once more, see
    /// [arelops.core.traffic.anonymise.OtherPersons].
    ///
    /// @param key of the recording
    /// @param rules by which the recording was taken
    record Others(RecordingKey key, HideRules rules) implements Identities {}
}
