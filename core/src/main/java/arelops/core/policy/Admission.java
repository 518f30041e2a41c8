package arelops.core.policy;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import java.util.List;
import java.util.Optional;

/// What must hold before a release may enter an environment.
public record Admission(Approvals approvals, Optional<Hours> hours, Finish finish, List<Freeze> freezes, Newer newer) {
    public static final Admission STANDARD =
            new Admission(Approvals.NONE, Optional.empty(), Finish.INSIDE, List.of(), Newer.WAIT);

    public Admission {
        freezes = List.copyOf(freezes);
    }
}
