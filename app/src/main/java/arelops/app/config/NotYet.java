package arelops.app.config;

import arelops.core.id.EnvironmentName;
import arelops.core.policy.Amount;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Check;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import arelops.core.policy.RecordingPolicy;
import arelops.core.policy.Serving;
import arelops.core.policy.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Names everything that a file declares and this version cannot perform.
final class NotYet {
    /// What the router measures by itself.
    private static final Set<String> MEASURED = Set.of("errors", "p50", "p90", "p95", "p99", "requests");

    private static final List<String> WHOLE_KEYS = List.of("notify", "urgent", "services", "integrates", "data");

    private final Section root;
    private final Policy policy;
    private final Detected detected;
    private final List<NotInThisRelease> things = new ArrayList<>();

    NotYet(Section root, Policy policy, Detected detected) {
        this.root = root;
        this.policy = policy;
        this.detected = detected;
    }

    List<NotInThisRelease> things() {
        policy.apps().forEach(this::app);
        policy.checks().values().forEach(this::check);
        test();
        policy.line().forEach(this::environment);
        policy.watch().values().forEach(watch -> router(watch, "watch." + watch.name(), "watch " + watch.name()));
        policy.queries().values().forEach(this::query);
        policy.recording().ifPresent(this::recording);
        for (String key : WHOLE_KEYS) {
            root.get(key).ifPresent(value -> add(key, key, Optional.empty(), value.line(), "The key " + key));
        }
        if (detected.dockerfile() && !root.has("build") && detected.build().isEmpty()) {
            add("build", "image", Optional.empty(), "Dockerfile", "Building an image from the Dockerfile");
        }
        return List.copyOf(things);
    }

    private void app(AppPolicy app) {
        String at = "apps." + app.name();
        if (!app.path().equals(".")) {
            add(
                    at + ".path",
                    "path",
                    Optional.empty(),
                    app.path(),
                    "Working in the folder of " + app.name() + " alone");
        }
        if (!app.after().isEmpty()) {
            add(
                    at + ".after",
                    "after",
                    Optional.empty(),
                    app.after().toString(),
                    "Starting " + app.name() + " after " + app.after());
        }
    }

    private void check(Check check) {
        String at = "checks." + check.name();
        for (EnvironmentName environment : check.on()) {
            String sentence = "The check " + check.name() + " in " + environment.upper();
            add(at + ".on", check.name(), Optional.of(environment), environment.text(), sentence);
        }
        check.every()
                .ifPresent(every -> add(
                        at + ".every",
                        check.name(),
                        Optional.empty(),
                        every.toString(),
                        "Repeating the check " + check.name()));
        check.max()
                .filter(max -> !check.limit().equals(Optional.of(max)))
                .ifPresent(max -> add(
                        at + ".max",
                        check.name(),
                        Optional.empty(),
                        max.toString(),
                        "Holding the findings of the check " + check.name() + " against " + max));
    }

    private void test() {
        Section test = root.section("environments").section("test");
        test.get("target")
                .filter(target -> !target.line().equals(Serving.LOCAL_PROCESSES))
                .ifPresent(target -> add(
                        "environments.test.target",
                        "target",
                        Optional.empty(),
                        target.line(),
                        "Deploying TEST to " + target.line()));
    }

    private void environment(EnvironmentPolicy environment) {
        EnvironmentName name = environment.name();
        String at = "environments." + name;
        Section section = root.section("environments").section(name.text());
        if (section.onOff("signed").equals(Optional.of(true))) {
            add(at + ".signed", "signature", Optional.of(name), "true", "Asking for signatures in " + name.upper());
        }
        String kind = RulesReader.kind(root, environment.target());
        if (!kind.equals(Serving.LOCAL_PROCESSES)) {
            String sentence = "Deploying to " + kind + ", so " + name.upper() + " is only observed; it";
            String key = "targets." + environment.target();
            String declared =
                    root.section("targets").section(environment.target()).node().line();
            add(key, "target", Optional.of(name), declared, sentence);
        }
    }

    /// Requests are recorded at our own router.
    private void recording(RecordingPolicy recording) {
        EnvironmentName whose = recording.environment();
        policy.environment(whose)
                .filter(rules -> !RulesReader.kind(root, rules.target()).equals(Serving.LOCAL_PROCESSES))
                .ifPresent(rules -> add(
                        "traffic.record",
                        "traffic",
                        Optional.of(whose),
                        whose.text(),
                        "Recording what the users of " + whose.upper() + " ask on " + rules.target()));
    }

    /// What a query gives is compared with the baseline, and held to no limit of its own.
    private void query(QueryWatch query) {
        Section measure = root.section("watch").section(query.name());
        for (String limit : List.of("max", "min")) {
            measure.amount(limit)
                    .ifPresent(amount -> add(
                            "watch." + query.name() + "." + limit,
                            "watch " + query.name(),
                            Optional.empty(),
                            amount.toString(),
                            "Holding what the query of " + query.name() + " gives to a " + limit + " of " + amount));
        }
    }

    private void router(Watch watch, String at, String gate) {
        if (!MEASURED.contains(watch.name())) {
            add(at, gate, Optional.empty(), watch.name(), "The measure " + watch.name() + ", unknown to the router,");
            return;
        }
        watch.max()
                .filter(max -> !isHeld(watch.name(), max))
                .ifPresent(max -> add(
                        at + ".max", gate, Optional.empty(), max.toString(), "Holding " + watch.name() + " to " + max));
        watch.min()
                .ifPresent(min -> add(
                        at + ".min",
                        gate,
                        Optional.empty(),
                        min.toString(),
                        "Holding " + watch.name() + " to at least " + min));
        watch.worse()
                .filter(_ -> !isCompared(watch))
                .ifPresent(share -> add(
                        at + ".worse",
                        gate,
                        Optional.empty(),
                        share.toString(),
                        "Comparing " + watch.name() + " with stable"));
        watch.fewer()
                .ifPresent(share -> add(
                        at + ".fewer",
                        gate,
                        Optional.empty(),
                        share.toString(),
                        "Comparing " + watch.name() + " with stable"));
    }

    /// What a canary is compared in: the router's errors and its latency.
    private static boolean isCompared(Watch watch) {
        return watch.name().equals("errors") || watch.name().matches("p[0-9.]+");
    }

    /// The limits that a soak is held to: a share of errors, and the time that 99 of 100
    /// requests stay under.
    private static boolean isHeld(String measure, Amount max) {
        return switch (max) {
            case Amount.Share _ -> measure.equals("errors");
            case Amount.Time _ -> measure.equals("p99");
            case Amount.Count _, Amount.Severity _ -> false;
        };
    }

    private void add(String key, String gate, Optional<EnvironmentName> environment, String declared, String subject) {
        things.add(new NotInThisRelease(
                key,
                gate,
                environment,
                declared,
                subject + " is not in this release and is recorded as not performed."));
    }
}
