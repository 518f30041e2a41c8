package arelops.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The processes of this machine as Linux's /proc shows them (proc(5)), and signals to them.
final class Processes {
    /// The clock ticks of /proc in a second: fixed at 100 for programs on Linux, whatever the kernel's own rate is.
    private static final double TICKS = 100;

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /// One process; number and start ticks together never come again until the machine is booted again.
    record Seen(int pid, int parent, int session, long ticks) {
        /// Whether both are the same process, whatever parent it has meanwhile.
        boolean same(Seen other) {
            return pid == other.pid && ticks == other.ticks;
        }
    }

    /// The id of this run of the machine.
    static String boot() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    /// Seconds since boot: unlike the wall clock it cannot be set.
    static double uptime() throws IOException {
        return Double.parseDouble(Files.readString(PROC.resolve("uptime")).split(" ", 2)[0]);
    }

    static double startOf(long ticks) {
        return ticks / TICKS;
    }

    /// The processes of a leader, and how many of them have ended and are taken notice of by nobody: what forks for
    /// ever may consist of these almost alone.
    record Kin(Set<Seen> members, int ended) {
        Kin {
            members = Set.copyOf(members);
        }
    }

    private record Stat(Seen seen, boolean ended) {}

    /// This process, unless it is gone or a zombie.
    static Optional<Seen> find(int pid) {
        return stat(pid).filter(stat -> !stat.ended).map(Stat::seen);
    }

    private static Optional<Stat> stat(int pid) {
        try {
            return read(Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty(); // gone meanwhile: it answers ENOENT or ESRCH
        }
    }

    /// The process of a line of /proc/PID/stat, unless it is a zombie.
    static Optional<Seen> parse(String line) {
        return read(line).filter(stat -> !stat.ended).map(Stat::seen);
    }

    /// The command's name may hold spaces and brackets, so start after the last one.
    private static Optional<Stat> read(String line) {
        var fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < 20) {
            return Optional.empty();
        }
        var seen = new Seen(
                Integer.parseInt(line.substring(0, line.indexOf(' '))),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[19]));
        return Optional.of(new Stat(seen, fields[0].equals("Z") || fields[0].equals("X")));
    }

    /// All processes that belong to the leader: its session, those that carry the mark in their environment, those
    /// known before, and all descendants of these.
    static Kin family(Seen leader, String mark, Set<Seen> known) throws IOException {
        var stats = new ArrayList<Stat>();
        try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var folder : folders) {
                stat(Integer.parseInt(String.valueOf(folder.getFileName())))
                        .filter(stat -> stat.seen.ticks >= leader.ticks)
                        .ifPresent(stats::add);
            }
        }
        var young = stats.stream().filter(stat -> !stat.ended).map(Stat::seen).toList();
        boolean reused = young.stream().anyMatch(seen -> seen.pid == leader.pid && seen.ticks != leader.ticks);
        var family = new HashSet<Seen>();
        var pids = new HashSet<Integer>();
        var marked = new HashMap<Seen, Boolean>();
        for (boolean grew = true; grew; ) {
            grew = false;
            for (var seen : young) {
                boolean belongs = !family.contains(seen)
                        && ((seen.session == leader.pid && !reused)
                                || pids.contains(seen.parent)
                                || known.stream().anyMatch(seen::same)
                                || marked.computeIfAbsent(seen, one -> marked(one.pid, mark)));
                if (belongs) {
                    family.add(seen);
                    pids.add(seen.pid);
                    grew = true;
                }
            }
        }
        long ended = stats.stream()
                .filter(stat -> stat.ended && stat.seen.session == leader.pid && pids.contains(stat.seen.parent))
                .count();
        return new Kin(family, Math.toIntExact(ended));
    }

    /// Whether the process was started with this entry in its environment.
    static boolean marked(int pid, String mark) {
        try {
            var environment = Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment + "\0").contains("\0" + mark + "\0");
        } catch (IOException _) {
            return false; // gone, or another user's
        }
    }

    /// Bytes of memory that these processes hold themselves: anonymous and shared, without mapped files.
    static long memory(Collection<Seen> processes) {
        return processes.stream().mapToLong(seen -> memory(seen.pid)).sum();
    }

    private static long memory(int pid) {
        try (var lines = Files.lines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0; // gone meanwhile
        }
    }

    /// Sends a signal to each of these.
    static void signalEach(String name, Collection<Seen> processes) throws IOException {
        kill(
                name,
                parentsFirst(processes).stream()
                        .map(seen -> Integer.toString(seen.pid))
                        .toList());
    }

    /// In such an order that whoever waits for a child is asked to end before that child has ended by it: a shell would
    /// else go on, or be over, without having heard of the request.
    static List<Seen> parentsFirst(Collection<Seen> processes) {
        Map<Integer, Seen> known = new HashMap<>();
        processes.forEach(seen -> known.put(seen.pid, seen));
        return processes.stream()
                .sorted(Comparator.comparingInt((Seen seen) -> depth(seen, known))
                        .thenComparingInt(Seen::pid))
                .toList();
    }

    /// How many of its forebears are known.
    private static int depth(Seen seen, Map<Integer, Seen> known) {
        int depth = 0;
        Optional<Seen> next = Optional.ofNullable(known.get(seen.parent));
        while (next.isPresent() && depth < known.size()) {
            depth++;
            next = Optional.ofNullable(known.get(next.get().parent));
        }
        return depth;
    }

    /// Kills these, and first, at once, the whole process group of the leader.
    static void killAll(Seen leader, Collection<Seen> processes) throws IOException {
        var targets = new ArrayList<String>();
        if (processes.stream().anyMatch(seen -> seen.session == leader.pid)) {
            targets.add("-" + leader.pid);
        }
        processes.forEach(seen -> targets.add(Integer.toString(seen.pid)));
        kill("KILL", targets);
    }

    private static void kill(String name, List<String> targets) throws IOException {
        if (targets.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\" 2>/dev/null", name));
        command.addAll(targets);
        var kill =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            if (!kill.start().waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("kill did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while killing", e);
        }
    }
}
