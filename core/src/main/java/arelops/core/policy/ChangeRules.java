package arelops.core.policy;

import arelops.core.id.PersonName;
import java.util.List;
import java.util.Map;

/// What must hold before a change lands on trunk, and who counts.
public record ChangeRules(
        String trunk, Approvals approvals, Map<String, Check> checks, Team team, Map<String, List<PersonName>> groups) {
    public static final String DEFAULT_TRUNK = "main";

    public static final ChangeRules STANDARD =
            new ChangeRules(DEFAULT_TRUNK, Approvals.STANDARD, Map.of(), new Team.Standard(), Map.of());

    public ChangeRules {
        checks = Ordered.copyOf(checks);
        groups = Ordered.copyOf(groups);
    }
}
