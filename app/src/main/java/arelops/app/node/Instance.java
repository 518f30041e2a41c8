package arelops.app.node;

import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Stopping;
import arelops.app.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One instance of a deployment: its process is started or found again, watched, started again when it fails, and
/// ended.
///
/// One thread of its own takes it from stage to stage; each stage is on the disk before the next begins.
final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    /// Longer than a question about health may take.
    private static final Duration LAST_LOOK = Duration.ofSeconds(15);

    private final Spawn spawn;
    private final Site site;
    private final Autopsy autopsy;
    private final BooleanSupplier write;
    private final Retry retry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Semaphore wake = new Semaphore(0);
    private volatile InstanceRecord record;
    private volatile boolean closed;
    private volatile boolean comingBack;
    private volatile boolean unwatched;

    /// The thread that keeps it up, once it began.
    private volatile Optional<Thread> keeping = Optional.empty();

    /// The process, if this node started it.
    private Optional<Process> child = Optional.empty();

    /// `write` puts the record on the disk; it answers false, or throws, if what the record announces must not be
    /// done.
    Instance(InstanceRecord record, Spawn spawn, Site site, BooleanSupplier write) {
        this.record = record;
        this.spawn = spawn;
        this.site = site;
        this.autopsy = new Autopsy(spawn, site.secrets());
        this.write = write;
        this.retry = new Retry(site.settings().pace(), record.failures());
    }

    InstanceRecord record() {
        return record;
    }

    InstanceState state() {
        return record.state();
    }

    int port() {
        return record.port();
    }

    InstanceFolder folder() {
        return spawn.folder();
    }

    /// Counts a request in; false if the instance takes none now. Pair with [#leave()].
    boolean enter() {
        inFlight.incrementAndGet();
        // Looked at after the increment: the drain sets `closed` first and reads the count after.
        if (closed || !record.process().runs()) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    int inFlight() {
        return inFlight.get();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    /// Finds the process that an earlier node started, or notes that there is none; starts nothing.
    void recover() {
        switch (record.process().stage()) {
            case ENDED -> {
                // Written, perhaps, a moment before the last of its children had ended.
                group().end(Duration.ZERO);
                retry.postpone();
                return;
            }
            case PARKED -> group().end(Duration.ZERO);
            case SPAWNING, RUNNING, FAILING -> {}
        }
        record = new Recovery(site).find(record);
        comingBack = !record.process().runs();
        if (comingBack) {
            return;
        }
        if (group().leaderAlive()) {
            LOG.info(
                    "found instance {} again, pid {}",
                    record.id(),
                    record.process().pid());
            return;
        }
        group().end(Duration.ZERO);
        // Nobody saw why, and most often it was ended together with the node: that says nothing against the release.
        comingBack = true;
        record = record.with(record.process().at(ProcessRecord.Stage.ENDED))
                .in(
                        autopsy.gone("It ended while the node was not running."),
                        site.clock().instant());
    }

    /// Whether it has not been up yet since this node started it again in place of one that ended without its doing.
    boolean comingBack() {
        return comingBack;
    }

    private ProcessGroup group() {
        return new ProcessGroup(site.processes(), record.process());
    }

    /// Keeps the instance up until it is stopped or forgotten; its record must be on the disk already.
    void keepUp() {
        keeping = Optional.of(Thread.ofVirtual().name("instance-" + record.id()).start(() -> {
            while (!unwatched && (!closed || record.process().runs())) {
                try {
                    step();
                } catch (Fault | UncheckedIOException e) {
                    LOG.warn("instance {} waits for the machine to be better: {}", record.id(), e.getMessage());
                    pause(site.settings().pace().longest());
                }
            }
        }));
    }

    private void step() {
        switch (record.process().stage()) {
            case SPAWNING -> spawn();
            case RUNNING, FAILING -> watch();
            case ENDED, PARKED -> prepareNext();
        }
    }

    /// Under the instance's own lock, so that nothing is started once [#forget()] has returned.
    private synchronized void spawn() {
        if (unwatched || closed) {
            return;
        }
        if (!Files.isDirectory(spawn.spec().build().directory())) {
            notStarted("The folder to start in, " + spawn.spec().build().directory() + ", is not there.");
            return;
        }
        switch (site.secrets().find(spawn.spec().launch().secrets())) {
            case Secrets.Found.Missing(String because) -> notStarted(because);
            case Secrets.Found.All(Map<String, String> values) -> spawn(values);
        }
    }

    private void spawn(Map<String, String> secrets) {
        try {
            Process process = spawn.start(record, secrets);
            long ticks = site.processes()
                    .find(process.pid())
                    .map(ProcessTable.Entry::startTicks)
                    .orElse(0L);
            child = Optional.of(process);
            record = record.with(record.process().started(process.pid(), ticks));
            if (record.state() instanceof InstanceState.NotStarted) {
                record = record.in(new InstanceState.Starting(), site.clock().instant());
            }
            var _ = process.onExit().thenRun(wake::release);
            note();
        } catch (IOException e) {
            notStarted("Its process could not be started: " + e.getMessage() + ".");
        }
    }

    private void notStarted(String because) {
        comingBack = false;
        retry.failed();
        become(record.with(record.process().at(ProcessRecord.Stage.ENDED))
                .in(new InstanceState.NotStarted(because), site.clock().instant()));
    }

    /// Returns when the process is over, or nobody is to watch it any more.
    private void watch() {
        InstanceWatch watch = new InstanceWatch(spawn.spec(), site, record, group());
        while (!unwatched) {
            if (child.map(process -> !process.isAlive()).orElseGet(() -> !group().leaderAlive())) {
                group().end(Duration.ZERO);
                over(child.map(process -> autopsy.exited(process.exitValue(), port(), watch.endedBecause()))
                        .orElseGet(() -> autopsy.gone(
                                "It ended; its exit code is unknown, since the node was restarted after its start.")));
                return;
            }
            switch (watch.look()) {
                case InstanceWatch.Finding.Undecided() -> {}
                case InstanceWatch.Finding.Good() -> healthy(watch);
                case InstanceWatch.Finding.Bad(String because) -> unhealthy(new InstanceState.Unhealthy(because));
            }
            if (record.process().stage() == ProcessRecord.Stage.FAILING
                    && !retry.rest().isPositive()) {
                giveUp();
                return;
            }
            pause(watch.interval());
        }
    }

    private void healthy(InstanceWatch watch) {
        comingBack = false;
        become(record.with(record.process().at(ProcessRecord.Stage.RUNNING))
                .in(new InstanceState.Healthy(), site.clock().instant()));
        if (retry.forgets(watch.healthyFor())) {
            become(record.steady());
        }
    }

    /// Its failure is counted once; until the next start is due it may still mend itself.
    private void unhealthy(InstanceState state) {
        comingBack = false;
        if (record.process().stage() == ProcessRecord.Stage.RUNNING) {
            retry.failed();
            become(record.with(record.process().at(ProcessRecord.Stage.FAILING))
                    .failed(state, site.clock().instant()));
            return;
        }
        record = record.in(state, site.clock().instant());
    }

    private void giveUp() {
        InstanceRecord failed = record;
        record = failed.with(failed.process().at(ProcessRecord.Stage.ENDED));
        group().end(spawn.spec().stopping().grace());
        note();
    }

    /// The process has ended.
    private void over(InstanceState state) {
        comingBack = false;
        InstanceRecord ended = record.with(record.process().at(ProcessRecord.Stage.ENDED));
        if (record.process().stage() == ProcessRecord.Stage.FAILING) {
            record = ended.in(state, site.clock().instant());
            note();
            return;
        }
        retry.failed();
        become(ended.failed(state, site.clock().instant()));
    }

    /// Waits until another attempt is due and writes it down; the process itself is the next step's.
    private void prepareNext() {
        Duration rest = retry.rest();
        if (rest.isPositive()) {
            pause(rest);
            return;
        }
        InstanceRecord before = record;
        InstanceRecord next = before.next(
                site.instancePorts().again(before.port()), site.processes().bootId());
        boolean written = false;
        try {
            record = next;
            written = write.getAsBoolean();
        } finally {
            if (!written) {
                record = before;
            }
        }
        unwatched |= !written;
    }

    private void pause(Duration time) {
        try {
            if (wake.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unwatched = true;
        }
    }

    private void become(InstanceRecord next) {
        InstanceRecord before = record;
        record = next;
        if (!next.condition().equals(before.condition())) {
            LOG.info("instance {} is {}, failures {}", next.id(), next.state(), next.failures());
        }
        if (!next.equals(before)) {
            note();
        }
    }

    /// For news that a restarted node would find out by itself.
    private void note() {
        try {
            var _ = write.getAsBoolean();
        } catch (Fault e) {
            LOG.warn("{} A later save holds it too.", e.getMessage());
        }
    }

    /// Sends no new request here, and starts no other process.
    void close() {
        closed = true;
    }

    /// Drains and ends the process with all its children; returns when none is left.
    void stop(Stopping how) {
        drain(how.drain());
        if (!group().end(how.grace())) {
            LOG.warn("instance {} did not end, even by SIGKILL; its port {} is given to nobody", record.id(), port());
            return;
        }
        site.instancePorts().release(port());
    }

    /// Drains and ends the process with all its children, and leaves another one due with the next node; false if some
    /// survived.
    boolean park(Stopping how) {
        drain(how.drain());
        awaitKeeping();
        // On the disk first: whoever finds the process ended must not take it for a failure.
        record = record.parked();
        note();
        return group().end(how.grace());
    }

    /// The look that had begun has said what it saw; a question about health has a limit of its own.
    private void awaitKeeping() {
        try {
            if (keeping.isPresent() && !keeping.get().join(LAST_LOOK)) {
                LOG.warn("the last look at instance {} has not ended", record.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(Duration longest) {
        close();
        long end = System.nanoTime() + longest.toNanos();
        while (inFlight.get() > 0 && record.process().runs() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        forget();
    }

    /// Stops watching; the process goes on.
    void forget() {
        unwatched = true;
        wake.release();
        awaitSpawn();
    }

    /// A start that had begun has ended when this returns.
    private synchronized void awaitSpawn() {}
}
