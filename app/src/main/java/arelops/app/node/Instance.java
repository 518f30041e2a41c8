package arelops.app.node;

import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running process of a deployment: started or found again, watched, counted, and ended.
final class Instance {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final long STRAGGLER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Spawn spawn;
    private final Site site;
    private final Runnable ended;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Semaphore wake = new Semaphore(0);
    private volatile InstanceRecord record;
    private volatile boolean closed;
    private volatile boolean unwatched;

    Instance(InstanceRecord record, Spawn spawn, Site site, Runnable ended) {
        this.record = record;
        this.spawn = spawn;
        this.site = site;
        this.ended = ended;
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

    /// Counts a request in; false if the instance takes no more. Pair with [#leave()].
    boolean enter() {
        inFlight.incrementAndGet();
        // Looked at after the increment: the drain sets `closed` first and reads the count after.
        if (closed) {
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

    /// Starts the process; the record of it, without pid, must be on the disk already.
    void launch() {
        if (!Files.isDirectory(spawn.spec().build().directory())) {
            become(new InstanceState.NotStarted(
                    "The folder to start in, " + spawn.spec().build().directory() + ", is not there."));
            return;
        }
        switch (site.secrets().find(spawn.spec().launch().secrets())) {
            case Secrets.Found.Missing(String because) -> become(new InstanceState.NotStarted(because));
            case Secrets.Found.All(Map<String, String> values) -> launch(values);
        }
    }

    private void launch(Map<String, String> secrets) {
        try {
            Process process = spawn.start(record, secrets);
            long ticks = site.processes()
                    .find(process.pid())
                    .map(ProcessTable.Entry::startTicks)
                    .orElse(0L);
            record = record.started(process.pid(), ticks);
            var _ = process.onExit().thenRun(wake::release);
            watch(Optional.of(process));
        } catch (IOException e) {
            become(new InstanceState.NotStarted("Its process could not be started: " + e.getMessage() + "."));
        }
    }

    /// Finds the process that an earlier node started, or says that it is gone; starts it if that node never came to
    /// it.
    void recover() {
        if (!record.state().alive()) {
            return;
        }
        if (!record.bootId().equals(site.processes().bootId())) {
            become(new InstanceState.Gone("The machine was restarted, and the process ended with it."));
            return;
        }
        if (record.pid() == 0) {
            findStraggler();
            if (record.pid() == 0) {
                launch();
                return;
            }
        }
        if (group().leaderAlive()) {
            LOG.info("found instance {} again, pid {}", record.id(), record.pid());
            watch(Optional.empty());
            return;
        }
        group().end(Duration.ZERO);
        become(new InstanceState.Gone("It ended while the node was not running." + lastWords()));
    }

    /// The earlier node died between starting the process and writing its pid: look for its mark.
    private void findStraggler() {
        long end = System.nanoTime() + STRAGGLER_NANOS;
        do {
            for (ProcessTable.Entry entry : site.processes().members(0, Spawn.ID + "=" + record.id())) {
                if (entry.pid() == entry.group()) {
                    record = record.started(entry.pid(), entry.startTicks());
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() - end < 0);
    }

    private ProcessGroup group() {
        return new ProcessGroup(site.processes(), record);
    }

    private void watch(Optional<Process> process) {
        Thread.ofVirtual().name("watch-" + record.id()).start(() -> {
            InstanceWatch watch = new InstanceWatch(spawn.spec(), site, group());
            while (!unwatched && record.state().alive()) {
                if (process.map(p -> !p.isAlive()).orElseGet(() -> !group().leaderAlive())) {
                    end(process, watch.endedBecause());
                    return;
                }
                InstanceState now = watch.look(record);
                if (!now.equals(record.state())) {
                    become(now);
                }
                pause(watch.interval());
            }
        });
    }

    private void pause(Duration time) {
        try {
            if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unwatched = true;
        }
    }

    private void end(Optional<Process> process, String byUs) {
        group().end(Duration.ZERO);
        become(process.map(p -> exited(p.exitValue(), byUs))
                .orElseGet(() -> new InstanceState.Gone(
                        "It ended; its exit code is unknown, since the node was restarted after its start."
                                + lastWords())));
    }

    private InstanceState exited(int code, String byUs) {
        if (!byUs.isEmpty()) {
            return new InstanceState.Exited(code, byUs + lastWords());
        }
        String output = spawn.folder().lastLines(20);
        String portTrouble = output.contains("Address already in use") || output.contains("EADDRINUSE")
                ? " A port that it wants is in use already; it must listen on $PORT (" + record.port() + ") only."
                : "";
        String how = code > 128 && code < 128 + 65
                ? "It was ended by signal " + (code - 128) + "."
                : "It exited with code " + code + ".";
        return new InstanceState.Exited(code, how + portTrouble + lastWords());
    }

    private String lastWords() {
        String lines = spawn.folder().lastLines(5);
        return lines.isEmpty()
                ? " It printed nothing."
                : " Last output:\n"
                        + site.secrets().mask(lines, spawn.spec().launch().secrets());
    }

    private void become(InstanceState state) {
        record = record.in(state, site.clock().instant());
        LOG.info("instance {} is {}", record.id(), state);
        if (!state.alive()) {
            ended.run();
        }
    }

    /// Sends no new request here.
    void close() {
        closed = true;
    }

    /// Drains and ends the process with all its children; returns when none is left.
    void stop(Stopping how) {
        close();
        long end = System.nanoTime() + how.drain().toNanos();
        while (inFlight.get() > 0 && state().alive() && System.nanoTime() - end < 0) {
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
    }
}
