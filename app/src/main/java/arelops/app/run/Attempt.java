package arelops.app.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One try of a job as it lies on the disk: all that a new controller needs to take it up.
///
/// The wrapper is a shell that takes the attempt by linking `process` into being: whoever links first has it, the
/// wrapper or a controller that gives the attempt up. So a wrapper that was started and forgotten never runs twice.
final class Attempt {
    private static final int BLOCK = 512; // of `ulimit -f` (POSIX)
    /// Jobs give way to the node and to the apps of the same machine.
    private static final String NICENESS = "10";
    private static final String GIVEN_UP = "given up";
    private static final String PREFIX = "ARELOPS_JOB_ENV_";

    // The limit of the output is the largest file that `cat` may write, in blocks; head keeps back what it read, and
    // dd counts short reads as whole ones.
    private static final String WRAPPER = """
            dir=$1 limit=$2 job=$3
            shift 3
            umask 077
            cd /
            read -r boot </proc/sys/kernel/random/boot_id
            stat=$(cat /proc/$$/stat)
            printf '%s\\n%s\\n' "$boot" "$stat" >"$dir/process.$$" || exit 1
            ln "$dir/process.$$" "$dir/process" || exit 0
            mkfifo "$dir/pipe" || exit 1
            (ulimit -f "$limit" && exec env -i PATH="$PATH" cat <"$dir/pipe" >"$dir/raw" 2>/dev/null) &
            ARELOPS_JOB_ID=$job "$@" </dev/null >"$dir/pipe" 2>&1
            code=$?
            read -r up idle </proc/uptime
            printf '%s %s\\n' "$code" "$up" >"$dir/exit.new" && mv "$dir/exit.new" "$dir/exit"
            wait
            """;

    private final Path folder;
    private final String mark;

    private Attempt(Path folder, String mark) {
        this.folder = folder;
        this.mark = mark;
    }

    /// One attempt of the job whose records are in this folder; the first is 1.
    static Attempt of(Path job, int which) {
        var path = job.resolve(Integer.toString(which));
        var place = Integer.toHexString(path.toString().hashCode());
        return new Attempt(path, job.getFileName() + "." + which + "." + place);
    }

    /// The number of the newest attempt; 0 before the first.
    static int newest(Path job) {
        int number = 0;
        while (Files.exists(job.resolve(Integer.toString(number + 1)))) {
            number++;
        }
        return number;
    }

    /// The taking of the attempt by a wrapper: who it is, if this machine was not booted since.
    sealed interface Taken {
        record By(Processes.Seen wrapper) implements Taken {}

        record GivenUp() implements Taken {}
    }

    /// The end of the command: its code, and the uptime of the machine then.
    record Exit(int code, double uptime) {}

    /// An end decided by us, and the uptime then.
    record Stop(StopReason reason, double uptime) {}

    enum StopReason {
        TIMED_OUT(true),
        CANCELLED(true),
        OUT_OF_MEMORY(false),
        OUTPUT_LIMIT(false),
        TOO_MANY_PROCESSES(false),
        DISK_FULL(false);

        private final boolean polite;

        StopReason(boolean polite) {
            this.polite = polite;
        }

        /// Whether the command is first asked to end.
        boolean polite() {
            return polite;
        }
    }

    String mark() {
        return "ARELOPS_JOB_ID=" + mark;
    }

    Path output() {
        return folder.resolve("output");
    }

    Path raw() {
        return folder.resolve("raw");
    }

    Optional<Taken> taken() throws IOException {
        var text = Disk.read(folder.resolve("process"));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var lines = text.get().lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(Processes.boot())) {
            return Optional.of(new Taken.GivenUp());
        }
        return Processes.parse(lines.get(1)).<Taken>map(Taken.By::new).or(() -> Optional.of(new Taken.GivenUp()));
    }

    /// When its wrapper took it, before the command began; empty where none did.
    Optional<FileTime> begun() throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(folder.resolve("process")));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Takes the attempt away from a wrapper that has not begun; afterwards `taken` says who has it.
    void giveUp() throws IOException {
        var own = folder.resolve("process.given-up");
        Disk.write(own, GIVEN_UP);
        try {
            Files.createLink(folder.resolve("process"), own);
        } catch (FileAlreadyExistsException _) {
            // the wrapper was first
        }
    }

    Optional<Exit> exit() throws IOException {
        return Disk.read(folder.resolve("exit"))
                .map(text -> text.strip().split(" ", 2))
                .map(parts -> new Exit(Integer.parseInt(parts[0]), Double.parseDouble(parts[1])));
    }

    Optional<Stop> stopped() throws IOException {
        return Disk.read(folder.resolve("stop"))
                .map(text -> text.strip().split(" ", 2))
                .map(parts -> new Stop(StopReason.valueOf(parts[0]), Double.parseDouble(parts[1])));
    }

    void stop(Stop stop) throws IOException {
        Disk.write(folder.resolve("stop"), stop.reason + " " + stop.uptime);
    }

    long printed() throws IOException {
        try {
            return Files.size(raw());
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    /// The values to mask; kept, because the secrets file may change before the output is read.
    List<String> masked() throws IOException {
        var masked = new ArrayList<String>();
        var text = Disk.read(folder.resolve("masked")).orElse("");
        for (int at = 0; at < text.length(); ) { // <length>:<value> one after the other
            int colon = text.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
            masked.add(text.substring(colon + 1, end));
            at = end;
        }
        return masked;
    }

    /// Removes what must not stay once the output is masked.
    void forgetSecrets() throws IOException {
        Files.deleteIfExists(raw());
        Files.deleteIfExists(folder.resolve("masked"));
        Files.deleteIfExists(folder.resolve("pipe"));
    }

    /// Starts the wrapper in a session of its own. The job's variables travel under other names until
    /// they are inside the sandbox, so that none of them (`LD_PRELOAD`, `PATH`) acts on the wrapper or
    /// the sandbox.
    void spawn(Sandbox.Box box, JobSpec spec, Sandbox sandbox, Map<String, String> variables, List<String> masked)
            throws IOException {
        var values = new StringBuilder();
        masked.forEach(value -> values.append(value.length()).append(':').append(value));
        Disk.write(folder.resolve("masked"), values.toString());
        Disk.write(folder.resolve("wrapper"), WRAPPER);
        var inner = List.of("/bin/sh", "-c", inside(box, variables), "sh", spec.command());
        var line = new ArrayList<>(List.of(
                "setsid",
                "nice",
                "-n",
                NICENESS,
                "/bin/sh",
                folder.resolve("wrapper").toString()));
        line.addAll(List.of(folder.toString(), Long.toString(spec.limits().outputBytes() / BLOCK + 1), mark));
        line.addAll(sandbox.command(spec.isolation(), box, inner));
        var builder = new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("wrapper.log").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", RunSettings.USUAL_PATH);
        variables.forEach((name, value) -> builder.environment().put(PREFIX + name, value));
        builder.start();
    }

    /// Whether the command was reached: the sandbox works.
    boolean begun(Sandbox.Box box) {
        return Files.notExists(notBegun(box));
    }

    static Path notBegun(Sandbox.Box box) {
        return box.folder().resolve("not-begun");
    }

    private static String inside(Sandbox.Box box, Map<String, String> variables) {
        var script = new StringBuilder("rm -f " + quoted(notBegun(box)) + "; umask 022; cd " + quoted(box.workspace())
                + " || exit 125\nunset OLDPWD\n");
        new TreeMap<>(variables)
                .keySet()
                .forEach(name ->
                        script.append("export " + name + "=\"$" + PREFIX + name + "\"; unset " + PREFIX + name + "\n"));
        return script.append("exec /bin/sh -c \"$1\"\n").toString();
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /// What the wrapper itself had to say: of use when it did not get far.
    String wrapperSaid() throws IOException {
        return Disk.read(folder.resolve("wrapper.log")).orElse("").strip();
    }

    Duration lasted(Processes.Seen wrapper, double until) {
        return Duration.ofMillis(Math.max(0, (long) ((until - Processes.startOf(wrapper.ticks())) * 1000)));
    }

    InputStream openRaw() throws IOException {
        try {
            return Files.newInputStream(raw());
        } catch (NoSuchFileException _) {
            return InputStream.nullInputStream();
        }
    }
}
