package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Result;
import arelops.core.id.Release;
import arelops.core.policy.Retry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A check after a deployment, by GATE-8: repeated on the same deployment, once or as often as the config declares,
/// then once against stable as a control.
final class RepeatedCheck {
    private final SlotLook look;
    private final Attempt attempt;
    private final Job.Phase phase;

    RepeatedCheck(SlotLook look, Attempt attempt, Job.Phase phase) {
        this.look = look;
        this.attempt = attempt;
        this.phase = phase;
    }

    /// What the check comes to.
    sealed interface Step {
        /// It passed.
        record Passed() implements Step {}

        /// Something is to be done or waited for first.
        record Pending(Decision decision) implements Step {}

        /// Evidence against the release.
        record Against(String because) implements Step {}

        /// The environment or the check itself broke.
        record Inconclusive(String because) implements Step {}
    }

    /// Whether these results of a check let a release go on: it passed, or it passed its repeat within a declared
    /// budget.
    static boolean isPassed(List<Result> results, Optional<arelops.core.policy.Command> accept) {
        if (results.isEmpty()) {
            return accept.isEmpty();
        }
        return switch (results.getLast().outcome()) {
            case PASSED -> results.size() == 1 || retry(accept).allowsFlaky();
            case FAILED, BROKEN -> false;
        };
    }

    private static Retry retry(Optional<arelops.core.policy.Command> accept) {
        return accept.map(command -> command.retry()).orElse(Retry.NONE);
    }

    Step next() {
        String name = phase.check();
        List<Result> results = attempt.of(name);
        if (results.isEmpty()) {
            return run(phase, 1, attempt.release(), deployment());
        }
        int tries = results.size();
        return switch (results.getLast().outcome()) {
            case PASSED ->
                isPassed(results, look.accept())
                        ? new Step.Passed()
                        : new Step.Inconclusive(
                                "the acceptance test is flaky: it failed, then passed on the same deployment"
                                        + " (a declared `retry` would let it pass)");
            case BROKEN ->
                new Step.Inconclusive("the acceptance test could not be " + (tries == 1 ? "performed" : "repeated"));
            case FAILED ->
                tries > retry(look.accept()).repeats()
                        ? control("the acceptance test failed " + Retry.times(tries))
                        : run(phase, tries + 1, attempt.release(), deployment());
        };
    }

    /// What is asked: the attempt's own deployment, or what serves once it moved.
    private long deployment() {
        return attempt.moved() ? look.state().serving().orElseThrow().deployment() : attempt.token();
    }

    private Step control(String failed) {
        Optional<Release> stable = look.stable(attempt);
        if (stable.isEmpty()) {
            return new Step.Against(failed + "; there is no stable release to compare with");
        }
        Job.Phase control = phase.control();
        List<Result> results = attempt.of(control.check());
        if (!results.isEmpty()) {
            return switch (results.getFirst().outcome()) {
                case PASSED ->
                    new Step.Against(failed + ", and passed against "
                            + stable.get().commit().brief() + " as a control");
                case FAILED, BROKEN ->
                    new Step.Inconclusive(failed + ", and failed against "
                            + stable.get().commit().brief() + " as well: the environment or the test is broken");
            };
        }
        OptionalLong warm = look.warm(stable.get());
        if (warm.isEmpty()) {
            return new Step.Inconclusive(failed + ", and stable "
                    + stable.get().commit().brief() + " is not up, so nothing tells whether the release is the cause");
        }
        return run(control, 1, stable.get(), warm.getAsLong());
    }

    private Step run(Job.Phase which, int number, Release subject, long deployment) {
        Job job = new Job.Acceptance(look.slot(), attempt.token(), which, number, subject, deployment);
        return new Step.Pending(
                switch (look.snapshot().job(job)) {
                    case JobSeen.NotKnown _ -> new Decision.Act(new Action.Run(job), starting(which, number, subject));
                    case JobSeen.Running _ ->
                        new Decision.Wait(
                                "the acceptance test runs against "
                                        + subject.commit().brief() + " in " + look.name(),
                                new Decision.Until.Event("the acceptance test ends"));
                    case JobSeen.Passed _ -> result(which, number, Fact.Outcome.PASSED, passed(number));
                    case JobSeen.Failed failed -> result(which, number, Fact.Outcome.FAILED, failed.because());
                    case JobSeen.Broken broken -> result(which, number, Fact.Outcome.BROKEN, broken.because());
                });
    }

    private static String starting(Job.Phase which, int number, Release subject) {
        if (which.isControl()) {
            return "test stable " + subject.commit().brief() + " as a control";
        }
        return number == 1
                ? "test whether " + subject.commit().brief() + " is acceptable"
                : "repeat the acceptance test of " + subject.commit().brief();
    }

    /// A pass after a failure is told as what it is.
    static String passed(int number) {
        return number == 1 ? "passed" : "passed at try " + number + " after it failed: it is flaky";
    }

    private Decision result(Job.Phase which, int number, Fact.Outcome outcome, String because) {
        return new Decision.Act(
                new Action.Append(new Fact.Verified(look.slot(), attempt.token(), which.check(), outcome, number)),
                "acceptance test: " + because);
    }
}
