package arelops.core.change;

import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.TestState.Raised;
import arelops.core.change.TestState.Stage;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How the TEST environment of a change stands: which merge result it is to run, how far that is, and what people
/// are told of it.
final class TestStanding {
    /// The id of the gate of the smoke test.
    static final String GATE = "smoke";

    /// What opens that gate by itself.
    static final String ENDS = "TEST";

    /// The id of the gate that tells that sign-offs are waited for in vain.
    private static final String UNTRIED = "test";

    /// The name by which the smoke test is recorded; a check of the rules may be named `smoke`, too.
    static final String SMOKE = "smoke in TEST";

    private static final int SMOKES = 2;

    private final ChangesSnapshot snapshot;
    private final ChangeLook look;
    private final ChangeState state;

    TestStanding(ChangesSnapshot snapshot, ChangeLook look) {
        this.snapshot = snapshot;
        this.look = look;
        this.state = look.state();
    }

    /// The merge result that TEST is to run: that with trunk as it was when the head came, or, where somebody asked
    /// anew, with trunk as it is.
    Optional<CommitId> wanted() {
        if (!state.isOpen() || !look.mayRun() || isSpent()) {
            return Optional.empty();
        }
        Optional<CommitId> runs = state.test().up().map(Raised::tested);
        List<CommitId> fitting = state.work().trials().stream()
                .map(TrialSeen::trial)
                .filter(trial -> state.test().asked().isEmpty()
                        ? trial.on().isEmpty()
                                || runs.filter(trial.tested()::equals).isPresent()
                        : trial.onto().equals(snapshot.trunk().tip()))
                .map(Trial::tested)
                .filter(tested -> !look.config().unusable().contains(tested))
                .toList();
        return runs.filter(fitting::contains).or(() -> fitting.stream().findFirst());
    }

    /// The job that builds an app of it.
    Job build(AppName app, CommitId tested) {
        return new Job.TestBuild(app, state.number(), tested, state.test().wishes() + 1);
    }

    /// The results of its smoke test, oldest first.
    List<SlotState.Result> smokes(Raised up) {
        return state.trial(up.tested()).map(trial -> trial.of(SMOKE)).orElse(List.of());
    }

    /// How its smoke test stands.
    Gate.State smoked(Raised up) {
        List<SlotState.Result> results = smokes(up);
        if (!results.isEmpty() && results.getLast().outcome() == Fact.Outcome.PASSED) {
            return Gate.State.OPEN;
        }
        return results.size() >= SMOKES ? Gate.State.FAILED : Gate.State.WAITING;
    }

    /// What people are told of the smoke test; it only stands before a merge where there is one.
    Optional<Gate> gate() {
        if (!look.test().smoke() || snapshot.rules().policy().test().isEmpty()) {
            return Optional.empty();
        }
        if (look.test().apps().isEmpty() && !state.work().trials().isEmpty()) {
            return Optional.of(Gate.notApplicable(
                    GATE, "nothing can be tried in TEST: the config does not say how to run an app"));
        }
        boolean passed = state.work().trials().stream()
                .anyMatch(
                        trial -> trial.of(SMOKE).stream().anyMatch(result -> result.outcome() == Fact.Outcome.PASSED));
        if (passed) {
            return Optional.of(Gate.open(GATE, "the smoke test in TEST passed"));
        }
        Optional<Raised> up = state.test().up().filter(one -> one.stage() != Stage.OVER);
        if (up.filter(one -> smoked(one) == Gate.State.FAILED).isPresent()) {
            return Optional.of(Gate.failed(GATE, "the smoke test in TEST failed twice", "push a fix, or " + again()));
        }
        String sentence = "the smoke test in TEST has not ended: " + sentence();
        return Optional.of(stuck().map(mend -> Gate.failed(GATE, sentence, mend))
                .orElseGet(() -> Gate.waiting(GATE, sentence, ENDS)));
    }

    /// Why nobody can try it, where people are to: else they would be asked for what they cannot do.
    Optional<Gate> untried() {
        return stuck().map(mend -> Gate.failed(UNTRIED, "nobody can try it in TEST: " + sentence(), mend));
    }

    /// What mends it, where TEST does not come, or come up, by itself.
    private Optional<String> stuck() {
        Optional<Raised> up = state.test().up();
        boolean broken =
                up.filter(one -> one.stage() != Stage.OVER && !trouble(one).isEmpty())
                                .isPresent()
                        || (up.isEmpty() && isUnbuilt());
        if (broken) {
            return Optional.of("push a fix, or " + again());
        }
        return up.isEmpty() && isSpent() ? Optional.of(again()) : Optional.empty();
    }

    private String again() {
        return "raise TEST again: arelops test " + state.number().value();
    }

    private boolean isSpent() {
        return state.test().asked().isEmpty()
                && state.test().spent().filter(state.commit()::equals).isPresent();
    }

    private boolean isUnbuilt() {
        return wanted().filter(tested -> look.test().apps().stream()
                        .anyMatch(app -> snapshot.job(build(app, tested)) instanceof JobSeen.Failed))
                .isPresent();
    }

    /// How it is, in words that stay the same while trunk goes on.
    private String sentence() {
        return state.test().up().map(up -> runs(up, "")).orElseGet(this::absent);
    }

    /// The same with how old the trunk is that it was merged onto, and whether it still could be; empty where there
    /// is none and is to be none.
    Optional<TestBrief> brief() {
        Optional<Raised> up = state.test().up();
        if (up.isEmpty()) {
            return state.isOpen() && snapshot.rules().policy().test().isPresent()
                    ? Optional.of(
                            new TestBrief(absent() + (isSpent() ? "; to " + again() : ""), OptionalInt.empty(), false))
                    : Optional.empty();
        }
        OptionalInt behind = state.trial(up.get().tested())
                .map(trial -> behind(trial.trial()))
                .orElse(OptionalInt.empty());
        boolean conflicts = state.isOpen() && look.merge() instanceof MergeSeen.Conflicts;
        return Optional.of(new TestBrief(
                runs(up.get(), base(up.get(), behind)) + (conflicts ? stale() : renewing(up.get())),
                behind,
                conflicts));
    }

    /// Onto a change that was expected to land before it is onto trunk once that landed so.
    private OptionalInt behind(Trial trial) {
        OptionalInt since = snapshot.trunk().log().since(trial.onto());
        return since.isPresent() ? since : snapshot.trunk().log().since(trial.base());
    }

    private String base(Raised up, OptionalInt behind) {
        if (behind.isPresent()) {
            return switch (behind.getAsInt()) {
                case 0 -> " on trunk as it is";
                case 1 -> " on trunk 1 commit ago";
                default -> " on trunk " + behind.getAsInt() + " commits ago";
            };
        }
        return state.trial(up.tested()).isPresent() ? " on a trunk that was rewritten since" : " of earlier commits";
    }

    /// There is no merge result with trunk as it is: only other commits of the author's make one.
    private String stale() {
        return "; the change began to conflict with trunk since, so what runs there cannot land as it is, and TEST"
                + " comes anew with the commits that mend it";
    }

    private String renewing(Raised up) {
        return up.stage() != Stage.OVER
                        && wanted().filter(tested -> !tested.equals(up.tested())
                                        || state.test().asked().isPresent())
                                .isPresent()
                ? "; a newer one is on its way"
                : "";
    }

    private String runs(Raised up, String base) {
        String what = up.tested().brief() + base;
        return switch (up.stage()) {
            case STARTING -> "TEST starts " + what + trouble(up);
            case SERVES -> "TEST runs " + what + trouble(up);
            case OVER -> "TEST is taken down";
        };
    }

    private String absent() {
        if (!look.mayRun()) {
            return "TEST comes when somebody lets its commands run";
        }
        if (state.work().trials().isEmpty() || look.merge() instanceof MergeSeen.Unknown) {
            return unmerged("TEST comes with the merge result, which is not there yet");
        }
        if (look.test().apps().isEmpty()) {
            return "the config does not say how to run an app, so there is no TEST";
        }
        if (isSpent()) {
            return "TEST was taken down";
        }
        if (!snapshot.hasRoomForTest()) {
            return "there are as many TEST environments as may be, and it waits for one to end";
        }
        return wanted().map(this::built)
                .orElseGet(() -> unmerged("TEST comes with the merge result onto trunk as it is"));
    }

    private String unmerged(String otherwise) {
        return look.merge() instanceof MergeSeen.Conflicts
                ? "the change conflicts with trunk, so TEST comes with the commits that mend it"
                : otherwise;
    }

    private String built(CommitId tested) {
        return look.test().apps().stream()
                .map(app -> snapshot.job(build(app, tested)))
                .filter(JobSeen.Failed.class::isInstance)
                .map(failed -> "the merge result does not build: " + ((JobSeen.Failed) failed).because())
                .findFirst()
                .orElse("TEST is being built, of the merge result " + tested.brief());
    }

    private String trouble(Raised up) {
        for (Map.Entry<AppName, Seen.Target> one : look.test().targets().entrySet()) {
            if (one.getValue() instanceof Seen.Target.Running running
                    && running.deployments().get(up.token()) != null) {
                switch (running.deployments().get(up.token()).health()) {
                    case Seen.Health.Down down -> {
                        return "; " + one.getKey() + " does not come up: " + down.because();
                    }
                    case Seen.Health.Broken broken -> {
                        return "; " + one.getKey() + " cannot be started: " + broken.because();
                    }
                    case Seen.Health.Up _, Seen.Health.Starting _ -> {}
                }
            }
        }
        return "";
    }
}
