package arelops.app.demo;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What git and the ledger say, as lines.
final class GitLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private GitLog() {}

    /// The output of the git program itself, or one line that says why there is none.
    static List<String> of(Path repository) {
        try {
            Process git = new ProcessBuilder("git", "log", "--oneline", "--decorate", "-n", "5")
                    .directory(repository.toFile())
                    .redirectErrorStream(true)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            git.waitFor();
            return text.lines().toList();
        } catch (IOException e) {
            return List.of("(the git program is not installed here)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// The moves of an environment's tag, newest first.
    static List<String> moves(List<Entry> newestFirst, EnvironmentName environment) {
        return newestFirst.stream()
                .filter(entry -> entry.fact() instanceof Fact.Moved moved
                        && moved.slot().environment().equals(environment))
                .map(entry -> line(entry, (Fact.Moved) entry.fact()))
                .toList();
    }

    private static String line(Entry entry, Fact.Moved moved) {
        return TIME.format(entry.at()) + "  "
                + moved.from().map(CommitId::brief).orElse("nothing") + " → "
                + moved.to().map(release -> release.commit().brief()).orElse("nothing") + "  " + entry.because()
                + "  (entry " + entry.seq() + ", intent " + moved.intent() + ")";
    }
}
