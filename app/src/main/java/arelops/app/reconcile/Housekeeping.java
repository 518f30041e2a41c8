package arelops.app.reconcile;

import arelops.app.fault.Fault;
import arelops.app.run.ArtifactStore;
import arelops.app.run.JobId;
import arelops.core.evidence.Startable;
import arelops.core.id.Digest;
import arelops.core.release.Awaited;
import arelops.core.release.Job;
import arelops.core.release.Needed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives back places and room: jobs that nobody waits for, artifacts that nothing needs once the store fills up,
/// folders of deployments that ended, the output of old jobs, and packs of objects that can be one.
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    /// The share of the cap, in percent, that the store is brought down to.
    private static final int FULL = 80;

    /// How long what a job printed can be read.
    private static final Duration OUTPUT_KEPT = Duration.ofDays(14);

    private static final Duration PACKING = Duration.ofHours(6);

    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Ports ports;
    private final ArtifactStore store;
    private final Path deployments;
    private Instant last = Instant.EPOCH;
    private Instant packed = Instant.EPOCH;
    private volatile Optional<Thread> packing = Optional.empty();

    Housekeeping(Ports ports, Path deployments) {
        this.ports = ports;
        this.store = ports.store();
        this.deployments = deployments;
    }

    /// @param forChanges what the jobs are for that changes wait for; empty where that cannot be told now
    void tidy(Observed observed, Optional<Set<String>> forChanges, Instant now) {
        try {
            forChanges.ifPresent(awaited -> cancelAbandoned(observed, awaited));
        } catch (Fault e) {
            LOG.warn("{} {}", e.getMessage(), e.mend());
        }
        if (Duration.between(last, now).abs().compareTo(EVERY) < 0) {
            return;
        }
        last = now;
        try {
            ports.runner().forget(now.minus(OUTPUT_KEPT));
        } catch (Fault e) {
            LOG.warn("{} {}", e.getMessage(), e.mend());
        }
        pack(now);
        long target = store.cap() / 100 * FULL;
        if (store.size() > target) {
            List<Digest> gone = store.evict(Needed.artifacts(observed.ledger().state()), target);
            LOG.info("removed {} artifacts that nothing needs", gone.size());
        }
        try {
            removeEnded(observed);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot tidy {}: {}", deployments, e.toString());
        }
    }

    /// A job that nobody waits for would hold its place until it ends by itself. Cancelled in error it costs time
    /// alone: who asks about it again has it started again.
    private void cancelAbandoned(Observed observed, Set<String> forChanges) {
        Set<String> open = ports.runner().underWay().stream().map(JobId::text).collect(Collectors.toUnmodifiableSet());
        Awaited awaited = Awaited.by(observed.ledger().state(), observed.rules().policy());
        for (String id : awaited.notAmong(open)) {
            if (forChanges.contains(Job.work(id))) {
                continue;
            }
            LOG.info("job {} is cancelled: nobody waits for it any more", id);
            ports.runner().cancel(new JobId(id));
        }
    }

    /// Beside the looks, as it may take minutes. It moves no ref and changes nothing that a decision reads.
    @SuppressWarnings("IllegalCatch")
    private void pack(Instant now) {
        if (Duration.between(packed, now).abs().compareTo(PACKING) < 0) {
            return;
        }
        packed = now;
        packing = Optional.of(Thread.ofVirtual().name("packing").start(() -> {
            try {
                if (ports.git().tidy()) {
                    LOG.info("packed the objects of the repository");
                }
            } catch (RuntimeException e) {
                // also JGit's own, when the repository is closed meanwhile; it is tried again later
                LOG.warn("the objects of the repository could not be packed: {}", e.toString());
            }
        }));
    }

    /// Returns when nothing goes on beside the looks any more; whoever closes the repository ends the packing.
    void await() {
        try {
            if (packing.isPresent() && !packing.get().join(LONGEST_END)) {
                LOG.warn("the packing of the repository has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A folder goes only while every slot's target answered, so that none in use is taken for ended.
    private void removeEnded(Observed observed) throws IOException {
        if (!Files.isDirectory(deployments)
                || observed.targets().size() < observed.slots().size()) {
            return;
        }
        Set<Path> used = new HashSet<>();
        observed.targets()
                .values()
                .forEach(target -> target.deployments()
                        .forEach(one -> used.add(one.spec().build().directory())));
        Set<String> open = new HashSet<>();
        observed.ledger()
                .state()
                .slots()
                .forEach((slot, state) -> Startable.of(state)
                        .forEach(one -> open.add(Performer.folder(slot, one.release(), one.deployment()))));
        // This look may have started it, which its own observation cannot show yet.
        TestReader.folders(observed.changes()).forEach(open::add);
        try (Stream<Path> folders = Files.list(deployments)) {
            for (Path folder : folders.toList()) {
                if (!used.contains(folder) && !open.contains(String.valueOf(folder.getFileName()))) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, java.io.IOException problem) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
