package arelops.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What isolation works on this machine, found out by trying it, and how a command is put into it.
public final class Sandbox {
    /// Password hashes, and doors to programs that would do for a job what it may not do itself.
    private static final List<String> CREDENTIALS = List.of(
            "/etc/shadow",
            "/run/docker.sock",
            "/run/user",
            "/run/dbus",
            "/run/containerd",
            "/run/podman",
            "/run/crio",
            "/run/libvirt",
            "/run/snapd.socket",
            "/run/systemd/private");
    private static final int KERNEL_COUNTS_MORE = 4;
    private static final String REACH = "test -w . && ! cat \"$0\" 2>/dev/null";

    private final RunSettings settings;
    private final boolean root;
    private final Map<Isolation, String> failures = new EnumMap<>(Isolation.class);
    private boolean bubbleAsUser;

    /// Where one job works: its own folder, the home folder of its cache, and which cache that is.
    record Box(Path folder, Path home, Cache cache, int processes) {
        Path workspace() {
            return folder.resolve("src");
        }

        Path temporary() {
            return folder.resolve("tmp");
        }

        /// What `/dev/shm` is in bubblewrap: on the disk, as nothing limits files in memory.
        Path shared() {
            return folder.resolve("shm");
        }
    }

    private Sandbox(RunSettings settings, boolean root) {
        this.settings = settings;
        this.root = root;
    }

    /// Tries each level with a harmless command that must not be able to read the data folder.
    public static Sandbox detect(RunSettings settings) throws IOException {
        Disk.folder(settings.data(), "rwx------");
        Disk.folder(settings.work(), "rwx--x--x");
        boolean root = (Integer) Files.getAttribute(settings.data(), "unix:uid") == 0;
        var sandbox = new Sandbox(settings, root);
        sandbox.bubbleAsUser = root;
        var bubble = sandbox.attempt(Isolation.BUBBLEWRAP);
        if (bubble.isPresent() && root) {
            sandbox.bubbleAsUser = false;
            bubble = sandbox.attempt(Isolation.BUBBLEWRAP);
        }
        bubble.ifPresent(why -> sandbox.failures.put(Isolation.BUBBLEWRAP, why));
        var user = root ? sandbox.attempt(Isolation.USER) : Optional.of("only root can run commands as another user");
        user.ifPresent(why -> sandbox.failures.put(Isolation.USER, why));
        return sandbox;
    }

    /// The strongest level that works here.
    public Isolation best() {
        return works(Isolation.BUBBLEWRAP)
                ? Isolation.BUBBLEWRAP
                : works(Isolation.USER) ? Isolation.USER : Isolation.NONE;
    }

    public boolean works(Isolation level) {
        return !failures.containsKey(level);
    }

    /// Why this level does not work here, in a sentence; empty if it does.
    public String whyNot(Isolation level) {
        return failures.getOrDefault(level, "");
    }

    /// Which level is used and why no better one, in a sentence.
    public String sentence() {
        return switch (best()) {
            case BUBBLEWRAP ->
                bubbleAsUser || !root
                        ? "Commands run in bubblewrap."
                        : "Commands run in bubblewrap, but as root's user: the work folder cannot be reached by another.";
            case USER ->
                "Commands run as another user: bubblewrap does not work here (" + whyNot(Isolation.BUBBLEWRAP) + ").";
            case NONE ->
                "relaxed: commands run unprotected, as the program's own user: bubblewrap does not work here ("
                        + whyNot(Isolation.BUBBLEWRAP) + "), another user neither (" + whyNot(Isolation.USER) + ").";
        };
    }

    /// The user that owns workspace and home of such a job, if it is not the program's own.
    Optional<Integer> owner(Isolation level, Cache cache) {
        return switch (level) {
            case BUBBLEWRAP -> bubbleAsUser ? Optional.of(user(cache)) : Optional.empty();
            case USER -> Optional.of(user(cache));
            case NONE -> Optional.empty();
        };
    }

    /// A number in a range that nobody hands out, fixed for a data folder, another one for each cache.
    private int user(Cache cache) {
        int hash = settings.data().toString().hashCode() & 0xfffffff;
        return 1_000_000_000 + 2 * hash + (cache == Cache.TRUNK ? 0 : 1);
    }

    /// The command line that runs the inner one at this level.
    List<String> command(Isolation level, Box box, List<String> inner) {
        var line = new ArrayList<String>();
        owner(level, box.cache()).ifPresent(user -> line.addAll(asUser(user, box.processes())));
        if (level == Isolation.BUBBLEWRAP) {
            line.addAll(bubble(box));
        }
        line.addAll(inner);
        return List.copyOf(line);
    }

    /// The kernel's own limit counts threads, zombies and the user's other jobs too, and only makes forking fail. It
    /// lies above the job's, so that the runner sees what forks for ever, and ends it.
    private static List<String> asUser(int user, int processes) {
        var id = Integer.toString(user);
        int most = processes * KERNEL_COUNTS_MORE;
        return List.of(
                "prlimit",
                "--nproc=" + most + ":" + most,
                "setpriv",
                "--reuid",
                id,
                "--regid",
                id,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all",
                "--");
    }

    /// No `--die-with-parent`: jobs outlive the controller; killing the process group ends the namespace. What hides
    /// a folder can be written to by nobody once all is in place: it would be memory without a limit.
    private List<String> bubble(Box box) {
        var line = new ArrayList<>(List.of("bwrap", "--unshare-all", "--share-net", "--cap-drop", "ALL"));
        line.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
        line.addAll(List.of("--bind", box.temporary().toString(), "/tmp"));
        line.addAll(List.of("--bind", box.shared().toString(), "/dev/shm"));
        var folders = hidden().stream().filter(Files::isDirectory).toList();
        folders.forEach(path -> line.addAll(List.of("--tmpfs", path.toString())));
        hidden().stream()
                .filter(path -> !folders.contains(path) && Files.exists(path))
                .forEach(path -> line.addAll(List.of("--ro-bind", "/dev/null", path.toString())));
        for (var own : List.of(box.folder(), box.home())) {
            line.addAll(List.of("--bind", own.toString(), own.toString()));
        }
        settings.javaHome()
                .filter(java -> java.startsWith("/tmp") || hidden().stream().anyMatch(java::startsWith))
                .ifPresent(java -> line.addAll(List.of("--ro-bind", java.toString(), java.toString())));
        folders.forEach(path -> line.addAll(List.of("--remount-ro", path.toString())));
        line.addAll(List.of("--remount-ro", "/dev", "--"));
        return line;
    }

    /// What to hide; another user cannot get at what lies in a closed folder, and bubblewrap, being that user,
    /// neither.
    private List<Path> hidden() {
        var hidden = new ArrayList<Path>(List.of(settings.data(), settings.work()));
        hidden.addAll(settings.hidden());
        CREDENTIALS.stream().map(Path::of).forEach(hidden::add);
        return hidden.stream()
                .filter(path -> !bubbleAsUser || open(path.getParent()))
                .toList();
    }

    private static boolean open(@Nullable Path folder) {
        try {
            return folder == null
                    || (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
                            && open(folder.getParent()));
        } catch (IOException _) {
            return false;
        }
    }

    /// Runs a command at this level; gives why it did not work.
    private Optional<String> attempt(Isolation level) throws IOException {
        var secret = settings.data().resolve("probe");
        var folder = settings.work().resolve("probe");
        var box = new Box(folder, folder.resolve("home"), Cache.CHANGE, 64);
        try {
            Disk.write(secret, "not for jobs");
            for (var each : List.of(folder, box.home(), box.workspace(), box.temporary(), box.shared())) {
                Disk.folder(each, "rwx------");
            }
            var owner = owner(level, Cache.CHANGE);
            if (owner.isPresent()) {
                Disk.own(folder, owner.get());
            }
            var inner = List.of("/bin/sh", "-c", "cd \"$1\" && " + REACH, secret.toString(), folder.toString());
            var process = new ProcessBuilder(command(level, box, inner))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("it did not end within 20 s");
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(said.isBlank() ? "the trial ended with " + process.exitValue() : said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while trying " + level, e);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            Disk.remove(folder);
            Files.deleteIfExists(secret);
        }
    }
}
