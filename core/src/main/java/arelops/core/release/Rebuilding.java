package arelops.core.release;

import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.Optional;

/// Makes an artifact again that the store has lost: the same commit is built once more, and only the very same bytes
/// are ever deployed under its digest (ART-1, EVD-1).
final class Rebuilding {
    static final int TRIES = 2;

    private final SlotLook look;
    private final long token;
    private final Release release;

    Rebuilding(SlotLook look, long token, Release release) {
        this.look = look;
        this.token = token;
        this.release = release;
    }

    /// What it comes to.
    sealed interface Step {
        /// The artifact is there.
        record Ready() implements Step {}

        /// Something is to be done or waited for first.
        record Pending(Decision decision) implements Step {}

        /// It cannot be made again.
        record Gone(String because) implements Step {}
    }

    Step next() {
        return look.seen().missing().contains(release.artifact()) ? attempt(1) : new Step.Ready();
    }

    private Step attempt(int number) {
        Job job = new Job.Rebuild(look.slot(), token, release, number);
        String commit = release.commit().brief();
        return switch (look.snapshot().job(job)) {
            case JobSeen.NotKnown _ ->
                run(job, "build " + commit + " again: its artifact " + artifact() + " is not in the store any more");
            case JobSeen.Running _ ->
                new Step.Pending(new Decision.Wait(
                        commit + " is built again, as its artifact is lost",
                        new Decision.Until.Event("the build ends")));
            case JobSeen.Passed passed -> built(passed.artifact());
            case JobSeen.Failed failed ->
                number < TRIES
                        ? attempt(number + 1)
                        : gone("and " + commit + " cannot be built again: " + failed.because());
            case JobSeen.Broken broken -> {
                Instant again = broken.again();
                yield look.now().isBefore(again)
                        ? new Step.Pending(new Decision.Wait(
                                commit + " could not be built again: " + broken.because(),
                                new Decision.Until.At(again)))
                        : run(job, "try again to build " + commit);
            }
        };
    }

    /// The job is asked after the store, and answers for it: what it has just made was not lost again.
    private Step built(Optional<Digest> artifact) {
        if (artifact.equals(Optional.of(release.artifact()))) {
            return new Step.Ready();
        }
        return gone("and building " + release.commit().brief() + " again gives "
                + artifact.map(Digest::brief).orElse("nothing") + ": what the evidence names cannot be made again");
    }

    private String artifact() {
        return release.artifact().brief();
    }

    private Step gone(String because) {
        return new Step.Gone("its artifact " + artifact() + " is not in the store any more, " + because);
    }

    private static Step run(Job job, String because) {
        return new Step.Pending(new Decision.Act(new Action.Run(job), because));
    }
}
