package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the table of `docs/standard.md` true: which tests name which requirement.
class StandardTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path STANDARD = ROOT.resolve("docs/standard.md");
    private static final Pattern ID =
            Pattern.compile("\\b(TAG|CHG|GATE|LINE|LOC|TST|BET|PAS|PRO|URG|DAT|CFG|ART|DEP|APP|SET|ADO|TRF|CAN|EVD|REL)"
                    + "-(\\d+)((?:, \\d+)*)\\b");
    private static final Pattern ROW =
            Pattern.compile("(\\| \\[([A-Z]+-\\d+)]\\([^|]*\\| [^|]*\\| )([^|]*)( \\| )(\\w+)( \\|)");
    private static final int SHOWN = 4;

    /// Requirements by id, with the test classes that name them. `LINE-1, 2` names two.
    private static Map<String, Set<String>> named() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("StandardTest.java"))
                    .toList();
            for (Path test : tests) {
                String type = String.valueOf(test.getFileName()).replace(".java", "");
                Matcher id = ID.matcher(Files.readString(test));
                while (id.find()) {
                    named.computeIfAbsent(id.group(1) + "-" + id.group(2), _ -> new TreeSet<>())
                            .add(type);
                    for (String more : id.group(3).split(", ", -1)) {
                        if (!more.isEmpty()) {
                            named.computeIfAbsent(id.group(1) + "-" + more, _ -> new TreeSet<>())
                                    .add(type);
                        }
                    }
                }
            }
        }
        return named;
    }

    private static String cell(Set<String> tests) {
        List<String> shown =
                tests.stream().limit(SHOWN).map(test -> "`" + test + "`").toList();
        return String.join(", ", shown) + (tests.size() > SHOWN ? " and " + (tests.size() - SHOWN) + " more" : "");
    }

    @Test
    void each_requirement_that_is_claimed_is_named_by_a_test_and_the_table_says_by_which() throws IOException {
        Map<String, Set<String>> named = named();
        List<String> unproved = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(STANDARD)) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                lines.add(line);
                continue;
            }
            Set<String> tests = named.getOrDefault(row.group(2), Set.of());
            boolean claimed = !row.group(5).equals("later");
            if (claimed && tests.isEmpty()) {
                unproved.add(row.group(2));
            }
            lines.add(row.group(1)
                    + (claimed && !tests.isEmpty() ? cell(tests) : "-")
                    + row.group(4)
                    + row.group(5)
                    + row.group(6));
        }
        String table = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("arelops.write")) {
            Files.writeString(STANDARD, table);
        }

        assertThat(unproved)
                .as("claimed in docs/standard.md, and named by no test")
                .isEmpty();
        assertThat(Files.readString(STANDARD))
                .as("docs/standard.md; write it anew: ./mvnw -pl e2e test -Dtest=StandardTest -Darelops.write=true")
                .isEqualTo(table);
    }
}
