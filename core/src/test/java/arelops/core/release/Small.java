package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.Window;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.gate.Freeze;
import arelops.core.gate.Soak;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Admission;
import arelops.core.policy.AlarmPolicy;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Amount;
import arelops.core.policy.CanaryPolicy;
import arelops.core.policy.Command;
import arelops.core.policy.DifferencePolicy;
import arelops.core.policy.DriftPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.FailoverPolicy;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Observation;
import arelops.core.policy.Percent;
import arelops.core.policy.Policy;
import arelops.core.policy.Proving;
import arelops.core.policy.Recovery;
import arelops.core.policy.Serving;
import arelops.core.policy.Settings;
import arelops.core.policy.Watch;
import arelops.core.report.Findings;
import arelops.core.report.ReportResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The names, rules and readings of the small worlds.
final class Small {
    static final AppName APP = new AppName("app");
    static final EnvironmentName BETA = EnvironmentName.BETA;
    static final EnvironmentName PASSIVE = EnvironmentName.PASSIVE;
    static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;
    static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
    static final Instant THAW = START.plus(Duration.ofDays(900));
    static final PersonName ANN = new PersonName("ann");
    static final PersonName BOB = new PersonName("bob");
    static final PersonName CAT = new PersonName("cat");
    static final Digest DIGEST = Digest.of("a digest");
    static final ReportResult GREEN = new ReportResult.Read(
            new Findings.Tests(1, 0, 0, 0, 0, 0, List.of()), new ReportResult.Origin(1, 1, DIGEST));
    static final Duration WINDOW = Duration.ofSeconds(60);
    static final FailoverPolicy FAILOVER = new FailoverPolicy(Duration.ofSeconds(60), List.of(Percent.of(50)), WINDOW);

    private static final List<Seen.Window> GOOD =
            List.of(window(0, 10, 0), window(1, 10, 0), window(2, 10, 0), window(3, 10, 0));
    private static final List<Seen.Window> BAD = List.of(window(0, 10, 9), window(1, 10, 9));
    private static final List<Seen.Window> LONG = Collections.nCopies(16, window(0, 10, 0));
    private static final List<Seen.Window> EMPTY = Collections.nCopies(16, window(0, 0, 0));

    private Small() {}

    /// The nth commit of trunk, 0 for genesis.
    static CommitId commit(int n) {
        return new CommitId("%02x".formatted(n + 1) + "0".repeat(38));
    }

    static int index(CommitId commit) {
        return Integer.parseInt(commit.hex(), 0, 2, 16) - 1;
    }

    static Slot slot(EnvironmentName environment) {
        return new Slot(APP, environment);
    }

    /// Three environments with an acceptance test, a soak of one window and one request, and no waiting times.
    static Policy policy() {
        Policy standard = Policy.standard(APP);
        return standard.withLine(standard.line().stream().map(Small::quick).toList())
                .withObservation(new Observation(WINDOW, Map.of("errors", errors())));
    }

    /// A line of these environments alone, each with a canary of two short steps, beside a baseline of its own.
    static Policy trying(List<EnvironmentName> names) {
        CanaryPolicy canary = new CanaryPolicy(
                List.of(Percent.of(10), Percent.of(50)),
                WINDOW.multipliedBy(2),
                100,
                Percent.of(95),
                CanaryPolicy.Doubt.of(CanaryPolicy.Unsure.HOLD),
                true);
        return policy().withLine(policy().line().stream()
                .filter(rules -> names.contains(rules.name()))
                .map(rules -> rules.withProving(new Proving(
                        rules.soak(), Optional.of(canary), rules.proving().accept())))
                .toList());
    }

    /// BETA and PRODUCTION; in BETA answers are compared, what differs is held, and alarms are tried.
    static Policy proving() {
        Proving.RecordedTraffic recorded = new Proving.RecordedTraffic(
                Optional.empty(),
                Optional.empty(),
                Optional.of(DifferencePolicy.USUAL),
                Optional.of(AlarmPolicy.USUAL));
        return policy().withLine(policy().line().stream()
                .filter(rules -> !rules.name().equals(PASSIVE))
                .map(rules -> rules.name().equals(BETA)
                        ? rules.withProving(rules.proving().with(recorded))
                        : rules)
                .toList());
    }

    /// The same, which watch alerts as well.
    static Policy alerting() {
        AlertWatch alerts = new AlertWatch(
                "alerts",
                new MonitorServer("http://127.0.0.1:9093", Optional.empty()),
                Map.of("env", "$ENV"),
                Optional.of(AlertWatch.HEARTBEAT),
                AlertWatch.Silenced.WAIT,
                Optional.of("commit"));
        return policy().withObservation(new Observation(WINDOW, Map.of("errors", errors()), Map.of("alerts", alerts)));
    }

    static EnvironmentPolicy quick(EnvironmentPolicy rules) {
        return rules.withProving(
                        new Proving(new Soak(WINDOW, 1, 1), Optional.empty(), Optional.of(Command.of("accept"))))
                .withRecovery(new Recovery(DriftPolicy.RESTORE, 2, Duration.ZERO, Duration.ofMinutes(1), FAILOVER))
                .withServing(
                        new Serving(rules.name().upper(), "process", 1, Duration.ZERO, Settings.NONE, rules.traffic()));
    }

    /// The same rules with a freeze that covers every environment.
    static Policy frozen(Policy policy) {
        Freeze freeze = new Freeze("now", START.minusSeconds(60), THAW);
        return policy.withLine(policy.line().stream()
                .map(rules -> rules.withAdmission(new Admission(
                        rules.approvals(), rules.hours(), rules.finish(), List.of(freeze), rules.newer())))
                .toList());
    }

    private static Watch errors() {
        return new Watch(
                "errors",
                Optional.of(new Amount.Share(Percent.of(5))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Rules rules(Policy policy) {
        return new Rules(policy, DIGEST, Optional.empty());
    }

    static LedgerState after(LedgerState ledger, Fact fact, Actor actor, Instant at) {
        return ledger.after(new Entry(
                ledger.seq() + 1,
                ledger.seq() == 0 ? Optional.empty() : Optional.of(DIGEST),
                at,
                new Entry.Content(fact, actor, "because", Optional.empty(), List.of())));
    }

    static Seen.Window window(int minute, long requests, long errors) {
        return new Seen.Window(
                START.plus(WINDOW.multipliedBy(minute)), WINDOW, true, requests, errors, OptionalDouble.empty(), false);
    }

    static Alert alert(Map<String, String> labels) {
        return new Alert("HighErrors", new TreeMap<>(labels), START, new Alert.State.Firing());
    }

    /// What the windows show in which stable runs beside the release on trial.
    enum Compared {
        NOTHING,
        RELEASE,
        STABLE_TOO,
        NO_LONGER,
        /// The release crosses a threshold, and stable had no request.
        APART;

        List<Seen.Pair> pairs(boolean beside) {
            return switch (this) {
                case NOTHING -> List.of();
                case RELEASE -> pairs(9, beside ? 10 : 0, 0);
                case STABLE_TOO -> pairs(9, 10, 9);
                case NO_LONGER -> pairs(0, beside ? 10 : 0, 0);
                case APART -> pairs(9, 0, 0);
            };
        }

        private static List<Seen.Pair> pairs(long errors, long requests, long stableErrors) {
            return Stream.of(0, 1)
                    .map(minute -> new Seen.Pair(
                            window(minute, 10, errors),
                            Optional.of(window(minute, requests, stableErrors)).filter(one -> one.requests() > 0)))
                    .toList();
        }
    }

    /// What a stretch of windows shows of a canary and its baseline.
    enum Tried {
        /// As good as its baseline, and enough to show it.
        ALIKE(3, 4_000_000_000L, 40_000_000, 40_000_000),
        WORSE(2, 100, 1, 40),
        /// Enough for a step, and too few to show anything either way.
        DOUBTFUL(6, 20, 1, 1),
        /// Nothing was measured, for as long as it takes to say so.
        SILENT(5, 0, 0, 0);

        private final int count;
        private final long requests;
        private final long beside;
        private final long errors;

        Tried(int count, long requests, long beside, long errors) {
            this.count = count;
            this.requests = requests;
            this.beside = beside;
            this.errors = errors;
        }

        private Window window() {
            return requests == 0
                    ? new Window(Optional.empty(), Optional.empty())
                    : Window.of(
                            ArmWindow.of(requests, beside, latency(requests)),
                            ArmWindow.of(requests, errors, latency(requests)));
        }

        private static LatencyCounts latency(long requests) {
            long slow = requests == 20 ? 2 : 0;
            return LatencyCounts.of(new TreeMap<>(Map.of(47, requests - slow, 90, slow)));
        }

        /// The windows, from then on.
        List<Seen.ArmsWindow> windows(Instant start) {
            Window window = window();
            return IntStream.range(0, count)
                    .mapToObj(n -> new Seen.ArmsWindow(
                            start.plus(WINDOW.multipliedBy(n)), WINDOW, this != SILENT, false, window))
                    .toList();
        }

        boolean isSeenIn(Seen.ArmsWindow one) {
            return one.window().equals(window());
        }
    }

    /// How far a soak has come.
    enum Watched {
        NOTHING,
        SOME,
        HALF,
        ENOUGH,
        CROSSING,
        WITHOUT_DATA,
        /// An alert fires that does not tell of which release.
        ALARMED,
        /// An alert fires that names the release that serves.
        ACCUSED,
        /// The source of alerts gives no answer.
        UNHEARD;

        /// Only where the rules watch alerts.
        boolean isOfAlerts() {
            return switch (this) {
                case NOTHING, SOME, HALF, ENOUGH, CROSSING, WITHOUT_DATA -> false;
                case ALARMED, ACCUSED, UNHEARD -> true;
            };
        }

        /// Whether an alert blames the release, once it was measured again.
        boolean blames(boolean withoutStable) {
            return this == ACCUSED || (withoutStable && this == ALARMED);
        }

        /// What the source says all the time.
        AlertsSeen alerts(Optional<Release> serves) {
            AlertAnswer answer = switch (this) {
                case NOTHING, SOME, HALF, ENOUGH, CROSSING, WITHOUT_DATA -> new AlertAnswer.Told(List.of());
                case ALARMED -> new AlertAnswer.Told(List.of(alert(Map.of())));
                case ACCUSED ->
                    new AlertAnswer.Told(List.of(alert(serves.<Map<String, String>>map(
                                    release -> Map.of("commit", release.commit().hex()))
                            .orElse(Map.of()))));
                case UNHEARD -> new AlertAnswer.Unknown("nothing answers there");
            };
            return new AlertsSeen(List.of(new AlertsSeen.Stretch(START, START.plus(WINDOW.multipliedBy(20)), answer)));
        }

        List<Seen.Window> windows() {
            return switch (this) {
                case NOTHING -> List.of();
                case SOME -> GOOD.subList(0, 1);
                case HALF -> GOOD.subList(0, 2);
                case ENOUGH, ALARMED, ACCUSED -> GOOD;
                case CROSSING -> BAD;
                case UNHEARD -> LONG;
                case WITHOUT_DATA -> EMPTY;
            };
        }
    }
}
