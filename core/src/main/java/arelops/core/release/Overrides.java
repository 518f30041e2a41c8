package arelops.core.release;

import arelops.core.evidence.SlotState;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.policy.Team;
import java.util.Set;

/// Named gates that people skip (GATE-7).
public final class Overrides {
    /// The gates that may be skipped; order, digest, rejection and missing evidence never are.
    public static final Set<String> SKIPPABLE = Set.of(
            Candidates.SOAK,
            "approval",
            "hours",
            "freeze",
            "back-off",
            CanaryTrial.GATE,
            "replay",
            "load",
            DifferenceCheck.GATE,
            AlarmCheck.GATE);

    private Overrides() {}

    static boolean isSkipped(SlotLook look, Release release, String gate) {
        return isSkipped(look.state(), look.environment(), look.policy().team(), release, gate);
    }

    static boolean isSkipped(SlotState state, EnvironmentName environment, Team team, Release release, String gate) {
        Set<PersonName> people = state.standing().requests().overriders(release, gate);
        return people.size() >= needed(team, environment);
    }

    /// Two people for PRODUCTION, one elsewhere; a small team needs no more people than it has.
    public static int needed(Team team, EnvironmentName environment) {
        return environment.equals(EnvironmentName.PRODUCTION) ? secondPerson(team) : 1;
    }

    /// How many people a second-person rule needs in this team.
    static int secondPerson(Team team) {
        return switch (team) {
            case Team.Standard _ -> 2;
            case Team.Small small ->
                Math.clamp(small.people().stream().distinct().count(), 1, 2);
        };
    }
}
