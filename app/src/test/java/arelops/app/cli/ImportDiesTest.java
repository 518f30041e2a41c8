package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.OwnJava;
import arelops.testkit.Patience;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An import that is killed, one whose disk is full, and one whose file breaks off: real processes.
class ImportDiesTest {
    private static final List<String> NOTHING_KEPT =
            List.of("cannot be written: ", "Nothing of it was kept", "Make room on the disk of ", "traffic.disk");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(InstantSource.system().instant());

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder, clock).run(line);
    }

    private static String line(int number) {
        return "192.0.2.7 - - [10/Oct/2026:13:%02d:%02d +0000] \"GET /products?q="
                        .formatted(number / 60 % 60, number % 60)
                + "-a-word-of-thirty-two-letters-%08d".formatted(number).repeat(180) // some fill a segment of 16 MiB
                + " HTTP/1.1\" 200 2326 \"-\" \"curl/8\"\n";
    }

    private Process started(String before, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", before + "exec \"$@\"", "sh"));
        command.addAll(OwnJava.command("-XX:-UsePerfData", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.add("arelops.app.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("LANG", "en_US.UTF-8");
        return builder.redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private List<Path> stored(String end) {
        if (!Files.isDirectory(folder.resolve("state"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("TRF-1: what a killed import leaves is taken for whole by nothing, and goes at its time")
    void killed() throws Exception {
        Process process = started("", "traffic", "import", "-", "--format", "log", "--name", "shop", "--keep", "1h");
        OutputStream in = process.getOutputStream();
        int[] written = {0};
        Patience.until("a segment is on the disk", Duration.ofMinutes(3), () -> {
            try {
                for (int i = 0; i < 200 && written[0] < 6_000; i++) {
                    in.write(line(written[0]++).getBytes(StandardCharsets.US_ASCII));
                }
                return !stored(".atr").isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        process.destroyForcibly().waitFor();

        Shell.Ran scanned = run("traffic", "scan", "shop");
        assertThat(run("traffic", "list").out()).contains("has not ended");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(run("traffic", "list", "--json").out())
                        .at("/recordings/0/whole")
                        .asBoolean(true))
                .isFalse();
        assertThat(run("traffic", "show", "shop").out()).contains("has not ended");
        assertThat(scanned.code()).isIn(8, 1);
        assertThat(scanned.out()).contains("it has not ended: what made it died, or is still at it");
        assertThat(run("traffic", "replay", "shop", "--to", "http://127.0.0.1:1", "--speed", "100x", "--patience", "1s")
                        .err())
                .contains("has not ended");
        clock.move(Duration.ofHours(2));
        Files.writeString(folder.resolve("access.log"), line(1));
        assertThat(run("traffic", "import", "access.log").err()).contains("was deleted: its time is over");
        assertThat(stored("shop-*")).isEmpty();
    }

    @Test
    void what_was_killed_before_it_said_its_time_goes_when_it_is_a_day_old() throws IOException {
        Files.writeString(folder.resolve("access.log"), line(1));
        run("traffic", "import", "access.log");
        Path half = Files.createDirectory(
                stored("/key").getFirst().resolve("../../half-20261010-1400").normalize());
        Files.createFile(half.resolve("key"));
        Files.setLastModifiedTime(half, FileTime.from(clock.instant().minus(Duration.ofHours(23))));

        run("traffic", "import", "access.log");
        boolean stays = Files.exists(half);
        clock.move(Duration.ofHours(2));
        Shell.Ran later = run("traffic", "import", "access.log");

        assertThat(stays).isTrue();
        assertThat(later.err()).contains("half-20261010-1400 was deleted");
        assertThat(half).doesNotExist();
    }

    @Test
    @DisplayName("TRF-1: a disk that takes no more is told with its place and mend, and nothing half stays")
    void full_disk() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", state.toString()),
                "a tmpfs can only be mounted by root");
        try {
            int code = imported("");

            assertThat(code).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("err.txt")))
                    .contains("No space left on device")
                    .contains(NOTHING_KEPT)
                    .doesNotContain("is kept in");
            nothingStays();
        } finally {
            command("umount", "-l", state.toString());
        }
    }

    @Test
    void a_file_that_may_not_grow_is_told_like_a_full_disk() throws Exception {
        int code = imported("ulimit -f 64; ");

        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err.txt")))
                .contains("the compressor cannot be unpacked to ")
                .contains(NOTHING_KEPT);
        nothingStays();
    }

    private int imported(String before) throws IOException, InterruptedException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            log.append(line(i));
        }
        Files.writeString(folder.resolve("access.log"), log);
        return started(before, "traffic", "import", "access.log").waitFor();
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void nothingStays() {
        assertThat(stored(".atr")).isEmpty();
        assertThat(stored("/key")).isEmpty();
        assertThat(run("traffic", "list").out()).contains("There are no recordings here");
    }
}
