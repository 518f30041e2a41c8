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

    private final Spawn spawn;
    private final Site site;
    private final Autopsy autopsy;
    private final BooleanSupplier write;
    private final Retry retry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Semaphore wake = new Semaphore(0);
    private volatile InstanceRecord record;
    private volatile boolean closed;
    private volatile boolean unwatched;

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
        if (record.process().stage() == ProcessRecord.Stage.ENDED) {
            // Written, perhaps, a moment before the last of its children had ended.
            group().end(Duration.ZERO);
            retry.postpone();
            return;
        }
        record = new Recovery(site).find(record);
        if (!record.process().runs()) {
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
        over(autopsy.gone("It ended while the node was not running."));
    }

    private ProcessGroup group() {
        return new ProcessGroup(site.processes(), record.process());
    }

    /// Keeps the instance up until it is stopped or forgotten; its record must be on the disk already.
    void keepUp() {
        Thread.ofVirtual().name("instance-" + record.id()).start(() -> {
            while (!unwatched && (!closed || record.process().runs())) {
                try {
                    step();
                } catch (Fault | UncheckedIOException e) {
                    LOG.warn("instance {} waits for the machine to be better: {}", record.id(), e.getMessage());
                    pause(site.settings().pace().longest());
                }
            }
        });
    }

    private void step() {
        switch (record.process().stage()) {
            case SPAWNING -> spawn();
            case RUNNING, FAILING -> watch();
            case ENDED -> prepareNext();
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
        become(record.with(record.process().at(ProcessRecord.Stage.RUNNING))
                .in(new InstanceState.Healthy(), site.clock().instant()));
        if (retry.forgets(watch.healthyFor())) {
            become(record.steady());
        }
    }

    /// Its failure is counted once; until the next start is due it may still mend itself.
    private void unhealthy(InstanceState state) {
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
        close();
        long end = System.nanoTime() + how.drain().toNanos();
        while (inFlight.get() > 0 && record.process().runs() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        forget();
        if (!group().end(how.grace())) {
            LOG.warn("instance {} did not end, even by SIGKILL; its port {} is given to nobody", record.id(), port());
            return;
        }
        site.instancePorts().release(port());
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
