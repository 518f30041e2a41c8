package arelops.app.run;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job: what its folder says, and the little that a runner remembers between two looks at it.
///
/// All methods are called under the runner's lock. Preparing and collecting, which may take long, run on threads of
/// their own that take the lock only to say how it went. The folder alone decides after a crash.
final class Job {
    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    private final Means means;
    private final Lock lock;
    private final Path folder;
    private JobFile.Asked asked;
    private Optional<JobFile.Ended> ended;
    private int number;
    private Optional<Watch> watch;
    private Optional<JobState.Phase> busy = Optional.empty();
    private Optional<JobState.StoreFull> full = Optional.empty();
    private Optional<JobLog> log = Optional.empty();

    private Job(Means means, Lock lock, Path folder, JobFile.Asked asked) throws IOException {
        this.means = means;
        this.lock = lock;
        this.folder = folder;
        this.asked = asked;
        var end = Disk.read(folder.resolve("result.json"));
        this.ended = end.isPresent() ? Optional.of(JobFile.readEnded(end.get())) : Optional.empty();
        this.number = Attempt.newest(folder);
        this.watch = number == 0 ? Optional.empty() : Optional.of(watch(attempt(number)));
    }

    /// A job that was never asked for before; it waits.
    static Job asked(Means means, Lock lock, JobFile.Asked asked) throws IOException {
        var folder = folder(means, asked.spec().id());
        Disk.folder(folder, "rwx------");
        Disk.write(folder.resolve("spec.json"), JobFile.write(asked));
        return new Job(means, lock, folder, asked);
    }

    /// A job as another runner left it; nothing if it was killed before the job was written down.
    static Optional<Job> found(Means means, Lock lock, Path folder) throws IOException {
        var spec = Disk.read(folder.resolve("spec.json"));
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        var job = new Job(means, lock, folder, JobFile.readAsked(spec.get()));
        if (job.ended.isPresent() && job.watch.isPresent()) {
            job.watch.get().attempt().forgetSecrets(); // the other may have been killed right before
        }
        return Optional.of(job);
    }

    private static Path folder(Means means, JobId id) {
        return means.settings().records().resolve(id.text());
    }

    private Attempt attempt(int which) {
        return Attempt.of(folder, which);
    }

    private Watch watch(Attempt over) {
        return new Watch(over, asked.spec(), means);
    }

    long order() {
        return asked.order();
    }

    boolean waits() {
        return ended.isEmpty() && watch.isEmpty() && number == 0;
    }

    boolean lost() {
        return ended.isEmpty() && watch.isEmpty() && number > 0;
    }

    /// Whether it takes up one of the places.
    boolean works() {
        return ended.isEmpty() && watch.isPresent() && full.isEmpty();
    }

    /// Whether it has not ended, and is not being ended.
    boolean isUnderWay() {
        return ended.isEmpty() && !lost() && watch.filter(Watch::isStopped).isEmpty();
    }

    boolean cancelled() {
        return ended.isPresent()
                && ended.get().state() instanceof JobState.Finished finished
                && finished.ending() == JobState.Ending.CANCELLED;
    }

    Optional<JobFile.Ended> ended() {
        return ended;
    }

    Path box() {
        return means.settings().work().resolve("jobs").resolve(asked.spec().id() + "." + number);
    }

    private Sandbox.Box sandboxBox() {
        var spec = asked.spec();
        var home = means.settings().cache(spec.cache());
        return new Sandbox.Box(box(), home, spec.cache(), spec.limits().processes());
    }

    /// Asks again for a job that was lost or is broken.
    void askAgain(JobFile.Asked again) throws IOException {
        Disk.write(folder.resolve("spec.json"), JobFile.write(again));
        Files.deleteIfExists(folder.resolve("result.json"));
        asked = again;
        ended = Optional.empty();
        begin();
    }

    /// Begins a new attempt.
    void begin() throws IOException {
        Disk.folder(folder.resolve(Integer.toString(number + 1)), "rwx------");
        number++;
        var begun = attempt(number);
        var over = watch(begun);
        watch = Optional.of(over);
        full = Optional.empty();
        log = Optional.empty();
        var box = sandboxBox();
        background(JobState.Phase.PREPARING, () -> {
            var outcome = new Preparation(means, asked.spec(), box).make();
            lock.lock();
            try {
                prepared(over, box, outcome);
            } finally {
                lock.unlock();
            }
        });
    }

    private void prepared(Watch over, Sandbox.Box box, Preparation.Outcome outcome) throws IOException {
        switch (outcome) {
            case Preparation.Outcome.Impossible(var why) -> breakOff(why);
            case Preparation.Outcome.Refused(var because) -> refuse(over.attempt(), box, because);
            case Preparation.Outcome.Ready(var variables, var masked) -> {
                if (!over.isStopped()) {
                    over.begins();
                    spawn(over.attempt(), box, variables, masked);
                }
            }
        }
    }

    private void spawn(Attempt begun, Sandbox.Box box, Map<String, String> variables, List<String> masked)
            throws IOException {
        try {
            begun.spawn(box, asked.spec(), means.sandbox(), variables, masked);
        } catch (IOException e) {
            begun.giveUp();
            var noRoom = Preparation.diskFull(means);
            breakOff(noRoom.orElse(new JobState.Broken(
                    JobState.Trouble.SANDBOX, "the command could not be started: " + e.getMessage())));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void background(JobState.Phase phase, Work work) {
        busy = Optional.of(phase);
        Thread.ofVirtual().name("job " + asked.spec().id()).start(() -> {
            try {
                work.run();
            } catch (IOException | Fault e) {
                LOG.warn("job {}: {}; tried again", asked.spec().id(), e.toString());
            } finally {
                rest();
            }
        });
    }

    private void rest() {
        lock.lock();
        try {
            busy = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes notice of what happened, enforces the limits, and says where the job stands.
    JobState step() throws IOException {
        if (ended.isPresent()) {
            return ended.get().state();
        }
        if (watch.isEmpty()) {
            return new JobState.Unknown();
        }
        if (busy.isPresent()) {
            return running(busy.get());
        }
        if (full.isPresent()
                && means.store().size() + full.get().neededBytes() > full.get().capBytes()) {
            return full.get();
        }
        return switch (watch.get().look()) {
            case Watch.Finding.Goes(var phase) -> running(phase);
            case Watch.Finding.Ended(var over) -> collect(over);
            case Watch.Finding.Lost _ -> lose();
            case Watch.Finding.NoRoom(var broken) -> breakOff(broken);
        };
    }

    private JobState running(JobState.Phase phase) throws IOException {
        var current = watch.orElseThrow();
        return new JobState.Running(
                current.since(),
                phase,
                Math.min(current.attempt().printed(), asked.spec().limits().outputBytes()));
    }

    private JobState collect(Intake.Over over) throws IOException {
        var box = sandboxBox();
        background(JobState.Phase.COLLECTING, () -> {
            var outcome = new Intake(means, asked.spec(), box).take(over);
            lock.lock();
            try {
                switch (outcome) {
                    case JobState.Finished finished ->
                        end(JobFile.write(finished, means.clock().instant()));
                    case JobState.Broken broken -> breakOff(broken);
                    case JobState.StoreFull none -> full = Optional.of(none);
                    case JobState.Unknown _, JobState.Waiting _, JobState.Running _ ->
                        throw new AssertionError("collecting ends a job");
                }
            } finally {
                lock.unlock();
            }
        });
        return running(JobState.Phase.COLLECTING);
    }

    private void refuse(Attempt begun, Sandbox.Box box, String because) throws IOException {
        LOG.warn("job {} is refused: {}", asked.spec().id(), because);
        begun.giveUp();
        end(JobFile.write(
                new Intake(means, asked.spec(), box).refused(begun, because),
                means.clock().instant()));
    }

    private JobState breakOff(JobState.Broken broken) throws IOException {
        LOG.warn("job {} is broken: {}", asked.spec().id(), broken.because());
        Disk.remove(box()); // first: it may be what fills the disk
        end(JobFile.write(broken, means.clock().instant()));
        return broken;
    }

    private void end(String result) throws IOException {
        Disk.write(folder.resolve("result.json"), result);
        ended = Optional.of(JobFile.readEnded(result));
        full = Optional.empty();
        log = Optional.empty();
        if (watch.isPresent()) {
            watch.get().attempt().forgetSecrets();
        }
        Disk.remove(box());
    }

    private JobState lose() throws IOException {
        LOG.warn(
                "job {} is lost: its process is gone without an exit code",
                asked.spec().id());
        if (watch.isPresent()) {
            watch.get().attempt().forgetSecrets();
        }
        watch = Optional.empty();
        log = Optional.empty();
        Disk.remove(box());
        return new JobState.Unknown();
    }

    void cancel() throws IOException {
        if (waits()) {
            Disk.remove(folder);
        } else if (isUnderWay()) {
            full = Optional.empty();
            watch.orElseThrow().cancel();
        }
    }

    void forget() throws IOException {
        Disk.remove(folder);
    }

    /// The newest attempt's shown output, brought up to date while it runs.
    Optional<Path> output() throws IOException {
        if (number == 0) {
            return Optional.empty();
        }
        var current = attempt(number);
        if (works() && busy.isEmpty()) {
            if (log.isEmpty()) {
                log = Optional.of(new JobLog(
                        current, current.output(), asked.spec().limits().outputBytes()));
            }
            log.get().advance();
        }
        return Optional.of(current.output());
    }
}
