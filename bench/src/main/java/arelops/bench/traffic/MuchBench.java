package arelops.bench.traffic;

import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.app.up.Installation;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// A recording of ten million requests: written, listed, shown, scanned and replayed, each by a Java of its own with a
/// heap of 512 MiB, and how much of it each used.
///
/// `--requests N` writes another number, `--heap 256m` gives another heap, `--speed 15x` replays slower than 100x (as
/// fast as it goes), `--folder F` keeps it all in a folder, where the recording is found again by the next run.
final class MuchBench {
    private static final String ARGUMENT = "write";
    private final Path folder;
    private final List<String> options;

    private MuchBench(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    /// Prints what each command said, and its heap.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals(ARGUMENT)) {
            Metered.tellAtTheEnd();
            write(Path.of(arguments[1]), Long.parseLong(arguments[2]));
            return;
        }
        List<String> options = List.of(arguments);
        if (options.contains("--help")) {
            System.out.println("""
                    bench/run traffic-10m [--requests N] [--heap 512m] [--speed 100x] [--folder F]

                    Ten million requests take 1.1 GB of disk in F (without --folder in a temporary folder, which
                    is deleted at the end), and much time: some 260 s of a core to write them, 55 s to scan them,
                    90 s to look for what answers issued, and some 450 s to send them. Where other work takes
                    the cores it is hours. With --folder a recording that is there is not written again.
                    Needs git.""");
            return;
        }
        Path folder = options.contains("--folder")
                ? Files.createDirectories(Path.of(option(options, "--folder", "")))
                        .toAbsolutePath()
                : Files.createTempDirectory("arelops-traffic");
        try {
            new MuchBench(folder, options).run();
        } finally {
            if (!options.contains("--folder")) {
                delete(folder);
            }
        }
    }

    private static String option(List<String> options, String name, String standard) {
        int at = options.indexOf(name);
        return at < 0 ? standard : options.get(at + 1);
    }

    private void run() throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve(".git"))) {
            perform(List.of("git", "init", "-q"));
        }
        if (new Recordings(recordings(folder)).all().isEmpty()) {
            perform(java(
                    MuchBench.class, List.of(ARGUMENT, folder.toString(), option(options, "--requests", "10000000"))));
        }
        perform(java(Metered.class, List.of("traffic", "list")));
        perform(java(Metered.class, List.of("traffic", "show", "much")));
        People.Person one = new People(100_000, 1).all().get(7);
        Files.writeString(folder.resolve("names.txt"), one.name() + "\n" + one.email() + "\n" + one.card() + "\n");
        perform(java(Metered.class, List.of("traffic", "scan", "much", "--for", "names.txt")));
        try (ArrivalProcess server = new ArrivalProcess(true)) {
            List<String> replay = List.of("traffic", "replay", "much", "--methods", "GET,POST", "--to");
            List<String> more = List.of(
                    "http://127.0.0.1:" + server.port(),
                    "--speed",
                    option(options, "--speed", "100x"),
                    "--patience",
                    "1h");
            perform(java(
                    Metered.class, Stream.concat(replay.stream(), more.stream()).toList()));
        }
    }

    /// As the launcher starts it, but for the heap.
    private List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + option(options, "--heap", "512m"),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Darelops.log=WARN",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    private void perform(List<String> command) throws IOException, InterruptedException {
        int words = command.indexOf(Metered.class.getName());
        if (words >= 0) {
            System.out.println("arelops " + String.join(" ", command.subList(words + 1, command.size())));
        }
        ProcessBuilder process =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        process.environment().put("ARELOPS_HOME", folder.resolve("home").toString());
        int code = process.start().waitFor();
        System.out.println("    ended with " + code);
    }

    private static Path recordings(Path folder) {
        Map<String, String> home = Map.of("ARELOPS_HOME", folder.resolve("home").toString());
        return Installation.of(folder, home).node().resolve("traffic");
    }

    private static void write(Path folder, long requests) throws IOException {
        byte[] key = new byte[RecordingKey.LENGTH];
        new Random(3).nextBytes(key);
        Instant began = Instant.parse("2026-11-28T09:00:00Z");
        Instant until = began.plus(Duration.ofDays(3650));
        Files.createDirectories(recordings(folder));
        Recording recording = new Recordings(recordings(folder)).create("much", began, key, until);
        Recorder recorder = new Recorder(recording, HideRules.standard());
        MuchTraffic traffic = new MuchTraffic();
        for (long number = 0; number < requests; number++) {
            recorder.take(traffic.next());
        }
        RecordingNote note = recorder.end("bench", began, until, Map.of());
        System.out.printf(
                "%,d requests in %,d segments: %,d MB, on the disk %,d MB; refused %,d%n",
                note.kept().exchanges(),
                note.kept().segments(),
                note.kept().raw() / 1_000_000,
                note.kept().stored() / 1_000_000,
                note.refused().exchanges());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
