package arelops.app.demo;

import arelops.app.fault.Fault;
import arelops.app.ledger.LedgerView;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Controller;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.CanaryForecast;
import arelops.core.release.Job;
import arelops.core.release.Seen;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Watches the engine at work and tells what the ledger says, entry by entry.
final class Story {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(40);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double SECOND = 1000;
    private static final int EVERYTHING = 10_000;

    private final Controller controller;
    private final AppName app;
    private final Screen screen;
    private final Map<Slot, Integer> steps = new HashMap<>();
    private Consumer<LedgerState> follower = _ -> {};
    private long told;

    Story(Controller controller, AppName app, Screen screen) {
        this.controller = controller;
        this.app = app;
        this.screen = screen;
    }

    /// Who is shown the ledger at each look from now on.
    void follows(Consumer<LedgerState> one) {
        follower = one;
    }

    /// Tells what happens until this holds of the ledger; faults when it takes far too long.
    void until(String what, Predicate<LedgerState> condition) {
        awaited(what, observed -> Optional.of(observed.ledger().state()).filter(condition));
    }

    /// Tells what happens until there is such a thing.
    private <T> T awaited(String what, Function<Observed, Optional<T>> sought) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            tell();
            Optional<Observed> observed = controller.board().observed();
            observed.ifPresent(one -> follower.accept(one.ledger().state()));
            Optional<T> found = observed.flatMap(sought);
            if (found.isPresent()) {
                tell();
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw stuck(what);
            }
            LockSupport.parkNanos(STEP);
        }
    }

    private Fault stuck(String what) {
        Board board = controller.board();
        StringBuilder why = new StringBuilder();
        board.trouble().ifPresent(trouble -> why.append(trouble.message()).append(' '));
        board.apps().values().forEach(one -> {
            why.append(one.intake().because()).append("; ");
            one.line()
                    .values()
                    .forEach(decision -> why.append(decision.because()).append("; "));
        });
        board.changes()
                .forEach((number, change) -> why.append(number)
                        .append(": ")
                        .append(change.decision().because())
                        .append("; "));
        return new Fault(
                Fault.Kind.BROKEN,
                "demo.stuck",
                "Not within " + PATIENCE.toMinutes() + " minutes: " + what + ". " + why,
                "Look into the logs named above.");
    }

    /// Entries are read from git, so only when there are new ones.
    private void tell() {
        Optional<LedgerView> view = controller.board().observed().map(Observed::ledger);
        long last = view.flatMap(LedgerView::last).map(Entry::seq).orElse(0L);
        if (last <= told) {
            return;
        }
        List<Entry> entries = controller.ports().ledger().newest(view.orElseThrow(), (int) (last - told));
        for (Entry entry : entries.reversed()) {
            if (entry.seq() > told) {
                told = entry.seq();
                line(entry);
            }
        }
    }

    private void line(Entry entry) {
        switch (entry.fact()) {
            case Fact.Genesis f -> screen.event("trunk", "adopted at " + f.tip().brief() + ": the ledger begins");
            case Fact.TrunkMoved f when f.steps().stream().allMatch(step -> isMerged(step.commit())) -> {}
            case Fact.TrunkMoved f ->
                screen.event(
                        "trunk",
                        f.steps().getLast().commit().brief() + " came without a change: it waits for two approvals");
            case Fact.Approved f ->
                screen.event("trunk", f.by() + " approves " + f.commit().brief());
            case Fact.Checked f ->
                screen.event(
                        "trunk",
                        "check " + f.check() + " " + word(f.outcome()) + " on "
                                + f.commit().brief());
            case Fact.Built f ->
                screen.event(
                        "build",
                        f.commit().brief() + " built once → " + f.artifact().brief() + "…");
            case Fact.Verified f when !f.check().startsWith("accept") -> screen.event(upper(f), entry.because());
            case Fact.Verified f ->
                screen.event(
                        upper(f),
                        (f.check().endsWith("before")
                                        ? "accepted at its own address, before it serves: "
                                        : "accepted at the shared address: ")
                                + word(f.outcome()));
            case Fact.Moved f ->
                screen.moved(
                        f.slot().environment().upper(),
                        f.from().map(CommitId::brief).orElse("nothing"),
                        f.to().map(release -> release.commit().brief()).orElse("nothing"),
                        entry.seq());
            case Fact.Settled f ->
                screen.event(
                        upper(f),
                        f.release().commit().brief() + " settled: " + f.windows() + " windows observed, " + f.samples()
                                + " requests");
            case Fact.Rejected f -> screen.event(upper(f), "✕ " + entry.because());
            case Fact.Failed f -> screen.event(upper(f), "✕ " + entry.because());
            case Fact.AlarmsTried f -> screen.event(upper(f), entry.because());
            case Fact.Controlled f -> screen.event(upper(f), entry.because());
            case Fact.Unattributed f -> screen.event(upper(f), entry.because());
            case Fact.CanaryStarted f -> {
                steps.put(f.slot(), 0);
                screen.event(upper(f), entry.because());
            }
            case Fact.CanaryJudged f -> judged(f, entry);
            case Fact.Held f -> screen.event(upper(f), "◐ held by " + entry.actor() + ": " + entry.because());
            case Fact.Resumed f -> screen.event(upper(f), "goes on: " + entry.because());
            case Fact.RolledBack f ->
                screen.event(
                        upper(f),
                        f.takenBack().commit().brief() + " is taken back by " + entry.actor() + ": " + entry.because());
            case Fact.FailedOver f -> screen.event(upper(f), entry.because());
            case Fact.TookOver f -> screen.event(upper(f), entry.because());
            case Fact.FailedBack f -> screen.event(upper(f), entry.because());
            case Fact.TrunkAccepted _,
                    Fact.PolicyChanged _,
                    Fact.Merged _,
                    Fact.NotBuilt _,
                    Fact.TrafficUsed _,
                    Fact.Intent _,
                    Fact.Aborted _,
                    Fact.Adopted _,
                    Fact.Withdrawn _,
                    Fact.Requested _,
                    Fact.Overridden _,
                    Fact.Overturned _,
                    Fact.RestoreAsked _,
                    Fact.Drifted _,
                    Fact.Repaired _,
                    Fact.Warmed _,
                    Fact.SuspectCleared _,
                    Fact.CulpritNamed _,
                    Fact.FixRecorded _ -> {}
        }
    }

    /// The judge writes down what it knows more often than there is something to tell.
    private void judged(Fact.CanaryJudged fact, Entry entry) {
        boolean wentOn = Optional.ofNullable(steps.put(fact.slot(), fact.step()))
                .filter(step -> step < fact.step())
                .isPresent();
        if (wentOn
                || fact.stand() == Fact.CanaryJudged.Stand.PASSED
                || fact.stand() == Fact.CanaryJudged.Stand.COMPLETED) {
            screen.event(upper(fact), entry.because());
        }
    }

    private boolean isMerged(CommitId commit) {
        return controller
                .board()
                .observed()
                .filter(observed -> observed.ledger().state().trust().isMerged(commit))
                .isPresent();
    }

    private static String upper(Fact.OfSlot fact) {
        return fact.slot().environment().upper();
    }

    private static String word(Fact.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case BROKEN -> "could not be performed";
        };
    }

    /// Whether an environment runs this commit, settled.
    boolean isSettled(LedgerState ledger, EnvironmentName environment, CommitId commit) {
        return ledger.slot(new Slot(app, environment))
                .serving()
                .filter(serving -> serving.commit().equals(commit) && serving.settled())
                .isPresent();
    }

    /// Whether this commit is on its way into an environment, or came there.
    boolean isTried(LedgerState ledger, EnvironmentName environment, CommitId commit) {
        SlotState state = ledger.slot(new Slot(app, environment));
        return Stream.concat(
                        state.attempt().map(SlotState.Attempt::release).stream(),
                        state.serving().flatMap(SlotState.Serving::release).stream())
                .anyMatch(release -> release.commit().equals(commit));
    }

    /// Whether a release is on its way through PASSIVE or PRODUCTION.
    boolean isUnderway(LedgerState ledger) {
        return Stream.of(EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION)
                .anyMatch(environment ->
                        ledger.slot(new Slot(app, environment)).attempt().isPresent());
    }

    boolean isRejected(LedgerState ledger, EnvironmentName environment, CommitId commit) {
        SlotState state = ledger.slot(new Slot(app, environment));
        return ledger.builds(app)
                .of(commit)
                .flatMap(release -> state.standing().bar(release))
                .isPresent();
    }

    /// Whether its tag was ever moved to this commit.
    boolean everRan(EnvironmentName environment, CommitId commit) {
        return controller.newest(EVERYTHING).stream()
                .anyMatch(entry -> entry.fact() instanceof Fact.Moved moved
                        && moved.slot().environment().equals(environment)
                        && moved.to().map(Release::commit).equals(Optional.of(commit)));
    }

    /// Whether the ledger says that a release bore its load test there.
    boolean bore(EnvironmentName environment) {
        return controller.newest(EVERYTHING).stream()
                .anyMatch(entry -> entry.fact() instanceof Fact.Verified verified
                        && verified.slot().environment().equals(environment)
                        && verified.check().equals(Job.LoadGate.LOAD.check())
                        && verified.outcome() == Fact.Outcome.PASSED);
    }

    /// How many requests of users a second the canaries of PASSIVE and PRODUCTION take to pass in their steps, as soon
    /// as PRODUCTION had enough to tell; infinite where no number does.
    double asked() {
        return awaited("it can be said how many users a canary takes", this::asked);
    }

    private Optional<Double> asked(Observed observed) {
        Policy policy = observed.rules().policy();
        List<Seen.ArmsWindow> lately = Objects.requireNonNull(
                        observed.slots().get(new Slot(app, EnvironmentName.PRODUCTION)), "PRODUCTION is of the line")
                .arms();
        return Stream.of(EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION)
                .flatMap(environment -> CanaryForecast.of(policy, environment).stream())
                .flatMap(forecast -> forecast.forecast(lately).stream())
                .map(forecast -> forecast.asks().orElse(Double.POSITIVE_INFINITY)
                        / policy.window().toMillis()
                        * SECOND)
                .max(Comparator.naturalOrder());
    }

    Optional<CommitId> runs(LedgerState ledger, EnvironmentName environment) {
        return ledger.slot(new Slot(app, environment)).serving().map(SlotState.Serving::commit);
    }

    /// The shared address of an environment.
    URI address(EnvironmentName environment) {
        return controller
                .board()
                .observed()
                .flatMap(observed -> observed.target(new Slot(app, environment)))
                .orElseThrow()
                .address()
                .byPort();
    }
}
