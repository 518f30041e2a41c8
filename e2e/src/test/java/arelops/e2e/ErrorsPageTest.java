package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Keeps the page of errors complete: every message ends with a code that people look up there.
class ErrorsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern MADE =
            Pattern.compile("(?:new Fault\\(|Sent\\.error\\(|String CODE = )(.*?);", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("(?<!getProperty\\()\"((?:[a-z]+\\.[a-z-]+)|bug|start)\"");
    /// The codes of refused commands, which are put together from the reason.
    private static final Set<String> MADE_OF_A_REASON = Set.of("command.rule", "command.role", "command.input");

    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\S+)$");

    @Test
    @DisplayName(
            "REL-3: every code of an error has its heading on the page of errors, and no heading is without a code")
    void every_code_has_its_heading() throws IOException {
        SortedSet<String> codes = new TreeSet<>(MADE_OF_A_REASON);
        try (Stream<Path> files = Files.walk(ROOT.resolve("app/src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                codes.addAll(codes(Files.readString(file)));
            }
        }

        SortedSet<String> headings = new TreeSet<>();
        Matcher heading = HEADING.matcher(Files.readString(ROOT.resolve("docs/errors.md")));
        while (heading.find()) {
            headings.add(heading.group(1));
        }

        assertThat(headings).hasSizeGreaterThan(50).isEqualTo(codes);
    }

    /// The first text in what makes an error that has the form of a code.
    private static SortedSet<String> codes(String source) {
        SortedSet<String> codes = new TreeSet<>();
        Matcher made = MADE.matcher(source);
        while (made.find()) {
            Matcher code = CODE.matcher(made.group(1));
            while (code.find()) {
                codes.add(code.group(1));
            }
        }
        return codes;
    }
}
