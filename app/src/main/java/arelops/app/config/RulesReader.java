package arelops.app.config;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Approvals;
import arelops.core.policy.ChangeRules;
import arelops.core.policy.Check;
import arelops.core.policy.Command;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Isolation;
import arelops.core.policy.Merging;
import arelops.core.policy.Mode;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Observation;
import arelops.core.policy.Policy;
import arelops.core.policy.QueryWatch;
import arelops.core.policy.QueueRules;
import arelops.core.policy.Queueing;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.policy.Serving;
import arelops.core.policy.Settings;
import arelops.core.policy.SourceModule;
import arelops.core.policy.Team;
import arelops.core.policy.TestPolicy;
import arelops.core.policy.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the rules of the file: everything that holds from trunk's head.
final class RulesReader {
    /// Merge results at once where a queue speculates and the config does not say how many.
    private static final int SPECULATING = 4;

    private final Section root;
    private final AppName repository;
    private final Detected detected;

    RulesReader(Section root, AppName repository, Detected detected) {
        this.root = root;
        this.repository = repository;
        this.detected = detected;
    }

    Policy policy() {
        EnvironmentsReader environments = new EnvironmentsReader(root.section("environments"), root.command("accept"));
        List<EnvironmentPolicy> line =
                environments.line().stream().map(this::deployable).toList();
        Optional<TestPolicy> test = environments.test();
        Policy policy = new Policy(apps(line), changes(), line, test, observation(), List.of());
        List<NotInThisRelease> missing = new NotYet(root, policy, detected).things();
        return policy.withNotInThisRelease(missing);
    }

    /// An environment on a target that this version cannot deploy to is only observed.
    private EnvironmentPolicy deployable(EnvironmentPolicy environment) {
        return kind(root, environment.target()).equals(Serving.LOCAL_PROCESSES)
                ? environment
                : environment.withMode(Mode.OBSERVE);
    }

    static String kind(Section root, String target) {
        return root.section("targets").section(target).text("kind").orElse(Serving.LOCAL_PROCESSES);
    }

    private List<AppPolicy> apps(List<EnvironmentPolicy> line) {
        Section apps = root.section("apps");
        Settings common = root.settings();
        if (apps.entries().isEmpty()) {
            return List.of(new AppPolicy(repository, ".", List.of(), common, root.command("build"), Map.of()));
        }
        return apps.entries().stream()
                .map(entry -> {
                    Section app = Section.of(entry.value()).orElse(Section.EMPTY);
                    return new AppPolicy(
                            new AppName(entry.key().text()),
                            app.text("path").orElse("."),
                            app.texts("after").stream().map(AppName::new).toList(),
                            common.with(app.settings()),
                            app.command("build"),
                            accept(app, line));
                })
                .toList();
    }

    /// An environment's own acceptance test goes before that of an app.
    private Map<EnvironmentName, Command> accept(Section app, List<EnvironmentPolicy> line) {
        Map<EnvironmentName, Command> accept = new LinkedHashMap<>();
        for (EnvironmentPolicy rules : line) {
            if (!root.section("environments").section(rules.name().text()).has("accept")) {
                app.command("accept").ifPresent(command -> accept.put(rules.name(), command));
            }
        }
        return accept;
    }

    private ChangeRules changes() {
        ChangeRules standard = ChangeRules.STANDARD;
        Map<String, List<PersonName>> groups = new LinkedHashMap<>();
        Section named = root.section("groups");
        named.entries()
                .forEach(entry ->
                        groups.put(entry.key().text(), named.people(entry.key().text())));
        boolean small = root.text("team").equals(Optional.of("small"));
        return new ChangeRules(
                new Merging(root.text("trunk").or(detected::trunk).orElse(standard.trunk()), queue()),
                root.approvals("approvals", Approvals.STANDARD).orElse(Approvals.STANDARD),
                checks(),
                small ? new Team.Small(root.people("people")) : new Team.Standard(),
                groups,
                root.word("isolation", Isolation.class).orElse(standard.isolation()));
    }

    private QueueRules queue() {
        QueueRules standard = QueueRules.STANDARD;
        Section merge = root.section("merge");
        Map<String, SourceModule> modules = new LinkedHashMap<>();
        for (Yaml.Entry entry : merge.section("modules").entries()) {
            Section module = Section.longForm(entry.value(), "paths");
            modules.put(entry.key().text(), new SourceModule(module.texts("paths"), Set.copyOf(module.texts("needs"))));
        }
        Queueing queueing = merge.word("queue", Queueing.class).orElse(standard.queueing());
        int parallel =
                merge.count("parallel").orElse(queueing == Queueing.SPECULATIVE ? SPECULATING : standard.atOnce());
        return new QueueRules(queueing, Math.clamp(parallel, 1, QueueRules.MOST_AT_ONCE), standard.attempts(), modules);
    }

    private Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        if (!root.has("checks")) {
            detected.checks().keySet().forEach(name -> checks.put(name, plain(name)));
        }
        for (Yaml.Entry entry : root.section("checks").entries()) {
            String name = entry.key().text();
            Section check = Section.longForm(entry.value(), "run");
            checks.put(
                    name,
                    new Check(
                            name,
                            check.texts("on").stream().map(EnvironmentName::new).toList(),
                            report(check.section("report")),
                            check.duration("every"),
                            check.amount("max"),
                            Section.retry(check)));
        }
        return checks;
    }

    private static Check plain(String name) {
        return new Check(name, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE);
    }

    private static Optional<Report> report(Section report) {
        for (Report.Format format : Report.Format.values()) {
            Optional<String> glob = report.text(format.name().toLowerCase(Locale.ROOT));
            if (glob.isPresent()) {
                return Optional.of(new Report(format, glob.get()));
            }
        }
        return Optional.empty();
    }

    private Observation observation() {
        Map<String, Watch> watch = new LinkedHashMap<>();
        Map<String, AlertWatch> alerts = new LinkedHashMap<>();
        Map<String, QueryWatch> queries = new LinkedHashMap<>();
        for (Yaml.Entry entry : root.section("watch").entries()) {
            Section measure = Section.longForm(entry.value(), "max");
            String name = entry.key().text();
            if (AlertsReader.isAlerts(measure)) {
                alerts.put(name, AlertsReader.read(name, measure));
                continue;
            }
            if (QueriesReader.isQuery(measure)) {
                queries.put(name, QueriesReader.read(name, measure));
                continue;
            }
            watch.put(
                    name,
                    new Watch(
                            name,
                            measure.amount("max"),
                            measure.amount("min"),
                            measure.percent("worse"),
                            measure.percent("fewer")));
        }
        return new Observation(root.duration("window").orElse(Observation.DEFAULT_WINDOW), watch, alerts, queries)
                .withRecording(TrafficKeys.read(root.section("traffic")));
    }
}
