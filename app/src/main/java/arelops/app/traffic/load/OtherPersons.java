package arelops.app.traffic.load;

import arelops.app.fault.Fault;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.replay.Identities;
import arelops.core.traffic.anonymise.HideRules;

/// Who the copies of a recording's sessions are.
public final class OtherPersons {
    private OtherPersons() {}

    /// Others in each copy, by the recording's own key and rules. A recording that was never ended does not say its
    /// rules: the standard ones.
    public static Identities of(Recording recording) {
        HideRules rules = recording.note().map(RecordingNote::rules).orElseGet(HideRules::standard);
        return recording
                .key()
                .<Identities>map(key -> new Identities.Others(key, rules))
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "traffic.key",
                        "The key of " + recording.id() + " is gone, and copies would be the same persons without it",
                        "Replay it with --users 1x, or record again."));
    }
}
