package arelops.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.JsonReader;
import arelops.core.policy.Report;
import arelops.core.policy.Report.Format;
import arelops.core.report.Findings;
import arelops.core.report.ReportJson;
import arelops.core.report.ReportResult;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// GATE-2: what the readers make of reports, well-formed and not.
class ReportReaderTest {
    @TempDir
    Path folder;

    private ReportFile file(String name, byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve(name), bytes);
        return new ReportFile(name, path);
    }

    private ReportResult read(Format format, byte[]... files) throws IOException {
        List<ReportFile> all = new ArrayList<>();
        for (byte[] bytes : files) {
            all.add(file("report-" + all.size(), bytes));
        }
        return new Reports(new Report(format, "report-*"), UnaryOperator.identity()).read(all);
    }

    private ReportResult read(Format format, String... files) throws IOException {
        byte[][] all = new byte[files.length][];
        for (int i = 0; i < files.length; i++) {
            all[i] = files[i].getBytes(StandardCharsets.UTF_8);
        }
        return read(format, all);
    }

    static String said(ReportResult result) {
        return switch (result) {
            case ReportResult.NoData(String because) -> because;
            case ReportResult.Read(Findings.Tests tests, ReportResult.Origin _) ->
                "%d passed, %d failed, %d errors, %d skipped, %d flaky (%d): %s"
                        .formatted(
                                tests.passed(),
                                tests.failed(),
                                tests.errors(),
                                tests.skipped(),
                                tests.flaky(),
                                tests.reruns(),
                                String.join(", ", tests.names()));
            case ReportResult.Read(Findings.Found found, ReportResult.Origin _) ->
                found.levels() + ", " + found.suppressed() + " suppressed: "
                        + found.listed().stream().map(Object::toString).collect(Collectors.joining(", "));
        };
    }

    @ParameterizedTest
    @FieldSource("arelops.app.report.ReportSamples#ALL")
    @DisplayName("GATE-2: reports in the manner of many tools are read: counts, failures, levels")
    void samples(ReportSamples.Sample sample) throws IOException {
        ReportResult result = read(sample.format(), sample.text());

        assertThat(said(result)).as(sample.tool()).isEqualTo(sample.says());
        assertThat(ReportJson.read(JsonReader.read(ReportJson.of(result).canonical())))
                .isEqualTo(result);
    }

    @Test
    @DisplayName("GATE-2: the files of a report are added up; the same name in two of them is two tests")
    void several_files() throws IOException {
        ReportResult result = read(
                Format.JUNIT,
                ReportSamples.GRADLE,
                "<testsuite><testcase classname='c' name='t'><failure/></testcase></testsuite>",
                "<testsuite><testcase classname='c' name='t'/></testsuite>");

        assertThat(said(result)).isEqualTo("2 passed, 1 failed, 0 errors, 0 skipped, 1 flaky (1): c.t");
        ReportResult.Read read = (ReportResult.Read) result;
        assertThat(read.origin().files()).isEqualTo(3);
        assertThat(read.origin().bytes()).isGreaterThan(ReportSamples.GRADLE.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F P   | 0 passed, 0 failed, 0 errors, 0 skipped, 1 flaky (1): ",
                "F F P | 0 passed, 0 failed, 0 errors, 0 skipped, 1 flaky (2): ",
                "P F   | 1 passed, 1 failed, 0 errors, 0 skipped, 0 flaky (0): c.t",
                "F P F | 0 passed, 1 failed, 0 errors, 0 skipped, 0 flaky (0): c.t",
                "F F   | 0 passed, 1 failed, 0 errors, 0 skipped, 0 flaky (0): c.t",
                "F E   | 0 passed, 0 failed, 1 errors, 0 skipped, 0 flaky (0): c.t",
                "F S   | 0 passed, 1 failed, 0 errors, 1 skipped, 0 flaky (0): c.t",
                "P P   | 2 passed, 0 failed, 0 errors, 0 skipped, 0 flaky (0): "
            })
    @DisplayName(
            "GATE-8: of one name the last result counts; a pass after a failure is flaky, a failure after a pass fails")
    void repeated_names(String results, String says) throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite>");
        for (String result : results.split(" ", -1)) {
            xml.append("<testcase classname='c' name='t'>")
                    .append(
                            switch (result) {
                                case "F" -> "<failure/>";
                                case "E" -> "<error/>";
                                case "S" -> "<skipped/>";
                                default -> "";
                            })
                    .append("</testcase>");
        }

        assertThat(said(read(Format.JUNIT, xml + "</testsuite>")).strip()).isEqualTo(says);
    }

    @Test
    @DisplayName("GATE-2: tests without a name are each counted, and none makes another good")
    void tests_without_names() throws IOException {
        assertThat(said(read(
                        Format.JUNIT,
                        "<testsuite name='s'><testcase><failure/></testcase><testcase name=' '/></testsuite>")))
                .isEqualTo("1 passed, 1 failed, 0 errors, 0 skipped, 0 flaky (0): s.(a test without a name)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JUNIT | `` | line 1: ",
                "JUNIT | ` ` | line",
                "JUNIT | <html><body/></html> | line 1: it begins with <html>, JUnit XML with <testsuites> or <testsuite>",
                "JUNIT | <testsuite><testcase name='a'> | line 1: ",
                "JUNIT | <testsuite><testcase name='a'/></testsuite><more/> | line 1: ",
                "JUNIT | <testsuite failures='-1'/> | line 1: failures=\"-1\" is no number of tests",
                "JUNIT | <testsuite failures='99999999999999999999'/> | is no number of tests",
                "JUNIT | <testsuite errors='many'/> | errors=\"many\" is no number of tests",
                "JUNIT | <testsuite><testcase><testcase/></testcase></testsuite> | a <testcase> within a <testcase>",
                "JUNIT | <!DOCTYPE testsuite><testsuite/> | it declares a document type, and those are not read",
                "JUNIT | <testsuite>&boom;</testsuite> | line 1: it refers to an entity, and those are not read",
                "JUNIT | <?xml version='1.0' encoding='EBCDIC-CP-BE'?><testsuite/> | the encoding EBCDIC-CP-BE is not read; write UTF-8",
                "JUNIT | {} | line 1: ",
                "SARIF | `` | it is empty",
                "SARIF | [] | line 1: here belongs an object",
                "SARIF | {\"version\":\"2.1.0\"} | it has no run",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[]} | it has no run",
                "SARIF | {\"version\":\"1.0.0\",\"runs\":[{\"results\":[]}]} | its version is \"1.0.0\"; SARIF 2.1.0 is read",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[{}]} | a run without results: the tool did not look for any",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[{\"results\":null}]} | a run without results",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[{\"results\":[],\"invocations\":[{\"executionSuccessful\":false}]}]} | its execution was not successful",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[{\"results\":[1]}]} | here belongs an object",
                "SARIF | {\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]} {} | something after the end",
                "CYCLONEDX | {\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"} | nobody looked for any",
                "CYCLONEDX | {\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.3\",\"vulnerabilities\":[]} | its specVersion is \"1.3\"",
                "CYCLONEDX | {\"spdxVersion\":\"2.3\"} | its bomFormat is \"\", not CycloneDX",
                "CYCLONEDX | <bom/> | line 1: ",
                "OSV | {} | it has no results: nothing was scanned",
                "OSV | {\"results\":{}} | here belongs a list",
                "OSV | null | here belongs an object"
            })
    @DisplayName("GATE-2: what is empty, unreadable or something else is no data, with the place")
    void no_data(Format format, String text, String because) throws IOException {
        ReportResult result = read(format, text);

        assertThat(result).isInstanceOf(ReportResult.NoData.class);
        assertThat(said(result)).startsWith("report-0: ").contains(because);
    }

    @Test
    @DisplayName(
            "GATE-2: an analysis that looked and found nothing is data; no file, and one bad file among good ones, is not")
    void nothing_found_and_nothing_there() throws IOException {
        assertThat(said(read(Format.SARIF, "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}")))
                .isEqualTo("{}, 0 suppressed: ");
        assertThat(said(read(
                        Format.CYCLONEDX,
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"vulnerabilities\":[]}")))
                .isEqualTo("{}, 0 suppressed: ");
        assertThat(said(read(Format.OSV, "{\"results\":[]}"))).isEqualTo("{}, 0 suppressed: ");
        assertThat(said(read(Format.JUNIT, new String[0]))).isEqualTo("no file matches report-*");
        assertThat(said(read(Format.JUNIT, ReportSamples.GO, ""))).startsWith("report-1: ");
    }

    @Test
    @DisplayName("GATE-2: the encodings that tools write are read, and bytes of another are no data")
    void encodings() throws IOException {
        String xml = "<testsuite><testcase name='größe'><failure/></testcase></testsuite>";
        String json = "\uFEFF{\"results\":[]}";

        for (String name : List.of("UTF-8", "ISO-8859-1", "windows-1252")) {
            byte[] bytes = ("<?xml version=\"1.0\" encoding=\"" + name + "\"?>" + xml).getBytes(Charset.forName(name));
            assertThat(said(read(Format.JUNIT, bytes))).as(name).endsWith("größe");
        }
        for (Charset wide : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            byte[] bytes = ("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + xml).getBytes(wide);
            assertThat(said(read(Format.JUNIT, bytes))).endsWith("größe");
            assertThat(said(read(Format.OSV, json.getBytes(wide)))).isEqualTo("{}, 0 suppressed: ");
        }
        assertThat(said(read(Format.OSV, json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("{}, 0 suppressed: ");
        assertThat(said(read(Format.JUNIT, xml.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("report-0: its bytes are no text in its encoding");
        assertThat(said(read(Format.OSV, "{\"a\":\"größe\",\"results\":[]}".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("report-0: its bytes are no text in its encoding");
    }

    @Test
    @DisplayName("CFG-2: names of a report are masked, put on one line, made harmless and cut, and stay different")
    void names_are_made_harmless() {
        Names names = new Names(text -> text.replace("open-sesame", "***"));
        String longer = "x".repeat(300);

        assertThat(names.shown("a open-sesame\u001b[31m\nb\u202Ec\uD800")).isEqualTo("a *** [31m b\uFFFDc\uFFFD");
        assertThat(names.shown("y".repeat(ReportLimits.NAME - 15) + "open-sesame and more"))
                .as("a secret is masked before it is cut")
                .doesNotContain("open");
        assertThat(names.shown(longer + "1")).hasSize(ReportLimits.NAME).isNotEqualTo(names.shown(longer + "2"));
        assertThat(names.shown("größe 😀")).isEqualTo("größe 😀");
    }
}
