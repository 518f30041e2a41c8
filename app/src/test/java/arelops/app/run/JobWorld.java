package arelops.app.run;

import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A runner with its folders, as tests and the helper process that is killed both have it.
final class JobWorld implements AutoCloseable {
    static final CommitId COMMIT = new CommitId("0123456789012345678901234567890123456789");
    static final String SECRET = "open-sesame/42 \"now\"";

    final RunSettings settings;
    final ArtifactStore store;
    final Sandbox sandbox;
    final LocalRunner runner;

    /// The checkout of every commit writes one file with the commit's id.
    JobWorld(Path root) throws IOException {
        this(
                root,
                new RunSettings.Capacity(2, 0),
                1L << 30,
                (commit, folder) -> Files.writeString(folder.resolve("commit.txt"), commit.hex()));
    }

    JobWorld(Path root, RunSettings.Capacity capacity, long storeCap, Checkout checkout) throws IOException {
        for (var path = root; path != null && Files.isWritable(path); path = path.getParent()) {
            if (Files.getPosixFilePermissions(path).size() == 3) { // a temp folder: let other users pass through it
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
            }
        }
        var data = root.resolve("data");
        settings = new RunSettings(
                data, root.resolve("work"), List.of(), Optional.empty(), RunSettings.USUAL_PATH, capacity);
        Disk.folder(data, "rwx------");
        Files.writeString(data.resolve("secrets"), "# a comment\nTOKEN=" + SECRET + "\n");
        Files.writeString(data.resolve("key"), "the program's key");
        store = ArtifactStore.in(data.resolve("store"), storeCap, InstantSource.system());
        sandbox = Sandbox.detect(settings);
        runner = new LocalRunner(
                settings, checkout, store, Secrets.inFile(data.resolve("secrets")), sandbox, InstantSource.system());
    }

    JobState.Finished finished(JobId id) {
        return Patience.until(JobState.Finished.class, () -> look(id));
    }

    JobState.Broken broken(JobId id) {
        return Patience.until(JobState.Broken.class, () -> look(id));
    }

    JobState look(JobId id) {
        runner.tick();
        return runner.observe(id);
    }

    JobState.Finished run(JobSpec spec) {
        runner.start(spec);
        return finished(spec.id());
    }

    void untilPrinted(JobId id, String text) {
        Patience.until("the output of " + id + " holds " + text + ", not " + output(id), () -> {
            runner.tick();
            return output(id).contains(text);
        });
    }

    String output(JobId id) {
        var text = new StringBuilder();
        var piece = runner.output(id, 0);
        while (piece.bytes().length > 0) {
            text.append(piece.text());
            piece = runner.output(id, piece.next());
        }
        return text.toString();
    }

    static JobSpec job(String id, String command) {
        return JobSpec.of(new JobId(id), new Workspace.Empty(), command, Cache.TRUNK, Isolation.NONE);
    }

    static JobSpec job(String id, String command, Isolation isolation) {
        return JobSpec.of(new JobId(id), new Workspace.Empty(), command, Cache.CHANGE, isolation);
    }

    static Limits within(Duration time) {
        return new Limits(time, 1L << 30, 1L << 20, 200);
    }

    String read(Digest artifact, String file, Path temp) throws IOException {
        var out = Objects.requireNonNull(temp).resolve("unpacked-" + artifact.brief());
        if (Files.notExists(out)) {
            store.unpack(artifact, out);
        }
        return Files.readString(out.resolve(file));
    }

    /// Processes of jobs of this world that are still alive, known by their folder.
    List<Long> left() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> Processes.find(pid.intValue()).isPresent())
                .filter(pid -> Processes.marked(pid.intValue(), "CI=true")
                        && environment(pid).contains("TMPDIR=" + settings.work()))
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
