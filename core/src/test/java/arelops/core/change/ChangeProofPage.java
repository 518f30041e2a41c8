package arelops.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of the worlds of changes in `docs/proof.md`, which must say what the run says.
final class ChangeProofPage {
    private static final Path PAGE = Path.of("..", "docs", "proof.md");

    private ChangeProofPage() {}

    /// The row of this world is in the page; with `-Darelops.write=true` it is put there.
    static void says(String world, ChangeWorld.Budget budget, ChangeExplorer.Result result) {
        String row = String.format(
                Locale.ROOT,
                "| changes: %s | %s | %,d | %,d | %,d |",
                world,
                words(budget),
                result.states(),
                result.transitions(),
                result.ends());
        if (Boolean.getBoolean("arelops.write")) {
            write("| changes: " + world + " |", row);
        }
        assertThat(read().lines().anyMatch(row::equals))
                .as(
                        "docs/proof.md has this line:%n%s%nPaste it there, or write the page anew:"
                                + " ./mvnw -pl core test -Dtest=ChangeExplorationTest -Darelops.write=true",
                        row)
                .isTrue();
    }

    private static String words(ChangeWorld.Budget budget) {
        String words = Stream.of(
                        part(budget.bad(), "bad"),
                        part(budget.faults(), "faults"),
                        part(budget.people(), "people"),
                        part(budget.pushes(), "heads"),
                        part(budget.others(), "others"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and "));
        return words.isEmpty() ? "nothing" : words;
    }

    private static String part(int number, String what) {
        return number == 0 ? "" : number + " " + what;
    }

    private static synchronized void write(String begins, String row) {
        List<String> lines =
                read().lines().map(line -> line.startsWith(begins) ? row : line).toList();
        try {
            Files.writeString(PAGE, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
