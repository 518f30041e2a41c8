package arelops.app.config;

import arelops.app.config.Shape.Anything;
import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.Keys;
import arelops.app.config.Shape.Named;
import arelops.app.config.Shape.One;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every key of the config. Parsing, schema, explanation and reference follow this table.
final class ConfigKeys {
    static final Shape COMMAND = command(List.of());
    private static final Shape VARIABLES = new Named(Form.VARIABLE_NAME, new One(Form.VARIABLE), Map.of());
    private static final Shape SECRETS = new Items(new One(Form.VARIABLE_NAME), 0);
    private static final Shape GLOBS = new Either(List.of(new One(Form.GLOB), new Items(new One(Form.GLOB), 1)));
    private static final Shape PEOPLE = new Items(new One(Form.PERSON), 1);
    private static final Shape APPROVALS = new Either(List.of(
            new One(Form.COUNT),
            keys(
                    "approvals",
                    "count",
                    List.of(
                            key(
                                    "count",
                                    new One(Form.COUNT),
                                    "2; 0 in an environment",
                                    "How many people must approve."),
                            key("from", PEOPLE, "anybody", "The people or groups whose approval counts."),
                            later("owners", new One(Form.SWITCH), "Whether the owners of the code must be among them."),
                            key("stale", new Choice(List.of("drop")), "drop", "A new push voids an approval.")))));

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
                environments(),
                "test, beta, passive, production",
                "Amends the line: a named environment is changed key by key, a new one comes after the one above it."));
        keys.addAll(observation());
        keys.addAll(later());
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
                        later("junit", new One(Form.GLOB), "JUnit XML files."),
                        later("sarif", new One(Form.GLOB), "SARIF files."),
                        later("cyclonedx", new One(Form.GLOB), "CycloneDX files.")));
        Shape check = command(List.of(
                later("report", report, "The files that tell the result; without one the exit code tells."),
                later("max", new One(Form.AMOUNT), "The worst finding that passes."),
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
                key(
                        "isolation",
                        new Choice(List.of("best", "bubblewrap", "user", "none")),
                        "best",
                        "How commands are kept away from the machine; none is looser than the standard."));
    }

    private static Shape environments() {
        Shape on = new One(Form.ON_OFF);
        Shape test = new Either(List.of(keys("the environment test", test()), on, new Shape.Nothing()));
        Shape other = new Either(List.of(keys("an environment", environment()), on, new Shape.Nothing()));
        return new Named(Form.ENVIRONMENT, other, Map.of("test", test));
    }

    /// The keys of the ephemeral environments.
    static List<Shape.Key> test() {
        return List.of(
                later("target", new One(Form.NAME), "The deployment target."),
                later("smoke", COMMAND, "A short test of each ephemeral environment."),
                later("ttl", new One(Form.DURATION), "The longest age of an ephemeral environment."),
                later("max", new One(Form.COUNT), "How many there may be at a time."),
                later("env", VARIABLES, "Variables of its processes."),
                later("secrets", SECRETS, "Names of secrets of its processes."));
    }

    /// The keys of an environment of the line.
    static List<Shape.Key> environment() {
        List<Shape.Key> keys = new ArrayList<>(admission());
        keys.addAll(proving());
        keys.addAll(serving());
        return List.copyOf(keys);
    }

    private static List<Shape.Key> admission() {
        return List.of(
                key(
                        "mode",
                        new Choice(List.of("observe", "propose", "run")),
                        "run",
                        "observe: decide and record only; propose: a person presses the button; run: act."),
                key("approvals", APPROVALS, "0", "How many people must approve a release for this environment."),
                key(
                        "hours",
                        new One(Form.HOURS),
                        "always",
                        "When a release may enter: mon-thu 09:00-16:00 Europe/Berlin."),
                key(
                        "finish",
                        new Choice(List.of("inside", "any")),
                        "inside",
                        "inside: the whole attempt must fit into the hours; any: its start."),
                key(
                        "freeze",
                        new Either(List.of(new One(Form.FREEZE), new Items(new One(Form.FREEZE), 0))),
                        "none",
                        "Days in which nothing new enters: 2026-12-20..2027-01-04."),
                key(
                        "newer",
                        new Choice(List.of("wait", "replace")),
                        "wait",
                        "What a newer candidate does to the release under way."),
                later("signed", new One(Form.SWITCH), "Whether tags and entries must be signed."));
    }

    private static List<Shape.Key> proving() {
        Shape soak = new Either(
                List.of(
                        new One(Form.DURATION),
                        keys(
                                "a soak",
                                "length",
                                List.of(
                                        key(
                                                "length",
                                                new One(Form.DURATION),
                                                "1h; 2h in passive and production",
                                                "The least observed time."),
                                        key(
                                                "samples",
                                                new One(Form.COUNT),
                                                "100",
                                                "The least number of requests seen."),
                                        key(
                                                "restarts",
                                                new One(Form.COUNT),
                                                "1",
                                                "How often its instances together may end or lose their health in it; more reject the release.")))));
        Shape steps = new Items(new One(Form.SHARE), 1);
        Shape canary = new Either(List.of(
                new One(Form.ON_OFF),
                new Choice(List.of("small")),
                steps,
                keys(
                        "a canary",
                        "steps",
                        List.of(
                                needed("steps", steps, "The growing shares of traffic."),
                                later("each", new One(Form.DURATION), "The least time on each share; 15m."),
                                later(
                                        "samples",
                                        new One(Form.COUNT),
                                        "The least number of requests on each share; 1000."),
                                later("confidence", new One(Form.SHARE), "How sure a verdict must be; 95%."),
                                later(
                                        "unsure",
                                        new Choice(List.of("hold", "withdraw", "extend")),
                                        "What follows if it is not sure; hold."),
                                later(
                                        "baseline",
                                        new One(Form.SWITCH),
                                        "Whether it is compared with a fresh instance of stable; true.")))));
        Shape factors = new Items(new One(Form.FACTOR), 1);
        Shape load = new Either(List.of(
                factors,
                keys(
                        "load",
                        "steps",
                        List.of(
                                needed("steps", factors, "The factors of the usual traffic."),
                                later("each", new One(Form.DURATION), "The time on each step."),
                                later(
                                        "stop",
                                        new Named(Form.NAME, new One(Form.AMOUNT), Map.of()),
                                        "Limits that end the run.")))));
        return List.of(
                key(
                        "soak",
                        soak,
                        "1h; 2h in passive and production",
                        "How long a release is watched before it is settled."),
                later(
                        "canary",
                        canary,
                        "The shares of traffic it is tried on first; [10%, 50%] in passive, [5%, 25%, 50%] in production."),
                key("accept", COMMAND, "the accept outside", "The acceptance test of this environment."),
                later("replay", new One(Form.FACTOR), "Recorded traffic, sent again at this factor."),
                later("load", load, "Load at growing factors of the usual traffic."));
    }

    private static List<Shape.Key> serving() {
        Shape paths = new Items(new One(Form.PATH), 1);
        Shape probe = new Either(List.of(
                new One(Form.ON_OFF),
                paths,
                keys(
                        "a probe",
                        "on",
                        List.of(
                                key("on", new One(Form.ON_OFF), "on", "Whether it asks."),
                                key("paths", paths, "none", "Paths to ask beside the health path.")))));
        return List.of(
                key("target", new One(Form.NAME), "process", "The deployment target: process, or one of targets."),
                key("tag", new One(Form.TAG), "the name in upper case", "The name of the git tag."),
                key("instances", new One(Form.COUNT), "1", "How many instances serve."),
                key("keep", new One(Form.DURATION), "24h", "How long the previous release stays warm at least."),
                key("probe", probe, "on", "Whether the program itself asks when nobody else does."),
                key("env", VARIABLES, "none", "Variables of its processes, over those of the app."),
                key("secrets", SECRETS, "none", "Names of secrets of its processes."),
                key(
                        "drift",
                        new Choice(List.of("restore", "hold")),
                        "restore",
                        "What happens when somebody moved the tag."),
                key("retries", new One(Form.COUNT), "3", "Failed attempts in a row before it is held."),
                key("backoff", new One(Form.DURATION), "30s", "The first wait after a failed attempt; it doubles."),
                key("ready", new One(Form.DURATION), "2m", "How long an instance may take to be healthy."));
    }

    private static List<Shape.Key> observation() {
        Shape measure = new Either(List.of(
                new One(Form.AMOUNT),
                keys(
                        "a measure",
                        "max",
                        List.of(
                                later("query", new One(Form.TEXT), "A query to a metric store."),
                                later(
                                        "from",
                                        new Choice(List.of("router", "alertmanager")),
                                        "Where it comes from; router."),
                                later("labels", VARIABLES, "Which alerts count."),
                                key("max", new One(Form.AMOUNT), "none", "The most that is good."),
                                key("min", new One(Form.AMOUNT), "none", "The least that is good."),
                                later("worse", new One(Form.SHARE), "How much more than stable a canary may have."),
                                later("fewer", new One(Form.SHARE), "How much less than stable a canary may have.")))));
        return List.of(
                key("window", new One(Form.DURATION), "60s", "The length of an observed window."),
                key(
                        "watch",
                        new Named(Form.NAME, measure, Map.of()),
                        "none",
                        "Measures with limits. A soak holds errors and p99 to their max in this release."));
    }

    private static List<Shape.Key> later() {
        Shape hidden = new Either(List.of(
                new One(Form.TEXT),
                keys(
                        "a hidden field",
                        List.of(
                                needed("field", new One(Form.TEXT), "The field."),
                                later(
                                        "with",
                                        new Choice(List.of("blank", "hash", "fake")),
                                        "What takes its place.")))));
        Shape traffic = keys(
                "traffic",
                List.of(
                        later("record", new One(Form.ENVIRONMENT), "The environment whose requests are recorded."),
                        later("sample", new One(Form.SHARE), "How many of them."),
                        later("keep", new One(Form.DURATION), "How long they are kept."),
                        later("hide", new Items(hidden, 0), "What is made anonymous before anything is stored."),
                        later("skip", new Items(new One(Form.TEXT), 0), "Requests that are not recorded.")));
        return List.of(
                key("targets", new Named(Form.NAME, target(), Map.of()), "process", "Where environments are deployed."),
                later("traffic", traffic, "Recording of requests."),
                later("notify", new Named(Form.NAME, new Anything(), Map.of()), "Whom to tell."),
                later("merge", new Anything(), "The merge queue."),
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

    private static Shape command(List<Shape.Key> more) {
        List<Shape.Key> keys = new ArrayList<>(List.of(
                needed("run", new One(Form.COMMAND), "The command."),
                key("timeout", new One(Form.DURATION), "30m", "How long it may take."),
                key(
                        "retry",
                        new One(Form.COUNT),
                        "0",
                        "How often a failure is repeated: once in any case. An acceptance test that passes then is flaky, and"
                                + " goes on only with 1 or more.")));
        keys.addAll(more);
        return new Either(List.of(new One(Form.COMMAND), keys(more.isEmpty() ? "a command" : "a check", "run", keys)));
    }

    private static Keys keys(String what, List<Shape.Key> keys) {
        return new Keys(what, List.copyOf(keys), Optional.empty());
    }

    private static Keys keys(String what, String main, List<Shape.Key> keys) {
        return new Keys(what, List.copyOf(keys), Optional.of(main));
    }

    private static Shape.Key key(String name, Shape shape, String defaults, String says) {
        return new Shape.Key(name, shape, false, defaults, says, false);
    }

    private static Shape.Key needed(String name, Shape shape, String says) {
        return new Shape.Key(name, shape, true, "", says, false);
    }

    private static Shape.Key later(String name, Shape shape, String says) {
        return new Shape.Key(name, shape, false, "", says, true);
    }
}
