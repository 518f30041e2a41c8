package arelops.app.run;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs as processes of this machine (Linux). They outlive the runner; the next one on the same folder adopts them.
public final class LocalRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRunner.class);
    private static final int PIECE = 1 << 16;

    private final Means means;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<JobId, Job> jobs = new TreeMap<>();
    private final FileChannel lockFile;
    private long lastOrder;

    public LocalRunner(
            RunSettings settings,
            Checkout checkout,
            ArtifactStore store,
            Secrets secrets,
            Sandbox sandbox,
            InstantSource clock) {
        means = new Means(settings, checkout, store, secrets, sandbox, clock);
        try {
            Disk.folder(settings.data(), "rwx------");
            Disk.folder(settings.records(), "rwx------");
            Disk.folder(settings.work(), "rwx--x--x");
            lockFile = takeFolder(settings.records());
            load();
        } catch (IOException e) {
            throw records("open the jobs in " + settings.records(), e);
        }
    }

    private static FileChannel takeFolder(Path records) throws IOException {
        var channel = FileChannel.open(records.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // another runner in this very process
        }
        channel.close();
        throw new Fault(
                Fault.Kind.BROKEN,
                "run.in-use",
                "the jobs in " + records + " belong to another running controller",
                "stop that one, or give this one a data folder of its own");
    }

    private void load() throws IOException {
        try (var folders = Files.newDirectoryStream(means.settings().records(), Files::isDirectory)) {
            for (var folder : folders) {
                var found = Job.found(means, lock, folder);
                if (found.isPresent()) {
                    jobs.put(new JobId(String.valueOf(folder.getFileName())), found.get());
                    lastOrder = Math.max(lastOrder, found.get().order());
                } else {
                    Disk.remove(folder);
                }
            }
        }
        var boxes = means.settings().work().resolve("jobs");
        Files.createDirectories(boxes);
        var kept = new HashSet<Path>();
        jobs.values().stream().filter(Job::works).map(Job::box).forEach(kept::add);
        try (var folders = Files.newDirectoryStream(boxes)) {
            for (var folder : folders) {
                if (!kept.contains(folder)) {
                    Disk.remove(folder);
                }
            }
        }
    }

    @Override
    public void start(JobSpec spec) {
        locked("start the job " + spec.id(), () -> {
            var job = jobs.get(spec.id());
            if (job == null) {
                jobs.put(spec.id(), Job.asked(means, lock, new JobFile.Asked(spec, ++lastOrder)));
            } else if (job.step() instanceof JobState.Broken || job.lost() || job.cancelled()) {
                job.askAgain(new JobFile.Asked(spec, ++lastOrder));
            }
            startWaiting();
            return Optional.empty();
        });
    }

    /// The job that was asked for first starts first.
    private void startWaiting() throws IOException {
        for (var next : waiting()) {
            long busy = jobs.values().stream().filter(Job::works).count();
            if (busy >= means.settings().capacity().jobs()) {
                return;
            }
            if (busy == 0) {
                makeRoom();
            }
            next.begin();
        }
    }

    /// A disk that a job filled by its cache would stay full: nobody else empties it. First goes what changes wrote.
    private void makeRoom() throws IOException {
        for (var cache : List.of(Cache.CHANGE, Cache.TRUNK)) {
            var full = Preparation.diskFull(means);
            if (full.isPresent()) {
                LOG.warn("{}: the cache of {} jobs is removed", full.get().because(), cache.folder());
                Disk.remove(means.settings().cache(cache));
            }
        }
    }

    private List<Job> waiting() {
        return jobs.values().stream()
                .filter(Job::waits)
                .sorted(Comparator.comparingLong(Job::order))
                .toList();
    }

    @Override
    public JobState observe(JobId id) {
        return locked("observe the job " + id, () -> {
            var job = jobs.get(id);
            if (job == null) {
                return new JobState.Unknown();
            }
            var state = job.step();
            boolean waited = job.waits();
            startWaiting();
            if (job.waits()) {
                return new JobState.Waiting(waiting().indexOf(job) + 1);
            }
            return waited ? job.step() : state;
        });
    }

    @Override
    public void cancel(JobId id) {
        locked("cancel the job " + id, () -> {
            var job = jobs.get(id);
            if (job != null) {
                boolean waited = job.waits();
                job.cancel();
                if (waited) {
                    jobs.remove(id);
                }
                job.step();
            }
            return Optional.empty();
        });
    }

    @Override
    public Set<JobId> underWay() {
        return locked(
                "list the jobs",
                () -> jobs.entrySet().stream()
                        .filter(each -> each.getValue().isUnderWay())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Output output(JobId id, long fromByte) {
        return locked("read the output of the job " + id, () -> {
            var job = jobs.get(id);
            var file = job == null ? Optional.<Path>empty() : job.output();
            boolean over = job == null || job.ended().isPresent() || job.lost();
            if (file.isEmpty() || !Files.exists(file.get())) {
                return new Output(new byte[0], Math.max(0, fromByte), over, false);
            }
            try (var in = new RandomAccessFile(file.get().toFile(), "r")) {
                long start = fromByte < 0 ? Math.max(0, in.length() + fromByte) : fromByte;
                long left = Math.max(0, in.length() - start);
                var bytes = new byte[(int) Math.min(PIECE, left)];
                in.seek(start);
                in.readFully(bytes);
                return new Output(bytes, start + bytes.length, over && bytes.length == left, true);
            }
        });
    }

    @Override
    public void tick() {
        locked("look at the jobs", () -> {
            for (var each : jobs.entrySet()) {
                try {
                    each.getValue().step();
                } catch (IOException e) {
                    LOG.warn("job {} could not be looked at: {}; tried again", each.getKey(), e.toString());
                }
            }
            startWaiting();
            return Optional.empty();
        });
    }

    @Override
    public void forget(Instant endedBefore) {
        locked("forget old jobs", () -> {
            for (var each : Map.copyOf(jobs).entrySet()) {
                var ended = each.getValue().ended();
                if (ended.filter(end -> end.at().isBefore(endedBefore)).isPresent()) {
                    each.getValue().forget();
                    jobs.remove(each.getKey());
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public void close() {
        locked("close the runner", () -> {
            lockFile.close();
            return Optional.empty();
        });
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T locked(String what, Step<T> step) {
        lock.lock();
        try {
            return step.take();
        } catch (IOException e) {
            throw records(what, e);
        } finally {
            lock.unlock();
        }
    }

    private static Fault records(String what, IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "run.records",
                "could not " + what + ": " + e,
                "mend the disk or its permissions; it is tried again",
                e);
    }
}
