package arelops.app.config;

import static arelops.app.config.KeyShapes.APPROVALS;
import static arelops.app.config.KeyShapes.COMMAND;
import static arelops.app.config.KeyShapes.GLOBS;
import static arelops.app.config.KeyShapes.PEOPLE;
import static arelops.app.config.KeyShapes.SECRETS;
import static arelops.app.config.KeyShapes.VARIABLES;
import static arelops.app.config.KeyShapes.command;
import static arelops.app.config.KeyShapes.key;
import static arelops.app.config.KeyShapes.keys;
import static arelops.app.config.KeyShapes.later;
import static arelops.app.config.KeyShapes.needed;

import arelops.app.config.Shape.Anything;
import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.Keys;
import arelops.app.config.Shape.Named;
import arelops.app.config.Shape.One;
import arelops.core.policy.AlertWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every key of the config. Parsing, schema, explanation and reference follow this table.
final class ConfigKeys {
    static final Keys ROOT = new Keys("the config", root(), Optional.empty());

    private ConfigKeys() {}

    private static List<Shape.Key> root() {
        List<Shape.Key> keys = new ArrayList<>(recipe());
        keys.add(key(
                "apps",
                new Named(Form.APP, app(), Map.of()),
                "one app, the whole repository",
                "The apps of a repository that has several; what is set here for an app is not set outside."));
        keys.addAll(changes());
        keys.add(key(
                "environments",
                EnvironmentKeys.environments(),
                "test, beta, passive, production",
                "Amends the line: a named environment is changed key by key, a new one comes after the one above it."));
        keys.addAll(observation());
        keys.add(TrafficKeys.traffic());
        keys.addAll(ofLaterReleases());
        return List.copyOf(keys);
    }

    /// The keys that an app has, inside `apps` or, for a single app, outside.
    static List<Shape.Key> recipe() {
        return List.of(
                key("build", COMMAND, "detected", "The command that makes the artifact."),
                key(
                        "run",
                        new One(Form.COMMAND),
                        "detected",
                        "How to start the artifact. $PORT, $URL, $ENV, $SHA, $ROLE, $INSTANCE and $DATA are set."),
                key("health", new One(Form.PATH), "/health", "The path that answers 200 when the app is healthy."),
                key("artifact", GLOBS, "the clean copy after the build", "What of the built copy is the artifact."),
                key("accept", COMMAND, "none", "The acceptance test, run after every deployment. $URL is the release."),
                key("env", VARIABLES, "none", "Variables of the app's processes."),
                key("secrets", SECRETS, "none", "Names of secrets, whose values are in a file of the node."));
    }

    private static Shape app() {
        List<Shape.Key> keys = new ArrayList<>(recipe());
        keys.add(later("path", new One(Form.FOLDER), "The app's folder in the repository."));
        keys.add(later("after", new Items(new One(Form.APP), 0), "The apps that start before this one."));
        return keys("an app", keys);
    }

    private static List<Shape.Key> changes() {
        Shape report = keys(
                "a report",
                List.of(
                        key("junit", new One(Form.GLOB), "none", "JUnit XML files. No test may fail."),
                        key("sarif", new One(Form.GLOB), "none", "SARIF 2.1.0 files."),
                        key("cyclonedx", new One(Form.GLOB), "none", "CycloneDX JSON files with vulnerabilities."),
                        key("osv", new One(Form.GLOB), "none", "JSON files of OSV-Scanner.")));
        Shape check = command(List.of(
                key(
                        "report",
                        report,
                        "none",
                        "The files that tell the result; without one the exit code alone tells. Missing, empty or"
                                + " unreadable is no data, and never passes."),
                key(
                        "max",
                        new One(Form.AMOUNT),
                        "medium",
                        "The worst finding of a sarif, cyclonedx or osv report that passes: low, medium, high or"
                                + " critical; or a number: how many pass."),
                later(
                        "on",
                        new Items(new One(Form.ENVIRONMENT), 1),
                        "The environments it runs in; without, before the merge."),
                later("every", new One(Form.DURATION), "How often it is repeated in an environment.")));
        return List.of(
                key("trunk", new One(Form.BRANCH), "main", "The branch that all changes go to."),
                key("approvals", APPROVALS, "2", "How many people must approve a change, and who may."),
                key(
                        "team",
                        new Choice(List.of("standard", "small")),
                        "standard",
                        "small: so few people that they are named in people; approvals follow their number."),
                key("people", PEOPLE, "none", "The people of a small team."),
                key("groups", new Named(Form.NAME, PEOPLE, Map.of()), "none", "Names for groups of people."),
                key(
                        "checks",
                        new Named(Form.NAME, check, Map.of()),
                        "detected",
                        "Commands that must pass. The standard asks for lint, advisories and tests."),
                key("merge", merge(), "serial", "How changes wait for trunk."),
                key(
                        "isolation",
                        new Choice(List.of("best", "bubblewrap", "user", "none")),
                        "best",
                        "How commands are kept away from the machine; none is looser than the standard."));
    }

    private static List<Shape.Key> observation() {
        Shape measure = new Either(List.of(
                new One(Form.AMOUNT),
                keys(
                        "a measure",
                        "max",
                        List.of(
                                key(
                                        "query",
                                        new One(Form.TEXT),
                                        "none",
                                        "What a Prometheus is asked in each window of a canary, once for each arm, in"
                                                + " PromQL. $APP, $ENV, $ROLE, $SHA, $DEPLOYMENT and $WINDOW stand for what"
                                                + " is asked about."),
                                key(
                                        "from",
                                        new Choice(List.of("router", "prometheus", "alertmanager")),
                                        "router; prometheus with a query",
                                        "Where it comes from. alertmanager: these are alerts, which end a canary or a soak"
                                                + " when they fire in two windows running."),
                                key(
                                        "server",
                                        new One(Form.SERVER),
                                        "none",
                                        "The address of the Prometheus or the Alertmanager."),
                                key(
                                        "token",
                                        new One(Form.VARIABLE_NAME),
                                        "none",
                                        "The name of the secret that the server asks for as a bearer token."),
                                key(
                                        "labels",
                                        new Named(Form.LABEL, new One(Form.VARIABLE), Map.of()),
                                        "none",
                                        "Which alerts count: those with all of these labels. $APP and $ENV stand for the"
                                                + " app and the environment."),
                                key(
                                        "heartbeat",
                                        new One(Form.TEXT),
                                        AlertWatch.HEARTBEAT,
                                        "The alert that always fires while rules are evaluated; without it the alerts are"
                                                + " unknown. off is looser than the standard."),
                                key(
                                        "silenced",
                                        new Choice(List.of("wait", "ignore")),
                                        "wait",
                                        "What a silenced or inhibited alert means. wait: windows with it do not count;"
                                                + " ignore: it is none, which is looser than the standard."),
                                key(
                                        "release",
                                        new One(Form.LABEL),
                                        "none",
                                        "The label that holds the commit an alert is about, which tells a bad release from"
                                                + " a bad environment."),
                                key(
                                        "kind",
                                        new Choice(List.of("gauge", "counter")),
                                        "gauge",
                                        "What the query gives. gauge: a level; counter: how many events there were in the"
                                                + " window, which is compared per request."),
                                key(
                                        "critical",
                                        new One(Form.ON_OFF),
                                        "true",
                                        "Whether the query's measure may reject. One that may not is in the way of a pass"
                                                + " while it is worse."),
                                key(
                                        "max",
                                        new One(Form.AMOUNT),
                                        "none",
                                        "The most that is good. Of a query, not in this release."),
                                key(
                                        "min",
                                        new One(Form.AMOUNT),
                                        "none",
                                        "The least that is good. Of a query, not in this release."),
                                key(
                                        "worse",
                                        new One(Form.SHARE),
                                        "20% for errors, 10% for latency",
                                        "How much more than its baseline a canary may have."),
                                key(
                                        "fewer",
                                        new One(Form.SHARE),
                                        "none",
                                        "How much less than its baseline a canary may have, by a query.")))));
        return List.of(
                key("window", new One(Form.DURATION), "60s", "The length of an observed window."),
                key(
                        "watch",
                        new Named(Form.NAME, measure, Map.of()),
                        "none",
                        "Measures with limits, and alerts. A soak holds errors and p99 to their max in this release."));
    }

    private static Shape merge() {
        Shape module = keys(
                "a module",
                "paths",
                List.of(
                        needed("paths", GLOBS, "The files and folders that belong to it."),
                        key("needs", new Items(new One(Form.NAME), 0), "none", "The modules that its checks read.")));
        return keys(
                "merge",
                List.of(
                        key(
                                "queue",
                                new Choice(List.of("serial", "speculative")),
                                "serial",
                                "speculative: a change is tested on top of those that will probably land before it."),
                        key(
                                "parallel",
                                new One(Form.COUNT),
                                "1; 4 where it is speculative",
                                "How many merge results are tested at the same time."),
                        key(
                                "modules",
                                new Named(Form.NAME, module, Map.of()),
                                "none",
                                "Parts whose changes land without waiting for each other. What lands is proven equal to"
                                        + " what was tested in every file of the touched modules; looser than the standard.")));
    }

    private static List<Shape.Key> ofLaterReleases() {
        return List.of(
                key("targets", new Named(Form.NAME, target(), Map.of()), "process", "Where environments are deployed."),
                later("notify", new Named(Form.NAME, new Anything(), Map.of()), "Whom to tell."),
                later(
                        "urgent",
                        new Either(List.of(
                                new One(Form.DURATION),
                                keys(
                                        "urgent",
                                        "soak",
                                        List.of(needed("soak", new One(Form.DURATION), "The short soak."))))),
                        "The short soak of an urgent release."),
                later("services", new Anything(), "Services that the app needs."),
                later("integrates", new Anything(), "Apps of other repositories that it is tried with."),
                later("data", new Anything(), "Data migrations."));
    }

    private static Shape target() {
        One text = new One(Form.TEXT);
        return keys(
                "a target",
                List.of(
                        needed(
                                "kind",
                                new Choice(List.of("process", "docker", "kubernetes", "argocd", "ssh", "exec")),
                                "process is in this release."),
                        later("cluster", text, "A Kubernetes cluster."),
                        later("namespace", text, "A Kubernetes namespace."),
                        later("server", text, "The address of Argo CD."),
                        later("app", text, "The app's name in Argo CD."),
                        later("host", text, "A machine."),
                        later("run", new One(Form.COMMAND), "A command that deploys.")));
    }
}
