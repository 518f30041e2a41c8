package arelops.core.change;

import arelops.core.change.TestState.Raised;
import arelops.core.change.TestState.Stage;
import arelops.core.evidence.Fact;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.policy.TestPolicy;
import arelops.core.release.Action;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The TEST environment of a change (TST-1): raised from its merge result, served, tried by the smoke test, and
/// surely taken down when the change ends, at its age, or for another head.
final class Testing {
    private final ChangesSnapshot snapshot;
    private final ChangeLook look;
    private final ChangeState state;
    private final TestStanding stands;
    private final Instant now;

    Testing(ChangesSnapshot snapshot, ChangeLook look, Instant now) {
        this.snapshot = snapshot;
        this.look = look;
        this.state = look.state();
        this.stands = new TestStanding(snapshot, look);
        this.now = now;
    }

    /// The name of the environment, as slots have it.
    static EnvironmentName environment(ChangeNumber change) {
        return new EnvironmentName("pr-" + change.value());
    }

    private Slot slot(AppName app) {
        return new Slot(app, environment(state.number()));
    }

    /// The jobs that it may yet ask about.
    static Stream<Job> awaited(ChangeState state, Policy policy) {
        Stream<Job> builds = state.work().trials().stream()
                .flatMap(trial -> policy.apps().stream()
                        .map(app -> new Job.TestBuild(
                                app.name(), state.number(), trial.trial().tested(), 1)));
        return Stream.concat(
                builds,
                state.test().up().stream().map(up -> new Job.Smoke(state.number(), up.tested(), up.token(), 1)));
    }

    /// The next effect, where one is due.
    Optional<ChangeDecision.Act> next() {
        Optional<TestPolicy> rules = snapshot.rules().policy().test();
        Optional<Raised> up = state.test().up();
        if (up.isPresent() && up.get().stage() == Stage.OVER) {
            return takenDown(up.get());
        }
        if (up.isPresent()) {
            Optional<String> ends = ends(up.get(), rules);
            if (ends.isPresent()) {
                return Optional.of(act(new ChangeAction.EndTest(state.number()), ends.get()));
            }
        }
        Optional<CommitId> wanted = rules.isEmpty() ? Optional.empty() : stands.wanted();
        if (wanted.isPresent()
                && up.filter(one -> one.tested().equals(wanted.get())
                                && state.test().asked().isEmpty())
                        .isEmpty()) {
            Optional<ChangeDecision.Act> raising = raised(wanted.get(), up);
            if (raising.isPresent()) {
                return raising;
            }
        }
        return up.filter(this::mayServe).flatMap(this::served);
    }

    /// What a stranger brought goes on only with somebody's word; what an earlier head left may stay.
    private boolean mayServe(Raised up) {
        return look.mayRun() || state.trial(up.tested()).isEmpty();
    }

    private Optional<String> ends(Raised up, Optional<TestPolicy> rules) {
        if (!state.isOpen()) {
            return Optional.of("the change is not open any more");
        }
        if (rules.isEmpty()) {
            return Optional.of("the rules have no TEST any more");
        }
        return now.isBefore(up.since().plus(rules.get().age()))
                ? Optional.empty()
                : Optional.of("its time is over: arelops test " + state.number().value() + " raises it again");
    }

    /// Whether a new merge result is needed for it, as somebody asked and trunk has gone on.
    boolean needsTrial() {
        return snapshot.rules().policy().test().isPresent()
                && !look.test().apps().isEmpty()
                && state.isOpen()
                && state.test().asked().isPresent()
                && stands.wanted().isEmpty()
                && look.mayRun();
    }

    private Optional<ChangeDecision.Act> raised(CommitId tested, Optional<Raised> up) {
        if (look.test().apps().isEmpty() || (up.isEmpty() && !snapshot.hasRoomForTest())) {
            return Optional.empty();
        }
        SortedMap<AppName, Digest> artifacts = new TreeMap<>();
        for (AppName app : look.test().apps()) {
            Job job = stands.build(app, tested);
            switch (snapshot.job(job)) {
                case JobSeen.NotKnown _ -> {
                    return Optional.of(act(
                            new ChangeAction.Run(job),
                            "build " + app + " of the merge result " + tested.brief() + " for TEST"));
                }
                case JobSeen.Passed passed -> passed.artifact().ifPresent(artifact -> artifacts.put(app, artifact));
                case JobSeen.Broken broken -> {
                    return now.isBefore(broken.again())
                            ? Optional.empty()
                            : Optional.of(act(new ChangeAction.Run(job), "try again to build " + app + " for TEST"));
                }
                case JobSeen.Running _, JobSeen.Failed _ -> {
                    return Optional.empty();
                }
            }
        }
        if (artifacts.size() < look.test().apps().size()) {
            return Optional.empty();
        }
        return up.filter(one -> !artifacts.keySet().containsAll(one.artifacts().keySet()))
                        .isPresent()
                ? Optional.of(act(new ChangeAction.EndTest(state.number()), "it is made of other apps now"))
                : Optional.of(act(
                        new ChangeAction.Append(state.number(), new ChangeEvent.TestRaised(tested, artifacts)),
                        "TEST takes the merge result " + tested.brief()));
    }

    private Release release(Raised up, AppName app) {
        Digest artifact = Optional.ofNullable(up.artifacts().get(app)).orElseThrow();
        return new Release(state.number().value(), up.tested(), artifact);
    }

    /// Deployed, healthy, routed; then tag and history say so; then the smoke test.
    private Optional<ChangeDecision.Act> served(Raised up) {
        for (AppName app : up.artifacts().keySet()) {
            Optional<ChangeDecision.Act> step = look.test()
                    .target(app)
                    .flatMap(target -> target instanceof Seen.Target.Running running
                            ? served(up, app, running)
                            : Optional.empty());
            if (step.isPresent()) {
                return step;
            }
        }
        if (!isServed(up)) {
            return Optional.empty();
        }
        if (up.stage() == Stage.STARTING) {
            return Optional.of(act(
                    new ChangeAction.ServeTest(state.number()),
                    "TEST runs the merge result " + up.tested().brief()));
        }
        return smoke(up);
    }

    private Optional<ChangeDecision.Act> served(Raised up, AppName app, Seen.Target.Running running) {
        Seen.Deployment mine = running.deployments().get(up.token());
        if (mine == null) {
            return Optional.of(act(
                    new ChangeAction.OnTarget(new Action.Deploy(slot(app), up.token(), release(up, app))),
                    "start " + app + " in TEST"));
        }
        if (!(mine.health() instanceof Seen.Health.Up)) {
            return Optional.empty();
        }
        if (!running.traffic().equals(OptionalLong.of(up.token()))) {
            return Optional.of(act(
                    new ChangeAction.OnTarget(
                            new Action.Switch(slot(app), up.token(), OptionalLong.of(up.token()), "")),
                    "TEST answers with " + app + " of " + up.tested().brief()));
        }
        return running.deployments().keySet().stream()
                .filter(other -> other != up.token())
                .findFirst()
                .map(older -> act(
                        new ChangeAction.OnTarget(new Action.Stop(slot(app), up.token(), older)),
                        "stop what TEST ran before"));
    }

    private boolean isServed(Raised up) {
        return up.artifacts().keySet().stream()
                .allMatch(app -> look.test()
                        .target(app)
                        .filter(target -> target instanceof Seen.Target.Running running
                                && running.traffic().equals(OptionalLong.of(up.token())))
                        .isPresent());
    }

    private Optional<ChangeDecision.Act> smoke(Raised up) {
        if (!look.test().smoke() || state.trial(up.tested()).isEmpty() || stands.smoked(up) != Gate.State.WAITING) {
            return Optional.empty();
        }
        int attempt = stands.smokes(up).size() + 1;
        Job job = new Job.Smoke(state.number(), up.tested(), up.token(), attempt);
        return switch (snapshot.job(job)) {
            case JobSeen.NotKnown _ -> Optional.of(act(new ChangeAction.Run(job), "run the smoke test in TEST"));
            case JobSeen.Running _ -> Optional.empty();
            case JobSeen.Passed _ -> Optional.of(smoked(up, Fact.Outcome.PASSED, attempt, "passed"));
            case JobSeen.Failed failed -> Optional.of(smoked(up, Fact.Outcome.FAILED, attempt, failed.because()));
            case JobSeen.Broken broken ->
                now.isBefore(broken.again())
                        ? Optional.empty()
                        : Optional.of(act(new ChangeAction.Run(job), "try the smoke test again"));
        };
    }

    private ChangeDecision.Act smoked(Raised up, Fact.Outcome outcome, int attempt, String because) {
        return act(
                new ChangeAction.Append(
                        state.number(), new ChangeEvent.Checked(up.tested(), TestStanding.SMOKE, outcome, attempt)),
                because);
    }

    /// Its addresses close, its processes end, its slots are given back; only then is it gone.
    private Optional<ChangeDecision.Act> takenDown(Raised up) {
        for (AppName app : up.artifacts().keySet()) {
            Optional<Seen.Target> target = look.test().target(app);
            if (!(target.orElse(new Seen.Target.Unknown("")) instanceof Seen.Target.Running running)) {
                return Optional.empty(); // what does not answer may still run
            }
            if (running.traffic().isPresent()) {
                return Optional.of(act(
                        new ChangeAction.OnTarget(new Action.Switch(
                                slot(app),
                                up.token(),
                                OptionalLong.empty(),
                                "The TEST environment of " + state.number() + " was taken down.")),
                        "close the address of TEST"));
            }
            if (!running.deployments().isEmpty()) {
                return Optional.of(act(
                        new ChangeAction.OnTarget(new Action.Stop(
                                slot(app), up.token(), running.deployments().firstKey())),
                        "stop " + app + " in TEST"));
            }
        }
        List<Slot> slots = up.artifacts().keySet().stream().map(this::slot).toList();
        return Optional.of(
                act(new ChangeAction.TestGone(state.number(), up.token(), slots), "the TEST environment is gone"));
    }

    private static ChangeDecision.Act act(ChangeAction action, String because) {
        return new ChangeDecision.Act(action, because, List.of());
    }
}
