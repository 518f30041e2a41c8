package arelops.bench.changes;

import arelops.app.change.ChangeBook;
import arelops.app.change.Changes;
import arelops.app.git.GitRepository;
import arelops.app.git.RefsSeen;
import arelops.core.change.ChangeEvent;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How long it takes to read ten thousand changes when a controller starts, to look again, and to list them.
public final class ChangesBench {
    private static final PrintStream OUT = System.out;
    private static final int CHANGES = 10_000;
    private static final int ENTRIES = 10;
    private static final int AGAIN = 5;
    private static final int LISTS = 21;

    private ChangesBench() {}

    /// Prints what each step takes.
    ///
    /// @param arguments `--launcher PATH`: the program that is measured; `--changes N` (10,000); `--entries N` (10)
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int changes = CHANGES;
        int entries = ENTRIES;
        Path launcher = Path.of("arelops");
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            switch (arguments[at]) {
                case "--changes" -> changes = Integer.parseInt(arguments[at + 1]);
                case "--entries" -> entries = Integer.parseInt(arguments[at + 1]);
                case "--launcher" -> launcher = Path.of(arguments[at + 1]).toAbsolutePath();
                default -> throw new IllegalArgumentException("bench/run changes [--changes N] [--entries N]");
            }
        }
        Path folder = Files.createTempDirectory("arelops-bench-");
        try {
            Path shop = Files.createDirectory(folder.resolve("shop"));
            ManyChanges.in(shop, changes, entries);
            OUT.printf(Locale.ROOT, "%,d changes of %d entries%n", changes, entries);
            reading(shop);
            try (Running running = Running.on(shop, folder, launcher)) {
                listing(running);
            }
        } finally {
            delete(folder);
        }
    }

    private static void reading(Path shop) {
        GitRepository git = GitRepository.theirs(shop, "main");
        long before = heap();
        ChangeBook book = new ChangeBook(git);
        RefsSeen refs = git.fetch();
        row("first reading, a cold program", time(() -> book.at(refs)));
        long held = heap() - before;
        row("the refs of a later look", time(git::fetch));
        row("a later look, nothing new", time(() -> book.at(git.fetch())));
        Changes all = book.at(git.fetch());
        ChangeBook.Prepared prepared = book.prepare(
                all.of(all.all().lastKey()).orElseThrow(),
                List.of(new ChangeBook.Draft(
                        new ChangeEvent.Commented("One more."), new Actor.Person(new PersonName("dev-1")), "")),
                Optional.empty(),
                Instant.parse("2026-01-03T12:00:00Z"));
        book.push(prepared);
        RefsSeen moved = git.fetch();
        row("a later look, one change moved", time(() -> book.at(moved)));
        double[] again = new double[AGAIN];
        for (int i = 0; i < AGAIN; i++) {
            again[i] = time(() -> new ChangeBook(git).at(moved));
        }
        row("first reading, a warm program", median(again));
        OUT.printf(Locale.ROOT, "%-46s %8.1f MB%n", "memory that they take", held / 1e6);
        if (book.at(moved).of(new ChangeNumber(1)).isEmpty()) {
            throw new IllegalStateException("the changes were not read");
        }
    }

    private static void listing(Running running) throws IOException, InterruptedException {
        row("arelops up", running.startMillis());
        row("and then until the first look is over", running.looks());
        for (String question : List.of(
                "changes?state=all",
                "changes?state=all&limit=1000",
                "changes?state=all&before=5000",
                "changes?state=all&q=item+77+",
                "changes?state=all&q=nowhere",
                "changes",
                "changes/5000")) {
            double[] times = new double[LISTS];
            for (int i = 0; i < LISTS; i++) {
                times[i] = running.asks(question);
            }
            row("GET " + question, median(times));
        }
        for (List<String> command : List.of(
                List.of("change", "list"), List.of("change", "list", "--all"), List.of("change", "show", "5000"))) {
            double[] times = new double[AGAIN];
            for (int i = 0; i < AGAIN; i++) {
                times[i] = running.runs(command);
            }
            row("arelops " + String.join(" ", command), median(times));
        }
        row("arelops --version", running.runs(List.of("--version")));
    }

    private static double time(Runnable what) {
        long start = System.nanoTime();
        what.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void row(String what, double millis) {
        OUT.printf(Locale.ROOT, "%-46s %8.1f ms%n", what, millis);
    }

    private static long heap() {
        for (int i = 0; i < AGAIN; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
