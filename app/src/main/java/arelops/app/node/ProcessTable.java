package arelops.app.node;

import arelops.app.deploy.Usage;
import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The processes of this machine, as Linux tells them in `/proc`. What cannot be read counts as not there.
final class ProcessTable {
    static final Path PROC = Path.of("/proc");
    private static final long PAGE = 4096;

    /// A tick of `/proc` (`USER_HZ`, 100 a second), which the kernel promises to programs whatever its own clock does.
    private static final long TICK_MILLIS = 10;

    /// The columns of `/proc/stat` that are time at work: user, nice, system, irq, softirq, steal. Time for guests
    /// is in the first two.
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

    /// One process. Its start ticks tell it from a later process of the same pid.
    ///
    /// @param used processor time, with that of its children that ended and that it waited for
    record Entry(long pid, long parent, char state, long group, long startTicks, Duration used, long residentBytes) {
        boolean alive() {
            return state != 'Z' && state != 'X';
        }
    }

    /// Refuses a machine that does not tell of its processes as Linux does.
    static void require(Path proc) {
        if (!Files.isReadable(proc.resolve("self/stat"))) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.linux",
                    "The node needs Linux: it knows its processes by " + proc + ", and this machine ("
                            + System.getProperty("os.name") + ") has none.",
                    "Run the node on Linux; on this machine a Linux container or virtual machine will do.");
        }
    }

    /// Changes with every start of the machine.
    String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    Optional<Entry> find(long pid) {
        try {
            String stat =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            // The command in parentheses may itself hold spaces and parentheses: the fields follow the last one.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Entry(
                    pid,
                    Long.parseLong(fields[1]),
                    fields[0].charAt(0),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[19]),
                    ticks(Arrays.asList(fields).subList(11, 15)),
                    Long.parseLong(fields[21]) * PAGE));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Duration ticks(List<String> fields) {
        return Duration.ofMillis(
                TICK_MILLIS * fields.stream().mapToLong(Long::parseLong).sum());
    }

    /// All living processes.
    List<Entry> all() {
        return pids().stream()
                .flatMap(pid -> find(pid).stream())
                .filter(Entry::alive)
                .toList();
    }

    /// What the machine's cores did since its start.
    Usage.Machine machine() {
        try {
            List<String> lines = Files.readAllLines(PROC.resolve("stat"));
            int cores = Math.toIntExact(
                    lines.stream().filter(line -> line.matches("cpu\\d.*")).count());
            List<String> all = Arrays.asList(lines.getFirst().split("\\s+", -1));
            return new Usage.Machine(cores, ticks(BUSY.stream().map(all::get).toList()));
        } catch (IOException | IndexOutOfBoundsException | NoSuchElementException | NumberFormatException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.linux",
                    "The node cannot read what the machine does from " + PROC.resolve("stat") + ": " + e + ".",
                    "Run the node on Linux, where it is not kept from /proc.",
                    e);
        }
    }

    /// The living processes that are in this process group or carry this variable in their environment.
    List<Entry> members(long group, String variable) {
        List<Entry> members = new ArrayList<>();
        for (long pid : pids()) {
            find(pid)
                    .filter(Entry::alive)
                    .filter(entry -> (group > 1 && entry.group() == group) || carries(pid, variable))
                    .ifPresent(members::add);
        }
        return members;
    }

    /// Whether the process was started with this `NAME=value` in its environment.
    boolean carries(long pid, String variable) {
        try {
            byte[] environment =
                    Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
            String text = "\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0";
            return text.contains("\0" + variable + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    /// The TCP ports on which these processes listen.
    SortedSet<Integer> listening(List<Entry> processes) {
        Set<String> sockets = new HashSet<>();
        for (Entry process : processes) {
            sockets.addAll(sockets(process.pid()));
        }
        SortedSet<Integer> ports = new TreeSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            ports.addAll(listening(PROC.resolve(table), sockets));
        }
        return ports;
    }

    private static SortedSet<Integer> listening(Path table, Set<String> sockets) {
        SortedSet<Integer> ports = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                List<String> fields = Arrays.asList(line.strip().split("\\s+", -1));
                if (fields.size() > 9 && fields.get(3).equals("0A") && sockets.contains(fields.get(9))) {
                    String local = fields.get(1);
                    ports.add(Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16));
                }
            }
        } catch (IOException e) {
            return ports;
        }
        return ports;
    }

    private static Set<String> sockets(long pid) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path link : links) {
                socket(link).ifPresent(inodes::add);
            }
        } catch (IOException e) {
            return inodes;
        }
        return inodes;
    }

    private static Optional<String> socket(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                pids.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            return pids;
        }
        return pids;
    }
}
