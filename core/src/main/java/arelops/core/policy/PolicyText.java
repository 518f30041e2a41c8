package arelops.core.policy;

import arelops.core.gate.Freeze;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The effective policy as lines of key and value, in the order of the line; the same policy has the same lines.
///
/// The keys are those of the config, the short form standing for the main value (`approvals` is the count).
final class PolicyText {
    private final Map<String, String> lines = new LinkedHashMap<>();

    private PolicyText() {}

    static Map<String, String> of(Policy policy) {
        PolicyText text = new PolicyText();
        policy.apps().forEach(text::app);
        text.changes(policy.changes());
        text.put("line", policy.line().stream().map(EnvironmentPolicy::name).toList());
        policy.test().ifPresentOrElse(text::test, () -> text.put("environments.test", "off"));
        policy.line().forEach(text::environment);
        text.put("window", DurationText.write(policy.window()));
        new TreeMap<>(policy.watch()).values().forEach(text::watch);
        new TreeMap<>(policy.alerts()).values().forEach(text::alerts);
        new TreeMap<>(policy.queries()).values().forEach(text::query);
        policy.recording().ifPresent(recording -> text.lines.putAll(recording.text()));
        policy.notInThisRelease().forEach(text::notYet);
        return Collections.unmodifiableMap(text.lines);
    }

    private void notYet(NotInThisRelease thing) {
        if (!lines.containsKey(thing.key())) {
            put(thing.key(), thing.declared());
        }
    }

    private void app(AppPolicy app) {
        String at = "apps." + app.name().text();
        put(at + ".path", app.path());
        put(at + ".after", app.after());
        app.accept().values().stream().findFirst().ifPresent(accept -> accept(at + ".accept", accept));
        put(at + ".build.retry", Integer.toString(app.rebuild().declared()));
        settings(at, app.settings());
    }

    private void changes(ChangeRules changes) {
        put("trunk", changes.trunk());
        queue(changes.queue());
        approvals("approvals", changes.approvals());
        switch (changes.team()) {
            case Team.Standard() -> put("team", "standard");
            case Team.Small(List<PersonName> people) -> {
                put("team", "small");
                put("people", people);
            }
        }
        new TreeMap<>(changes.groups()).forEach((name, people) -> put("groups." + name, people));
        put("isolation", lower(changes.isolation()));
        new TreeMap<>(changes.checks()).values().forEach(this::check);
    }

    private void queue(QueueRules queue) {
        put("merge.queue", lower(queue.queueing()));
        put("merge.parallel", Integer.toString(queue.atOnce()));
        new TreeMap<>(queue.modules()).forEach((name, module) -> {
            put("merge.modules." + name + ".paths", module.paths());
            put("merge.modules." + name + ".needs", List.copyOf(module.needs()));
        });
    }

    private void check(Check check) {
        String at = "checks." + check.name();
        put(at + ".on", check.beforeMerge() ? "merge" : list(check.on()));
        put(at + ".retry", Integer.toString(check.retry().declared()));
        check.report().ifPresent(report -> put(at + ".report." + lower(report.format()), report.glob()));
        check.every().ifPresent(every -> put(at + ".every", DurationText.write(every)));
        check.limit().or(check::max).ifPresent(max -> put(at + ".max", max.toString()));
    }

    private void approvals(String at, Approvals approvals) {
        put(at, Integer.toString(approvals.count()));
        if (!approvals.from().isEmpty()) {
            put(at + ".from", approvals.from());
        }
        put(at + ".owners", Boolean.toString(approvals.owners()));
    }

    private void test(TestPolicy test) {
        put("environments.test.target", test.target());
        put("environments.test.ttl", DurationText.write(test.age()));
        put("environments.test.max", Integer.toString(test.max()));
        test.smoke().ifPresent(smoke -> put("environments.test.smoke", smoke.line()));
        settings("environments.test", test.settings());
    }

    private void environment(EnvironmentPolicy environment) {
        String at = "environments." + environment.name().text();
        put(at + ".mode", lower(environment.mode()));
        approvals(at + ".approvals", environment.approvals());
        environment.hours().ifPresent(hours -> {
            put(at + ".hours", hours.text());
            put(at + ".finish", lower(environment.finish()));
        });
        if (!environment.freezes().isEmpty()) {
            put(at + ".freeze", environment.freezes().stream().map(Freeze::text).toList());
        }
        put(at + ".newer", lower(environment.newer()));
        put(at + ".soak", DurationText.write(environment.soak().length()));
        put(at + ".soak.samples", Integer.toString(environment.soak().samples()));
        put(at + ".soak.restarts", Integer.toString(environment.soak().restarts()));
        environment
                .canary()
                .ifPresentOrElse(canary -> canary(at + ".canary", canary), () -> put(at + ".canary", "off"));
        environment.accept().ifPresent(accept -> accept(at + ".accept", accept));
        environment.proving().recorded().replay().ifPresent(replay -> load(at + ".replay", replay));
        environment.proving().recorded().load().ifPresent(load -> load(at + ".load", load));
        environment.proving().recorded().difference().ifPresent(diff -> difference(at + ".diff", diff));
        environment.proving().recorded().alarms().ifPresent(alarms -> alarms(at + ".alarms", alarms));
        serving(at, environment.serving());
        put(at + ".drift", lower(environment.drift()));
        put(at + ".retries", Integer.toString(environment.retries()));
        put(at + ".backoff", DurationText.write(environment.backOff()));
        put(at + ".ready", DurationText.write(environment.healthDeadline()));
        if (environment.name().equals(EnvironmentName.PRODUCTION)) {
            failover(at + ".failover", environment.failover());
        }
    }

    private void failover(String at, FailoverPolicy failover) {
        put(at, DurationText.write(failover.within()));
        put(at + ".back", failover.back());
        put(at + ".each", DurationText.write(failover.each()));
    }

    private void load(String at, LoadPolicy load) {
        put(at, load.factors());
        put(at + ".each", DurationText.write(load.each()));
        load.stop().errors().ifPresent(errors -> put(at + ".stop.errors", errors.toString()));
        load.stop().p99().ifPresent(p99 -> put(at + ".stop.p99", DurationText.write(p99)));
        load.stop().use().cpu().ifPresent(cpu -> put(at + ".stop.cpu", cpu.toString()));
        load.stop().use().memory().ifPresent(memory -> put(at + ".stop.memory", memory.toString()));
        put(at + ".stop.alerts", load.stop().alerts() ? "on" : "off");
        put(at + ".recording", load.recording());
    }

    private void difference(String at, DifferencePolicy diff) {
        put(at, "on");
        put(at + ".found", diff.found().word());
        put(at + ".ignore", diff.ignore());
        put(at + ".recording", diff.recording());
    }

    private void alarms(String at, AlarmPolicy alarms) {
        put(at, "on");
        if (!alarms.faults().isEmpty()) {
            put(at + ".faults", alarms.faults());
        }
        alarms.within().ifPresent(within -> put(at + ".within", DurationText.write(within)));
        alarms.expect().forEach((kind, names) -> put(at + ".expect." + kind, names));
        put(at + ".recording", alarms.recording());
    }

    private void accept(String at, Command accept) {
        put(at, accept.line());
        put(at + ".retry", Integer.toString(accept.retry().declared()));
    }

    private void canary(String at, CanaryPolicy canary) {
        put(at, canary.steps());
        put(at + ".each", DurationText.write(canary.each()));
        put(at + ".samples", Integer.toString(canary.samples()));
        put(at + ".confidence", canary.confidence().toString());
        put(at + ".unsure", lower(canary.unsure()));
        put(at + ".small", canary.doubt().small().map(PolicyText::lower).orElse("off"));
        put(at + ".baseline", Boolean.toString(canary.baseline()));
    }

    private void serving(String at, Serving serving) {
        put(at + ".tag", serving.tag());
        put(at + ".target", serving.target());
        put(at + ".instances", Integer.toString(serving.instances()));
        put(at + ".keep", DurationText.write(serving.keep()));
        put(at + ".probe", serving.probe().on() ? "on" : "off");
        if (!serving.probe().paths().isEmpty()) {
            put(at + ".probe.paths", serving.probe().paths());
        }
        put(at + ".mirror", serving.mirror().map(EnvironmentName::text).orElse("off"));
        settings(at, serving.settings());
    }

    private void settings(String at, Settings settings) {
        new TreeMap<>(settings.variables()).forEach((name, value) -> put(at + ".env." + name, value));
        if (!settings.secrets().isEmpty()) {
            put(at + ".secrets", settings.secrets());
        }
    }

    private void watch(Watch watch) {
        String at = "watch." + watch.name();
        put(at + ".from", "router");
        watch.max().ifPresent(max -> put(at + ".max", max.toString()));
        watch.min().ifPresent(min -> put(at + ".min", min.toString()));
        watch.worse().ifPresent(worse -> put(at + ".worse", worse.toString()));
        watch.fewer().ifPresent(fewer -> put(at + ".fewer", fewer.toString()));
    }

    private void alerts(AlertWatch alerts) {
        String at = "watch." + alerts.name();
        put(at + ".from", "alertmanager");
        put(at + ".server", alerts.server().address());
        alerts.server().token().ifPresent(token -> put(at + ".token", token));
        new TreeMap<>(alerts.labels()).forEach((label, value) -> put(at + ".labels." + label, value));
        put(at + ".heartbeat", alerts.heartbeat().orElse("off"));
        put(at + ".silenced", lower(alerts.silenced()));
        alerts.release().ifPresent(label -> put(at + ".release", label));
    }

    private void query(QueryWatch query) {
        String at = "watch." + query.name();
        put(at + ".from", "prometheus");
        put(at + ".server", query.server().address());
        query.server().token().ifPresent(token -> put(at + ".token", token));
        put(at + ".query", query.query());
        query.comparison().ifPresent(how -> {
            put(at + ".kind", lower(how.kind()));
            put(at + ".critical", Boolean.toString(how.critical()));
            if (how.worse() != QueryWatch.Worse.FEWER) {
                put(at + ".worse", how.tolerance().toString());
            }
            if (how.worse() != QueryWatch.Worse.MORE) {
                put(at + ".fewer", how.tolerance().toString());
            }
        });
    }

    private void put(String key, String value) {
        lines.put(key, value);
    }

    private void put(String key, List<?> values) {
        lines.put(key, list(values));
    }

    private static String list(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
