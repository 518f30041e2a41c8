package arelops.app.run;

import arelops.app.fault.Fault;
import arelops.app.run.Attempt.Stop;
import arelops.app.run.Attempt.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job: what its folder says, and the little that a runner remembers between two looks at it.
///
/// All methods are called under the runner's lock. Preparing and collecting, which may take long, run on threads of
/// their own that take the lock only to say how it went. The folder alone decides after a crash.
final class Job {
    private static final Logger LOG = LoggerFactory.getLogger(Job.class);
    private static final double SECONDS_TO_TAKE_ATTEMPT = 30;

    private final Means means;
    private final Lock lock;
    private final Path folder;
    private JobFile.Asked asked;
    private Optional<JobFile.Ended> ended;
    private int number;
    private Optional<Attempt> attempt;
    private Optional<JobState.Phase> busy = Optional.empty();
    private Optional<JobState.StoreFull> full = Optional.empty();
    private Optional<Stop> stop = Optional.empty();
    private Optional<JobLog> log = Optional.empty();
    private Set<Processes.Seen> known = new HashSet<>();
    private Instant since;
    private double takenBy;
    private boolean asking;

    private Job(Means means, Lock lock, Path folder, JobFile.Asked asked) throws IOException {
        this.means = means;
        this.lock = lock;
        this.folder = folder;
        this.asked = asked;
        this.since = means.clock().instant();
        var end = Disk.read(folder.resolve("result.json"));
        this.ended = end.isPresent() ? Optional.of(JobFile.readEnded(end.get())) : Optional.empty();
        this.number = Attempt.newest(folder);
        this.attempt = number == 0 ? Optional.empty() : Optional.of(attempt(number));
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
        if (job.ended.isPresent() && job.attempt.isPresent()) {
            job.attempt.get().forgetSecrets(); // the other may have been killed right before
        }
        return Optional.of(job);
    }

    private static Path folder(Means means, JobId id) {
        return means.settings().records().resolve(id.text());
    }

    private Attempt attempt(int which) {
        return Attempt.of(folder, which);
    }

    long order() {
        return asked.order();
    }

    boolean waits() {
        return ended.isEmpty() && attempt.isEmpty() && number == 0;
    }

    boolean lost() {
        return ended.isEmpty() && attempt.isEmpty() && number > 0;
    }

    /// Whether it takes up one of the places.
    boolean works() {
        return ended.isEmpty() && attempt.isPresent() && full.isEmpty();
    }

    /// Whether it has not ended, and is not being ended.
    boolean isUnderWay() {
        return ended.isEmpty() && stop.isEmpty() && !lost();
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
        var home = means.settings().work().resolve("cache").resolve(spec.cache().folder());
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
        attempt = Optional.of(begun);
        full = Optional.empty();
        stop = Optional.empty();
        log = Optional.empty();
        known = new HashSet<>();
        asking = false;
        since = means.clock().instant();
        var box = sandboxBox();
        background(JobState.Phase.PREPARING, () -> {
            var outcome = new Preparation(means, asked.spec(), box).make();
            lock.lock();
            try {
                prepared(begun, box, outcome);
            } finally {
                lock.unlock();
            }
        });
    }

    private void prepared(Attempt begun, Sandbox.Box box, Preparation.Outcome outcome) throws IOException {
        switch (outcome) {
            case Preparation.Outcome.Impossible(var why) -> breakOff(why);
            case Preparation.Outcome.Ready(var variables, var masked) -> {
                if (stop.isEmpty()) {
                    takenBy = Processes.uptime() + SECONDS_TO_TAKE_ATTEMPT;
                    spawn(begun, box, variables, masked);
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
        if (attempt.isEmpty()) {
            return new JobState.Unknown();
        }
        if (busy.isPresent()) {
            return running(busy.get());
        }
        if (full.isPresent()
                && means.store().size() + full.get().neededBytes() > full.get().capBytes()) {
            return full.get();
        }
        var current = attempt.get();
        var taken = current.taken();
        if (taken.isEmpty()) {
            if (stop.isEmpty() && Processes.uptime() < takenBy) {
                return running(JobState.Phase.PREPARING);
            }
            current.giveUp();
            taken = current.taken();
        }
        return switch (taken.orElseThrow()) {
            case Attempt.Taken.By(var wrapper) -> watch(current, wrapper);
            case Attempt.Taken.GivenUp _ -> {
                if (stop.isPresent()) {
                    yield collect(new Intake.Over(current, Optional.empty(), stop, Duration.ZERO));
                }
                yield lose();
            }
        };
    }

    private JobState running(JobState.Phase phase) throws IOException {
        long printed = attempt.isPresent() ? attempt.get().printed() : 0;
        return new JobState.Running(
                since, phase, Math.min(printed, asked.spec().limits().outputBytes()));
    }

    private JobState watch(Attempt current, Processes.Seen wrapper) throws IOException {
        boolean alive = Processes.find(wrapper.pid()).filter(wrapper::same).isPresent();
        var exit = current.exit(); // read after the look at the wrapper, which writes it before it ends
        double now = Processes.uptime();
        since = means.clock().instant().minus(current.lasted(wrapper, now));
        var family = Family.of(current, wrapper, known);
        known = family.members();
        if (stop.isEmpty()) {
            stop = current.stopped();
        }
        if (stop.isEmpty() && exit.isEmpty() && alive) {
            var beyond = family.beyond(asked.spec().limits(), now);
            var reason =
                    beyond.isPresent() ? beyond : Preparation.diskFull(means).map(_ -> StopReason.DISK_FULL);
            stop = reason.map(why -> new Stop(why, now));
            if (stop.isEmpty()) {
                return running(JobState.Phase.COMMAND);
            }
            LOG.info("job {} is stopped: {}", asked.spec().id(), stop.get().reason());
            remember(current, stop.get());
        }
        if (!family.members().isEmpty()) {
            family.end(stop, exit, now, asking);
            asking = true;
            return running(JobState.Phase.COMMAND);
        }
        if (exit.isPresent() || stop.isPresent()) {
            double until = exit.map(Attempt.Exit::uptime).orElse(now);
            return collect(new Intake.Over(current, exit, stop, current.lasted(wrapper, until)));
        }
        var noRoom = Preparation.diskFull(means);
        return noRoom.isPresent() ? breakOff(noRoom.get()) : lose();
    }

    /// A stop that cannot be written, on a full disk, is found necessary again after a crash.
    private void remember(Attempt current, Stop why) {
        try {
            current.stop(why);
        } catch (IOException e) {
            LOG.warn(
                    "the stop of job {} could not be written down: {}",
                    asked.spec().id(),
                    e.toString());
        }
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
        if (attempt.isPresent()) {
            attempt.get().forgetSecrets();
        }
        Disk.remove(box());
    }

    private JobState lose() throws IOException {
        LOG.warn(
                "job {} is lost: its process is gone without an exit code",
                asked.spec().id());
        if (attempt.isPresent()) {
            attempt.get().forgetSecrets();
        }
        attempt = Optional.empty();
        log = Optional.empty();
        Disk.remove(box());
        return new JobState.Unknown();
    }

    void cancel() throws IOException {
        if (waits()) {
            Disk.remove(folder);
        } else if (isUnderWay()) {
            full = Optional.empty();
            var cancelled = new Stop(StopReason.CANCELLED, Processes.uptime());
            stop = Optional.of(cancelled);
            if (attempt.isPresent()) {
                attempt.get().stop(cancelled);
            }
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
