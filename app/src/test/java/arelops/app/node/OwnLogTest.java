package arelops.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The output of controller and node stays within bounds, however long they run.
class OwnLogTest {
    private static final LogLimits LIMITS = new LogLimits(1000, 2);

    @TempDir
    Path folder;

    /// A process that appends a line of its number for each line that it reads.
    private static final String WRITER = "while read n; do echo line $n; done";

    @Test
    void a_process_that_goes_on_printing_fills_three_files_at_most() throws Exception {
        Path file = folder.resolve("controller.log");
        OwnLog log = new OwnLog(file, LIMITS);
        Process writer = new ProcessBuilder("sh", "-c", WRITER)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                .start();
        try (var in = writer.outputWriter()) {
            for (int i = 1; i <= 1000; i++) {
                in.write(i + "\n");
                in.flush();
                String line = "line " + i + "\n";
                Eventually.until("it is written", () -> ends(file, line));
                log.rotate();
            }
        }
        assertThat(writer.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(names()).containsExactly("controller.1.log", "controller.2.log", "controller.log");
        String kept = Files.readString(folder.resolve("controller.2.log"))
                + Files.readString(folder.resolve("controller.1.log"))
                + Files.readString(file);
        assertThat(kept).hasSizeLessThan(3 * 1100).endsWith("line 1000\n");
        List<String> lines = kept.lines().toList();
        assertThat(lines).hasSize(1001 - Integer.parseInt(lines.getFirst().substring(5)));
    }

    private static boolean ends(Path file, String line) {
        try {
            return Files.readString(file).endsWith(line);
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_file_that_is_not_there_or_small_is_left_alone() throws IOException {
        Path file = folder.resolve("node.log");
        new OwnLog(file, LIMITS).rotate();
        Files.writeString(file, "short\n");

        new OwnLog(file, LIMITS).rotate();

        assertThat(names()).containsExactly("node.log");
    }
}
