package arelops.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.policy.Report;
import arelops.core.policy.Report.Format;
import arelops.core.report.Findings;
import arelops.core.report.ReportResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// GATE-2: whatever a report holds, reading it takes bounded memory and time, and ends with a sentence.
class HostileReportsTest {
    private static final String SIGNS = "<>\"'&;{}[],:/!?\\0-9";
    private static final int MUTATIONS = Boolean.getBoolean("arelops.long") ? 20_000 : 2_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "GATE-2: files of 64 MiB made to fill memory are read, or refused with their place, in a heap of 64 MiB")
    void little_memory_is_enough() throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileReports.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        boolean ended = reader.waitFor(10, TimeUnit.MINUTES);
        reader.destroyForcibly();

        assertThat(ended).isTrue();
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(HostileReports.ALL.size());
        for (int i = 0; i < lines.size(); i++) {
            HostileReports.Hostile one = HostileReports.ALL.get(i);
            assertThat(lines.get(i)).startsWith(one.name() + " = ").contains(one.says());
        }
        assertThat(reader.exitValue()).isZero();
    }

    @Test
    @DisplayName(
            "GATE-2: a file beyond the limit is no data, even where it grew since it was found; so is too much together")
    void too_large() throws IOException {
        Path path = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(ReportLimits.FILE_BYTES + 1);
        }
        assertThat(ReportReaderTest.said(read(Format.JUNIT, path))).isEqualTo("large: larger than 64 MiB");

        Path most = Files.writeString(folder.resolve("most"), "<testsuite><testcase name='a'/>");
        try (RandomAccessFile file = new RandomAccessFile(most.toFile(), "rw")) {
            byte[] blank = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            file.seek(file.length());
            for (int i = 0; i < 63; i++) {
                file.write(blank);
            }
            file.write("</testsuite>".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(ReportReaderTest.said(read(Format.JUNIT, most, most, most, most, most)))
                .isEqualTo("its files have more than 256 MiB together");
    }

    @Test
    @DisplayName(
            "GATE-2: a file that is gone, a link or a folder is no data, and its sentence holds no path of the machine")
    void not_a_file() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        for (Path path : List.of(folder.resolve("gone"), link, folder)) {
            ReportResult result = read(Format.JUNIT, path);

            assertThat(result).isInstanceOf(ReportResult.NoData.class);
            assertThat(ReportReaderTest.said(result)).contains("cannot be read").doesNotContain("/");
        }
    }

    /// The bytes are changed in many small ways: what comes of it is a result, never an exception, and within the
    /// limits.
    @ParameterizedTest
    @FieldSource("arelops.app.report.ReportSamples#ALL")
    @DisplayName("GATE-2: 20,000 mutations of each format are read or refused, and nothing breaks the reader")
    void mutations(ReportSamples.Sample sample) throws IOException {
        byte[] good = sample.text().getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("mutated");
        Random random = new Random(sample.tool().hashCode());
        long alike = ReportSamples.ALL.stream()
                .filter(other -> other.format() == sample.format())
                .count();
        int read = 0;
        for (int i = 0; i * alike < MUTATIONS; i++) {
            byte[] mutated = mutated(good, random);
            Files.write(path, mutated);
            ReportResult result = read(sample.format(), path);

            switch (result) {
                case ReportResult.NoData(String because) ->
                    assertThat(because).startsWith("mutated: ").hasSizeLessThan(3 * ReportLimits.NAME);
                case ReportResult.Read(Findings findings, ReportResult.Origin origin) -> {
                    read++;
                    assertThat(origin.bytes()).isEqualTo(mutated.length);
                    assertThat(names(findings))
                            .allMatch(name -> name.length() <= 3 * ReportLimits.NAME
                                    && name.codePoints().noneMatch(Character::isISOControl));
                }
            }
        }
        assertThat(read).as("some change nothing that counts").isBetween(1, MUTATIONS - 1);
    }

    private static List<String> names(Findings findings) {
        return switch (findings) {
            case Findings.Tests tests -> tests.names();
            case Findings.Found found ->
                found.listed().stream().map(Object::toString).toList();
        };
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
            bytes = switch (random.nextInt(7)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> joined(bytes, at, new byte[0], to);
                case 2 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
                case 3 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
                case 4 -> joined(bytes, at, new byte[] {(byte) SIGNS.charAt(random.nextInt(SIGNS.length()))}, at + 1);
                case 5 -> joined(bytes, at, Arrays.copyOfRange(good, random.nextInt(good.length), good.length), to);
                default -> flipped(bytes, at, random.nextInt(8));
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        bytes[at] ^= (byte) (1 << bit);
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
        byte[] out = new byte[until + middle.length + bytes.length - from];
        System.arraycopy(bytes, 0, out, 0, until);
        System.arraycopy(middle, 0, out, until, middle.length);
        System.arraycopy(bytes, from, out, until + middle.length, bytes.length - from);
        return out;
    }

    private static ReportResult read(Format format, Path... paths) {
        List<ReportFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new ReportFile(String.valueOf(path.getFileName()), path));
        }
        return new Reports(new Report(format, "*"), UnaryOperator.identity()).read(files);
    }
}
