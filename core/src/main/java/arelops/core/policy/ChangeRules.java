package arelops.core.policy;

import arelops.core.id.PersonName;
import java.util.List;
import java.util.Map;

/// What must hold before a change lands on trunk, who counts, and how its commands are isolated.
public record ChangeRules(
        Merging merging,
        Approvals approvals,
        Map<String, Check> checks,
        Team team,
        Map<String, List<PersonName>> groups,
        Isolation isolation) {
    public static final String DEFAULT_TRUNK = "main";

    public static final ChangeRules STANDARD =
            new ChangeRules(DEFAULT_TRUNK, Approvals.STANDARD, Map.of(), new Team.Standard(), Map.of(), Isolation.BEST);

    /// The same with the standard queue.
    public ChangeRules(
            String trunk,
            Approvals approvals,
            Map<String, Check> checks,
            Team team,
            Map<String, List<PersonName>> groups,
            Isolation isolation) {
        this(new Merging(trunk), approvals, checks, team, groups, isolation);
    }

    public String trunk() {
        return merging.trunk();
    }

    public QueueRules queue() {
        return merging.queue();
    }

    public ChangeRules {
        checks = Ordered.copyOf(checks);
        groups = Ordered.copyOf(groups);
    }

    public ChangeRules withApprovals(Approvals other) {
        return new ChangeRules(merging, other, checks, team, groups, isolation);
    }

    public ChangeRules withChecks(Map<String, Check> other) {
        return new ChangeRules(merging, approvals, other, team, groups, isolation);
    }

    public ChangeRules withTeam(Team other) {
        return new ChangeRules(merging, approvals, checks, other, groups, isolation);
    }
}
