package arelops.app.traffic.replay.worker;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.SoFar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Workers as processes of this machine. Each says on its output when it is ready, is told on its
/// input when to begin, and writes its result into a file; where its input ends, it ends as well.
public final class LocalWorkers implements AutoCloseable {
    /// What a worker says when it can begin.
    public static final String READY = "ready";

    private static final String SO_FAR = "so far ";
    private static final Pattern FAR = Pattern.compile(SO_FAR + "(\\d{1,18}) (\\d{1,18}) (\\d{1,18})");

    /// From when all are ready to the first send.
    private static final Duration LEAD = Duration.ofSeconds(1);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Map<Integer, String> lost = new TreeMap<>();
    private final Map<Integer, SoFar> told = new ConcurrentHashMap<>();
    private volatile OptionalLong begins = OptionalLong.empty();

    private LocalWorkers(Path folder) {
        this.folder = folder;
    }

    /// The command line of one of them.
    @FunctionalInterface
    public interface Line {
        /// The one of a number from 0, which writes its result to a file.
        List<String> of(int worker, Path out);
    }

    /// Starts them; none of them sends anything yet.
    public static LocalWorkers start(int workers, Line line) {
        try {
            LocalWorkers all = new LocalWorkers(Files.createTempDirectory("arelops-replay"));
            try {
                for (int worker = 0; worker < workers; worker++) {
                    all.processes.add(new ProcessBuilder(line.of(worker, all.result(worker)))
                            .redirectError(all.errors(worker).toFile())
                            .start());
                }
            } catch (IOException e) {
                all.close();
                throw e;
            }
            return all;
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "replay.worker",
                    "A worker cannot be started: " + e.getMessage(),
                    "Are there processes and room on the disk left? Nothing was sent.",
                    e);
        }
    }

    /// Has them begin together, and waits for all. If one is not there by then, none begins.
    public List<WorkerResult> run(InstantSource clock) throws InterruptedException {
        List<BufferedReader> readers = processes.stream()
                .map(process ->
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
                .toList();
        for (int worker = 0; worker < processes.size(); worker++) {
            if (!isReady(readers.get(worker))) {
                lost(worker);
            }
        }
        if (lost.isEmpty()) {
            String start = clock.instant().plus(LEAD) + "\n";
            begins = OptionalLong.of(System.nanoTime() + LEAD.toNanos());
            for (int worker = 0; worker < processes.size(); worker++) {
                tell(processes.get(worker), start);
                listen(worker, readers.get(worker));
            }
        } else {
            processes.forEach(LocalWorkers::hangUp);
        }
        List<WorkerResult> results = new ArrayList<>();
        for (int worker = 0; worker < processes.size(); worker++) {
            if (processes.get(worker).waitFor() != 0 || !Files.exists(result(worker))) {
                lost(worker);
            } else {
                results.add(read(result(worker)));
            }
        }
        return results;
    }

    /// When their first request is due, as `System.nanoTime()` says it; empty until all are ready.
    public OptionalLong begins() {
        return begins;
    }

    /// What all of them have done until a moment ago.
    public SoFar soFar() {
        return told.values().stream().reduce(SoFar.NOTHING, SoFar::plus);
    }

    /// What a worker says of what it has done, some times a second.
    public static String line(SoFar far) {
        return SO_FAR + far.sent() + " " + far.failed() + " " + far.late();
    }

    /// What it says is worth a line on a screen and no more: what cannot be read is left out.
    private void listen(int worker, BufferedReader reader) {
        Thread.ofVirtual().start(() -> {
            try (reader) {
                for (Optional<String> line = line(reader); line.isPresent(); line = line(reader)) {
                    Matcher far = FAR.matcher(line.get());
                    if (far.matches()) {
                        told.put(
                                worker,
                                new SoFar(
                                        Long.parseLong(far.group(1)),
                                        Long.parseLong(far.group(2)),
                                        Long.parseLong(far.group(3))));
                    }
                }
            } catch (IOException e) {
                // its result is read from a file
            }
        });
    }

    /// Why workers gave no result, by their numbers.
    public Map<Integer, String> lost() {
        return Map.copyOf(lost);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A worker's number in the order of their start, as a process.
    List<Process> processes() {
        return List.copyOf(processes);
    }

    private static boolean isReady(BufferedReader reader) {
        try {
            for (Optional<String> line = line(reader); line.isPresent(); line = line(reader)) {
                if (line.get().equals(READY)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> line(BufferedReader reader) throws IOException {
        return Optional.ofNullable(reader.readLine());
    }

    /// One that is gone is found out about when its result is missing.
    private static void tell(Process process, String text) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            hangUp(process);
        }
    }

    private static void hangUp(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private void lost(int worker) throws InterruptedException {
        if (lost.containsKey(worker)) {
            return;
        }
        int code = processes.get(worker).waitFor();
        String said = "";
        try {
            said = Files.readString(errors(worker)).lines().findFirst().orElse("");
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        lost.put(worker, "it ended with " + code + (said.isBlank() ? "" : ", saying: " + said.strip()));
    }

    private static WorkerResult read(Path file) {
        try {
            return ResultJson.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path result(int worker) {
        return folder.resolve("worker-" + worker + ".json");
    }

    private Path errors(int worker) {
        return folder.resolve("worker-" + worker + ".err");
    }
}
