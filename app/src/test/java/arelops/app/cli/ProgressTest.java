package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.record.RecordingSeen;
import arelops.testkit.Patience;
import arelops.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line that is rewritten while a command takes long.
class ProgressTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Progress.State HALF = new Progress.State("sending", 0.5, 12_340, "late p99 0.3 ms  2 errors");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Shell shell() {
        return new Shell(folder, new SettableClock(Instant.parse("2026-10-10T14:00:00Z"))).with("COLUMNS", "120");
    }

    private Session session(Shell shell) {
        return new Session(shell.world(out, err), new Common());
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void it_says_how_much_is_done_how_fast_and_how_long_it_takes_yet() {
        assertThat(Progress.line(Sample.plain(120), HALF, TEN))
                .isEqualTo("↻ sending  ██████████░░░░░░░░░░  50 %  12,340 requests  1,234/s"
                        + "  late p99 0.3 ms  2 errors  10 s left");
        assertThat(Progress.line(Sample.plain(80), HALF, TEN))
                .isEqualTo("↻ sending  50 %  12,340 requests  1,234/s  late p99 0.3 ms  2 errors  10 s left");
        assertThat(Progress.line(Sample.plain(40), HALF, TEN)).hasSize(39).endsWith("…");
    }

    @Test
    void what_is_not_known_is_not_said() {
        assertThat(Progress.line(Sample.plain(120), new Progress.State("importing", -1, 7, ""), Duration.ZERO))
                .isEqualTo("↻ importing  7 requests");
        assertThat(Progress.line(Sample.plain(120), new Progress.State("recording", 0.25, -1, ""), TEN))
                .isEqualTo("↻ recording  █████░░░░░░░░░░░░░░░  25 %  30 s left");
        assertThat(Progress.line(Sample.plain(120), new Progress.State("sending", 2, 4, ""), TEN))
                .endsWith("100 %  4 requests  0/s");
        assertThat(Progress.line(Sample.plain(120), Progress.State.NOTHING, TEN))
                .isEmpty();
    }

    @Test
    void a_recording_says_how_much_it_has() {
        RecordingSeen.Running running =
                new RecordingSeen.Running("production-1", "", Instant.EPOCH, Instant.EPOCH.plus(TEN), 1_200, 34);

        assertThat(Progress.line(
                        Sample.plain(120),
                        TrafficRecordCommand.state(TEN, TEN.multipliedBy(2), Optional.of(running)),
                        TEN))
                .isEqualTo("↻ recording  ██████████░░░░░░░░░░  50 %  1,200 requests  120/s  34 left out  10 s left");
        assertThat(TrafficRecordCommand.state(TEN, TEN, Optional.empty()))
                .isEqualTo(new Progress.State("ending", -1, -1, ""));
    }

    @Test
    @DisplayName("a person sees one line that is rewritten, out of the way of others, and gone at the end")
    void at_a_terminal() {
        Session session = session(shell().typing(""));
        try (Progress progress = Progress.of(session)) {
            progress.follow(() -> HALF);
            Patience.until("it is drawn twice", () -> errors().split("↻ sending", -1).length > 2);
            progress.aside(() -> session.note("· a note"));
        }

        assertThat(errors()).endsWith("\r\u001b[K· a note\n");
        assertThat(errors().chars().filter(c -> c == 10)).hasSize(1);
        assertThat(out.size()).isZero();
    }

    @Test
    @DisplayName("nothing of it without a terminal, in CI, at a dumb terminal, and with --json, --plain or --quiet")
    void nobody_watches() throws Exception {
        assertThat(session(shell()).watched()).isFalse();
        assertThat(session(shell().typing("")).watched()).isTrue();
        assertThat(session(shell().typing("").with("NO_COLOR", "1")).watched()).isTrue();
        assertThat(session(shell().typing("").with("CI", "true")).watched()).isFalse();
        assertThat(session(shell().typing("").with("TERM", "dumb")).watched()).isFalse();
        Files.createDirectories(folder.resolve(".git"));
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 80_000; i++) {
            log.append("192.0.2.7 - - [10/Oct/2026:13:55:36 +0000] \"GET /users/")
                    .append(i)
                    .append(" HTTP/1.1\" 200 2 \"-\" \"curl/8\"\n");
        }
        Files.writeString(folder.resolve("access.log"), log);

        assertThat(shell().typing("").run("traffic", "import", "access.log").err())
                .contains("↻ importing")
                .endsWith("\r\u001b[K· no controller runs here: nothing was written to the ledger\n");
        for (String option : new String[] {"--json", "--quiet", "--plain"}) {
            assertThat(shell().typing("")
                            .run("traffic", "scan", "access", option)
                            .err())
                    .isEmpty();
        }
        assertThat(shell().run("traffic", "scan", "access").err()).isEmpty();
    }
}
