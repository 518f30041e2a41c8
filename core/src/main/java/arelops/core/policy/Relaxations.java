package arelops.core.policy;

import arelops.core.gate.Soak;
import arelops.core.id.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what a policy asks less of than the standard's MUSTs.
final class Relaxations {
    private static final Percent FIRST_SHARE = Percent.of(10);
    private static final Set<Integer> LADDER = Set.of(1, 2, 5, 10);
    private static final List<Map.Entry<String, String>> STANDARD_CHECKS = List.of(
            Map.entry("lint", "style and static analysis"),
            Map.entry("advisories", "known weaknesses of dependencies"),
            Map.entry("tests", "unit and integration tests"));

    private final Policy policy;
    private final List<Relaxed> found = new ArrayList<>();

    private Relaxations(Policy policy) {
        this.policy = policy;
    }

    static List<Relaxed> of(Policy policy) {
        Relaxations relaxations = new Relaxations(policy);
        relaxations.changes();
        relaxations.passive();
        relaxations.traffic();
        policy.alerts().values().forEach(relaxations::alerts);
        policy.line().forEach(relaxations::environment);
        return List.copyOf(relaxations.found);
    }

    private void changes() {
        if (policy.approvals().count() < Approvals.STANDARD.count()) {
            add("approvals", "A change needs " + count(policy.approvals().count()) + "; the standard asks for 2.");
        }
        if (policy.team() instanceof Team.Small(var people)) {
            add(
                    "team",
                    "A small team: a change needs as many approvals as there are others among the " + people.size()
                            + " named, at most 2.");
        }
        if (!policy.changes().queue().modules().isEmpty()) {
            add(
                    "merge.modules",
                    "Changes of different modules land without being tested together; the standard lands the tested commit.");
        }
        STANDARD_CHECKS.forEach(check -> {
            if (!policy.checks().containsKey(check.getKey())) {
                add("checks." + check.getKey(), "No check named " + check.getKey() + " (" + check.getValue() + ").");
            }
        });
        if (!declares("smoke") && policy.test().flatMap(TestPolicy::smoke).isEmpty()) {
            add("environments.test.smoke", "No smoke test in TEST.");
        }
        if (!policy.checks().containsKey("security") && !policy.checks().containsKey("pentest")) {
            add("checks.security", "No check named security or pentest.");
        }
        if (policy.isolation() == Isolation.NONE) {
            add("isolation", "Commands of changes run without isolation.");
        }
    }

    private void passive() {
        if (policy.environment(EnvironmentName.PASSIVE).isEmpty()) {
            add("environments.passive", "There is no PASSIVE: no standby to try a release on or to fail over to.");
        }
    }

    private void environment(EnvironmentPolicy environment) {
        String at = "environments." + environment.name().text();
        String name = environment.name().upper();
        boolean judged = environment.name().equals(EnvironmentName.PASSIVE)
                || environment.name().equals(EnvironmentName.PRODUCTION);
        if (judged && environment.canary().isEmpty()) {
            add(at + ".canary", name + " takes a release without a canary.");
        }
        environment.canary().ifPresent(canary -> canary(at, name, environment, canary));
        if (environment.soak().length().isZero()) {
            add(at + ".soak", name + " has no soak.");
        }
        if (environment.soak().restarts() > Soak.DEFAULT_RESTARTS) {
            add(
                    at + ".soak.restarts",
                    name + "'s soak allows " + environment.soak().restarts() + " restarts; the standard allows 1.");
        }
        if (policy.apps().stream()
                .anyMatch(app -> policy.accept(app.name(), environment).isEmpty())) {
            add(at + ".accept", name + " has no acceptance test.");
        }
        mirror(at + ".mirror", name, environment);
        if (!environment.probe().on() && environment.name().equals(EnvironmentName.PRODUCTION)) {
            add(at + ".probe", name + " is judged by its users' requests alone; without any there is no data.");
        }
    }

    private void mirror(String key, String name, EnvironmentPolicy environment) {
        boolean passive = environment.name().equals(EnvironmentName.PASSIVE);
        if (passive && environment.mirror().isEmpty()) {
            add(key, name + " gets no copies of users' requests; it is judged by probes.");
        }
        environment
                .mirror()
                .filter(source -> !passive)
                .ifPresent(source -> add(
                        key,
                        name + " gets the requests of " + source.upper() + "'s users as they are, not anonymised."));
    }

    /// Whether a thing that this version cannot perform is at least declared.
    private boolean declares(String gate) {
        return policy.notInThisRelease().stream().anyMatch(thing -> thing.gate().equals(gate));
    }

    private void traffic() {
        if (policy.line().stream()
                .noneMatch(one -> one.proving().recorded().replay().isPresent())) {
            add("environments.beta.replay", "No recorded traffic is replayed.");
        }
        Set<Integer> steps = policy.line().stream()
                .flatMap(one -> one.proving().recorded().load().stream())
                .flatMap(load -> load.steps().stream())
                .collect(Collectors.toSet());
        if (!steps.containsAll(LADDER)) {
            add(
                    "environments.passive.load",
                    steps.isEmpty()
                            ? "No load test at 1x, 2x, 5x and 10x."
                            : "The load test leaves out some of 1x, 2x, 5x and 10x.");
        }
        policy.line().stream()
                .filter(one -> one.proving().recorded().load().stream()
                        .anyMatch(load -> !load.stop().alerts()))
                .forEach(one -> add(
                        "environments." + one.name() + ".load.stop.alerts",
                        "An alert that a load test fires in " + one.name().upper() + " does not end it."));
    }

    private void alerts(AlertWatch alerts) {
        String at = "watch." + alerts.name();
        if (alerts.heartbeat().isEmpty()) {
            add(at + ".heartbeat", "No alert has to fire always: a rule engine that is down looks like peace.");
        }
        if (alerts.silenced() == AlertWatch.Silenced.IGNORE) {
            add(at + ".silenced", "An alert that somebody silenced counts as none.");
        }
    }

    private void canary(String at, String name, EnvironmentPolicy environment, CanaryPolicy canary) {
        if (!canary.baseline()) {
            add(at + ".canary.baseline", name + "'s canary is compared with no baseline.");
        }
        canary.doubt()
                .small()
                .ifPresent(unproven -> add(
                        at + ".canary.small",
                        name + "'s canary ends after its time, however little it was asked"
                                + (unproven == CanaryPolicy.Unproven.PASS ? ", and an unproven one passes." : ".")));
        boolean production = environment.name().equals(EnvironmentName.PRODUCTION);
        boolean large = !canary.steps().isEmpty() && canary.steps().getFirst().compareTo(FIRST_SHARE) > 0;
        if (production && large) {
            add(at + ".canary", name + "'s first share is " + canary.steps().getFirst() + "; the standard allows 10%.");
        }
    }

    private void add(String key, String sentence) {
        found.add(new Relaxed(key, sentence));
    }

    private static String count(int approvals) {
        return switch (approvals) {
            case 0 -> "no approval";
            case 1 -> "1 approval";
            default -> approvals + " approvals";
        };
    }
}
