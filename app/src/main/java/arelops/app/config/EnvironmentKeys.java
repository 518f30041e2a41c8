package arelops.app.config;

import static arelops.app.config.KeyShapes.COMMAND;
import static arelops.app.config.KeyShapes.RELEASE_APPROVALS;
import static arelops.app.config.KeyShapes.SECRETS;
import static arelops.app.config.KeyShapes.VARIABLES;
import static arelops.app.config.KeyShapes.key;
import static arelops.app.config.KeyShapes.keys;
import static arelops.app.config.KeyShapes.later;
import static arelops.app.config.KeyShapes.needed;

import arelops.app.config.Shape.Choice;
import arelops.app.config.Shape.Either;
import arelops.app.config.Shape.Items;
import arelops.app.config.Shape.Named;
import arelops.app.config.Shape.One;
import arelops.core.policy.AlarmPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The keys of the config inside `environments`.
final class EnvironmentKeys {
    private EnvironmentKeys() {}

    static Shape environments() {
        Shape on = new One(Form.ON_OFF);
        Shape test = new Either(List.of(keys("the environment test", test()), on, new Shape.Nothing()));
        Shape other = new Either(List.of(keys("an environment", environment()), on, new Shape.Nothing()));
        return new Named(Form.ENVIRONMENT, other, Map.of("test", test));
    }

    /// The keys of the ephemeral environments.
    static List<Shape.Key> test() {
        return List.of(
                later("target", new One(Form.NAME), "The deployment target."),
                key(
                        "smoke",
                        COMMAND,
                        "none",
                        "A short test of each ephemeral environment. $URL is its address, $PR the change."),
                key("ttl", new One(Form.DURATION), "3d", "The longest age of an ephemeral environment."),
                key("max", new One(Form.COUNT), "10", "How many there may be at a time."),
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
                key(
                        "approvals",
                        RELEASE_APPROVALS,
                        "0",
                        "How many people must approve a release for this environment."),
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
        Shape canary = new Either(
                List.of(
                        new One(Form.ON_OFF),
                        new Choice(List.of("small")),
                        steps,
                        keys(
                                "a canary",
                                "steps",
                                List.of(
                                        needed("steps", steps, "The growing shares of traffic."),
                                        key("each", new One(Form.DURATION), "15m", "The least time on each share."),
                                        key(
                                                "samples",
                                                new One(Form.COUNT),
                                                "1000",
                                                "The least number of its requests on each share."),
                                        key(
                                                "confidence",
                                                new One(Form.SHARE),
                                                "95%",
                                                "How sure a pass must be; a rejection is five times as sure."),
                                        key(
                                                "unsure",
                                                new Choice(List.of("hold", "withdraw", "extend")),
                                                "hold",
                                                "What follows if it is not sure at the end."),
                                        key(
                                                "small",
                                                new Choice(List.of("hold", "pass")),
                                                "",
                                                "For little traffic: each share ends with its time, and one that ends unproven is held for a person, or passes."),
                                        key(
                                                "baseline",
                                                new One(Form.SWITCH),
                                                "true",
                                                "Whether it is compared with a fresh instance of stable, or with stable itself.")))));
        Shape factors = new Items(new One(Form.FACTOR), 1);
        Shape stop = keys(
                "limits",
                List.of(
                        key("errors", new One(Form.SHARE), "watch.errors.max, or 1%", "The greatest share that fails."),
                        key(
                                "p99",
                                new One(Form.DURATION),
                                "watch.p99.max",
                                "What 99 of 100 are answered in, from when they should have been sent."),
                        key(
                                "alerts",
                                new One(Form.ON_OFF),
                                "on",
                                "Whether a step at which an alert of watch begins to fire is not borne."),
                        key(
                                "cpu",
                                new One(Form.SHARE),
                                "none",
                                "The greatest share of the machine's cores that all instances together use."),
                        key(
                                "memory",
                                new One(Form.SIZE),
                                "none",
                                "The most that all instances together have in memory at once.")));
        Shape load = new Either(List.of(
                factors,
                keys(
                        "load",
                        "steps",
                        List.of(
                                needed("steps", factors, "The factors of the usual traffic."),
                                key("each", new One(Form.DURATION), "5m", "The time on each step."),
                                key("stop", stop, "the max of the same in watch", "Beyond what a step is not borne."),
                                key(
                                        "recording",
                                        new One(Form.TEXT),
                                        "production",
                                        "The beginning of the name of the recordings; the newest is sent.")))));
        return List.of(
                key(
                        "soak",
                        soak,
                        "1h; 2h in passive and production",
                        "How long a release is watched before it is settled."),
                key(
                        "canary",
                        canary,
                        "off; [10%, 50%] in passive, [5%, 25%, 50%] in production",
                        "The shares of traffic it is tried on first."),
                key("accept", COMMAND, "the accept outside", "The acceptance test of this environment."),
                key(
                        "replay",
                        new One(Form.FACTOR),
                        "none",
                        "Recorded traffic, sent again at this factor beside regular traffic."),
                key("load", load, "none", "Recorded traffic at growing factors, which is borne as stable bears it."),
                key(
                        "diff",
                        DifferenceKeys.shape(),
                        "off",
                        "Whether answers to recorded traffic are compared with those of stable."),
                key(
                        "alarms",
                        alarms(),
                        "off",
                        "Whether the limits of watch and its alerts are proved to fire, by recorded traffic with injected faults."));
    }

    private static Shape alarms() {
        Shape names = new Either(List.of(new One(Form.TEXT), new Items(new One(Form.TEXT), 1)));
        Shape expect = keys(
                "expected alerts",
                AlarmPolicy.KINDS.stream()
                        .map(kind -> key(kind, names, "none", "What must fire at " + kind + "."))
                        .toList());
        return new Either(List.of(
                new One(Form.ON_OFF),
                keys(
                        "alarms",
                        "on",
                        List.of(
                                key("on", new One(Form.ON_OFF), "on", "Whether they are tried."),
                                key(
                                        "faults",
                                        new Items(new One(Form.FAULT), 1),
                                        "one of each kind that watch has a limit for",
                                        "What is injected, one after the other: errors=20%, latency=500ms@20%, drop=10%."),
                                key(
                                        "within",
                                        new One(Form.DURATION),
                                        "three windows",
                                        "How soon an alarm must fire, at most 25m."),
                                key(
                                        "expect",
                                        expect,
                                        "none",
                                        "The alerts of an Alertmanager that each kind of fault must fire."),
                                key(
                                        "recording",
                                        new One(Form.TEXT),
                                        "production",
                                        "The beginning of the name of the recordings; the newest is sent.")))));
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
                key(
                        "mirror",
                        new Either(List.of(new Choice(List.of("off")), new One(Form.ENVIRONMENT))),
                        "off; production in passive",
                        "The environment whose users' requests are sent here once more, as copies; their answers are thrown away."),
                key("env", VARIABLES, "none", "Variables of its processes, over those of the app."),
                key("secrets", SECRETS, "none", "Names of secrets of its processes."),
                key(
                        "drift",
                        new Choice(List.of("restore", "hold")),
                        "restore",
                        "What happens when somebody moved the tag."),
                key("retries", new One(Form.COUNT), "3", "Failed attempts in a row before it is held."),
                key("backoff", new One(Form.DURATION), "30s", "The first wait after a failed attempt; it doubles."),
                key("ready", new One(Form.DURATION), "2m", "How long an instance may take to be healthy."),
                key(
                        "failover",
                        failover(),
                        "60s",
                        "Of production: how its users are sent to passive, and how they come back."));
    }

    private static Shape failover() {
        return new Either(List.of(
                new One(Form.DURATION),
                keys(
                        "a failover",
                        "within",
                        List.of(
                                key(
                                        "within",
                                        new One(Form.DURATION),
                                        "60s",
                                        "How long it may take until all users are there; a drill measures it."),
                                key(
                                        "back",
                                        new Items(new One(Form.SHARE), 0),
                                        "[10%, 50%]",
                                        "The growing shares of users that are back before all of them are."),
                                key("each", new One(Form.DURATION), "5m", "The least observed time of each share.")))));
    }
}
