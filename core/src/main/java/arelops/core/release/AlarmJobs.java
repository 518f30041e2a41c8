package arelops.core.release;

import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AlarmRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The jobs that try the alarms of an environment, by name.
public final class AlarmJobs {
    private AlarmJobs() {}

    /// The one of the attempt that is under way, and the one that the ledger knows; newest first.
    public static List<String> of(LineSnapshot snapshot, EnvironmentName environment) {
        Slot slot = new Slot(snapshot.app(), environment);
        SlotState state = snapshot.ledger().slot(slot);
        Optional<Digest> rules = snapshot.rules()
                .policy()
                .environment(environment)
                .map(own -> AlarmRules.digest(snapshot.rules().policy(), own));
        Optional<String> now =
                state.attempt().flatMap(attempt -> rules.map(digest -> Job.Alarms.id(slot, attempt.token(), digest)));
        Optional<String> before = state.guard().alarms().map(tried -> id(slot, tried));
        return Stream.concat(now.stream(), before.stream()).distinct().toList();
    }

    private static String id(Slot slot, Guard.AlarmsTried tried) {
        return Job.Alarms.id(slot, tried.intent(), tried.rules());
    }
}
