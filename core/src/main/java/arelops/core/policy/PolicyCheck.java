package arelops.core.policy;

import arelops.core.gate.Hours;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds every contradiction of a policy that its single values do not show.
final class PolicyCheck {
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(1);

    /// What can be counted of one soak: more windows say no more.
    private static final long MOST_WINDOWS = 7_500;

    /// How many times the recorded traffic one machine is asked to send.
    private static final int MOST_TIMES = 100;

    private static final Duration LONGEST_STEP = Duration.ofHours(1);

    /// A router injects faults for an hour at most.
    private static final Duration LONGEST_ALARM = Duration.ofMinutes(25);

    /// Where no user is.
    private static final Set<EnvironmentName> TRIED = Set.of(EnvironmentName.BETA, EnvironmentName.PASSIVE);

    private final Policy policy;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyCheck(Policy policy) {
        this.policy = policy;
    }

    static List<Problem> problems(Policy policy) {
        PolicyCheck check = new PolicyCheck(policy);
        check.apps();
        check.checks();
        check.approvals("approvals", policy.approvals());
        policy.line().forEach(check::environment);
        check.tags();
        policy.recording().ifPresent(recording -> check.problems.addAll(RecordingCheck.problems(policy, recording)));
        check.problems.addAll(policy.changes().queue().problems("merge"));
        policy.line().stream()
                .filter(environment -> environment.name().text().matches("pr-[0-9]+"))
                .forEach(environment -> check.add(
                        "environments." + environment.name(),
                        "the TEST environments of changes are called so.",
                        "Choose another name."));
        if (policy.window().compareTo(LEAST_WINDOW) < 0 || policy.window().compareTo(Duration.ofHours(1)) > 0) {
            check.add("window", "a window lasts from 1s to 1h.", "Leave the key out for 60s.");
        }
        return List.copyOf(check.problems);
    }

    private void apps() {
        Set<AppName> known = policy.apps().stream().map(AppPolicy::name).collect(Collectors.toSet());
        for (AppPolicy app : policy.apps()) {
            String at = "apps." + app.name() + ".after";
            for (AppName other : app.after()) {
                if (!known.contains(other)) {
                    add(at, "there is no app " + other + ".", "The apps are " + words(known) + ".");
                }
            }
            if (reaches(app.name(), app.name(), new HashSet<>())) {
                add(at, app.name() + " would start after itself.", "Take one app out of the circle.");
            }
            both(app.settings(), "apps." + app.name());
        }
    }

    private boolean reaches(AppName from, AppName goal, Set<AppName> seen) {
        return policy.app(from).stream()
                .flatMap(app -> app.after().stream())
                .anyMatch(next -> next.equals(goal) || (seen.add(next) && reaches(next, goal, seen)));
    }

    private void checks() {
        Set<EnvironmentName> known =
                policy.line().stream().map(EnvironmentPolicy::name).collect(Collectors.toSet());
        policy.test().ifPresent(test -> known.add(EnvironmentName.TEST));
        for (Check check : policy.checks().values()) {
            for (EnvironmentName environment : check.on()) {
                if (!known.contains(environment)) {
                    add(
                            "checks." + check.name() + ".on",
                            "there is no environment " + environment + ".",
                            "The environments are " + words(known) + ".");
                }
            }
        }
    }

    private void approvals(String at, Approvals approvals) {
        int able = policy.approvers(approvals).size();
        if (!approvals.from().isEmpty() && able < approvals.count()) {
            add(
                    at,
                    approvals.count() + " approvals from " + able + (able == 1 ? " person." : " people."),
                    "Name more people or ask for fewer approvals.");
        }
    }

    private void environment(EnvironmentPolicy environment) {
        String at = "environments." + environment.name();
        approvals(at + ".approvals", environment.approvals());
        environment.canary().ifPresent(canary -> steps(at + ".canary", canary));
        environment.proving().recorded().replay().ifPresent(replay -> load(at + ".replay", environment, replay));
        environment.proving().recorded().load().ifPresent(load -> load(at + ".load", environment, load));
        environment
                .proving()
                .recorded()
                .difference()
                .ifPresent(diff -> problems.addAll(DifferencePolicyCheck.problems(at + ".diff", environment, diff)));
        environment.proving().recorded().alarms().ifPresent(alarms -> alarms(at + ".alarms", environment, alarms));
        environment.hours().ifPresent(hours -> fits(at + ".hours", environment, hours));
        both(environment.serving().settings(), at);
        environment.mirror().ifPresent(source -> mirror(at + ".mirror", environment.name(), source));
        if (policy.window().compareTo(LEAST_WINDOW) >= 0
                && environment.soak().length().dividedBy(policy.window()) > MOST_WINDOWS) {
            add(
                    at + ".soak",
                    "a soak of " + DurationText.write(environment.soak().length()) + " has more than " + MOST_WINDOWS
                            + " windows of " + DurationText.write(policy.window()) + ".",
                    "Write a longer window, or a shorter soak.");
        }
        if (environment.soak().restarts() > Soak.MOST_RESTARTS) {
            add(
                    at + ".soak.restarts",
                    "more than " + Soak.MOST_RESTARTS + " restarts are not told apart.",
                    "Write " + Soak.MOST_RESTARTS + " or less.");
        }
        failover(at + ".failover", environment);
        if (environment.retries() < 1) {
            add(at + ".retries", "an attempt is made at least once.", "Write 1 or more.");
        }
        if (environment.instances() < 1 || environment.instances() > 100) {
            add(at + ".instances", "an environment has from 1 to 100 instances.", "Leave the key out for 1.");
        }
    }

    private void load(String at, EnvironmentPolicy environment, LoadPolicy load) {
        List<Integer> steps = load.steps();
        boolean grows = steps.stream().allMatch(step -> step >= 1 && step <= MOST_TIMES)
                && steps.equals(steps.stream().sorted().distinct().toList());
        if (steps.isEmpty() || !grows) {
            add(at, "whole factors grow from 1x to " + MOST_TIMES + "x at most.", "Write [1x, 2x, 5x, 10x].");
        }
        if (environment.name().equals(EnvironmentName.PRODUCTION)) {
            add(at, "recorded traffic is not sent to where users are.", "Write it in beta or passive.");
        }
        if (!load.each().isPositive() || load.each().compareTo(LONGEST_STEP) > 0) {
            add(at + ".each", "a step is longer than nothing and at most 1h.", "Leave it out for 5m.");
        }
    }

    private void alarms(String at, EnvironmentPolicy environment, AlarmPolicy alarms) {
        if (!TRIED.contains(environment.name())) {
            add(
                    at,
                    environment.name().equals(EnvironmentName.PRODUCTION)
                            ? "faults are not injected where users are."
                            : "faults are injected in beta and passive alone.",
                    "Write it in beta or passive.");
        }
        List<String> kinds = alarms.faults().isEmpty()
                ? AlarmPolicy.KINDS
                : alarms.faults().stream()
                        .map(fault -> fault.substring(0, Math.max(0, fault.indexOf('='))))
                        .toList();
        if (kinds.stream().noneMatch(kind -> alarms.expect().containsKey(kind) || hasThreshold(kind))) {
            add(
                    at,
                    "no alarm tells of these faults.",
                    "Set watch.errors.max or watch.p99.max, or name an Alertmanager in watch and its alerts in expect.");
        }
        if (!alarms.expect().isEmpty() && policy.alerts().isEmpty()) {
            add(at + ".expect", "no Alertmanager is named that tells of alerts.", "Name it in watch.");
        }
        Duration within = alarms.within(policy.window());
        if (!within.isPositive() || within.compareTo(LONGEST_ALARM) > 0) {
            add(at + ".within", "an alarm fires after some time, and within 25m.", "Leave it out for three windows.");
        }
    }

    /// Whether the router's windows are compared with a limit that this kind of fault crosses.
    private boolean hasThreshold(String kind) {
        String measure = kind.equals("latency") ? "p99" : "errors";
        return Optional.ofNullable(policy.watch().get(measure))
                .flatMap(Watch::max)
                .isPresent();
    }

    private void steps(String at, CanaryPolicy canary) {
        if (canary.steps().isEmpty() || !grow(canary.steps())) {
            add(at, "the shares of a canary grow from above 0% to below 100%.", "Write [5%, 25%, 50%].");
        }
        if (canary.confidence().compareTo(Percent.of(50)) < 0
                || canary.confidence().compareTo(Percent.of(100)) >= 0) {
            add(at + ".confidence", "a confidence is from 50% to below 100%.", "Leave the key out for 95%.");
        }
    }

    private void failover(String at, EnvironmentPolicy environment) {
        FailoverPolicy failover = environment.failover();
        if (!environment.name().equals(EnvironmentName.PRODUCTION) && !failover.equals(FailoverPolicy.STANDARD)) {
            add(at, "only the users of production are sent to the standby.", "Write it under production.");
        }
        if (!failover.within().isPositive()) {
            add(at, "a failover takes some time.", "Leave the key out for 60s.");
        }
        if (!grow(failover.back())) {
            add(at + ".back", "the shares that come back grow from above 0% to below 100%.", "Write [10%, 50%].");
        }
    }

    private static boolean grow(List<Percent> shares) {
        boolean inside = shares.isEmpty()
                || (shares.getFirst().value().signum() > 0 && shares.getLast().compareTo(Percent.of(100)) < 0);
        for (int i = 1; i < shares.size(); i++) {
            inside &= shares.get(i - 1).compareTo(shares.get(i)) < 0;
        }
        return inside;
    }

    /// That PRODUCTION is left out is told where that is written.
    private void mirror(String at, EnvironmentName name, EnvironmentName source) {
        if (!source.equals(EnvironmentName.PRODUCTION)
                && policy.environment(source).isEmpty()) {
            add(at, "there is no environment " + source + ".", "Name one of the line, or write off.");
        }
        if (name.equals(source)) {
            add(at, name.upper() + " would get its own requests again.", "Name another environment, or write off.");
        }
        if (name.equals(EnvironmentName.PRODUCTION)) {
            add(at, "PRODUCTION serves users, and gets no copies of other requests.", "Leave the key out.");
        }
    }

    private void fits(String at, EnvironmentPolicy environment, Hours hours) {
        Duration window = policy.window().compareTo(LEAST_WINDOW) < 0 ? LEAST_WINDOW : policy.window();
        Duration attempt = environment.shortestAttempt(window);
        if (environment.finish() == Finish.INSIDE && hours.longestOpening().compareTo(attempt) < 0) {
            add(
                    at,
                    "no opening is as long as "
                            + (environment.canary().isPresent() ? "canary and soak, " : "the soak of ")
                            + DurationText.write(attempt) + ", so nothing could start.",
                    "Open longer, soak shorter, or write finish: any.");
        }
    }

    private void both(Settings settings, String at) {
        for (String name : settings.secrets()) {
            if (settings.variables().containsKey(name)) {
                add(at + ".secrets", name + " is a variable of env already.", "Name it in one of the two.");
            }
        }
    }

    private void tags() {
        Set<String> seen = new HashSet<>();
        for (EnvironmentPolicy environment : policy.line()) {
            String tag = environment.tag();
            if (!(seen.add(tag) && seen.add(tag + "-canary"))) {
                add(
                        "environments." + environment.name() + ".tag",
                        "the tag " + tag + " belongs to another environment.",
                        "Give each environment a tag of its own.");
            }
        }
    }

    private void add(String path, String message, String mend) {
        problems.add(new Problem(path, message, mend));
    }

    private static String words(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
