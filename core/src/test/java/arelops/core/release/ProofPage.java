package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The table of explored worlds in `docs/proof.md`, which must say what the run says.
final class ProofPage {
    private static final Path PAGE = Path.of("..", "docs", "proof.md");

    /// What the world is called; its budget; states, transitions, worlds at rest; whether all of it was seen.
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| ([^|]+) \\| \\d+(?:, \\d+){4} \\| ([\\d,]+) \\| ([\\d,]+) \\| [\\d,]+ \\| .*\\|$");

    private static final Pattern SUM = Pattern.compile("\\*\\*([\\d,]+) states and ([\\d,]+) transitions in all");

    private ProofPage() {}

    /// The row of this world is in the page; with `-Darelops.write=true` it is put there, and the sum with it.
    static void says(String world, World.Budget budget, Explorer.Result result) {
        String row = String.format(
                Locale.ROOT,
                "| %s | %d, %d, %d, %d, %d | %,d | %,d | %,d | %s |",
                world,
                budget.bad(),
                budget.faults(),
                budget.hands(),
                budget.people(),
                budget.commits(),
                result.states(),
                result.transitions(),
                result.rests(),
                result.complete() ? "complete" : "cut off");
        if (Boolean.getBoolean("arelops.write")) {
            write(world, row);
        }
        assertThat(read().lines().anyMatch(row::equals))
                .as(
                        "docs/proof.md has this line:%n%s%nPaste it there, or write the page anew:"
                                + " ./mvnw -pl core test -Dtest=LineExplorationTest -Darelops.write=true",
                        row)
                .isTrue();
    }

    /// One world at a time: the worlds may be explored side by side.
    private static synchronized void write(String world, String row) {
        String page = ROW.matcher(read()).replaceAll(old -> old.group(1).equals(world) ? row : old.group());
        try {
            Files.writeString(PAGE, SUM.matcher(page).replaceFirst("**" + sum(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sum that the page gives is that of its rows.
    static void addsUp() {
        String page = read();

        assertThat(page).as("docs/proof.md").contains("**" + sum(page));
    }

    private static String sum(String page) {
        long states = 0;
        long transitions = 0;
        for (MatchResult row : ROW.matcher(page).results().toList()) {
            states += number(row.group(2));
            transitions += number(row.group(3));
        }
        return String.format(Locale.ROOT, "%,d states and %,d transitions in all", states, transitions);
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
