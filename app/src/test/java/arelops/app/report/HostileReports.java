package arelops.app.report;

import arelops.core.policy.Report;
import arelops.core.policy.Report.Format;
import arelops.core.report.ReportResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// Reports that try to make a reader keep too much or work too long, each near the largest file that is read.
///
/// Its `main` reads them in a process of its own with little memory, and prints what came of each.
final class HostileReports {
    private static final int LARGE = (int) (ReportLimits.FILE_BYTES - (1 << 16));

    private HostileReports() {}

    /// @param says what is said of it
    record Hostile(String name, Format format, Writing writing, String says) {}

    @FunctionalInterface
    interface Writing {
        void to(BufferedWriter out) throws IOException;
    }

    static final List<Hostile> ALL = List.of(
            xml("attribute", around("<testsuite name='", "x", "'/>"), "a tag or a comment has more than 1048576 char"),
            xml("attribute with tags", around("<testsuite name='", "a>", "'/>"), "a tag or a comment has more than"),
            xml("attribute with lines", around("<testsuite name='", "a\n", "'/>"), "a tag or a comment has more than"),
            xml("element's name", around("<", "x", "/>"), "line 1: "),
            xml("attributes", around("<testsuite ", "a='' ", "/>"), "line 1: "),
            xml("comment", around("<testsuite><!--", "x", "--></testsuite>"), "a tag or a comment has more than"),
            xml("instruction", around("<testsuite><?a ", "x", "?></testsuite>"), "a tag or a comment has more than"),
            xml("text", around("<testsuite>", "x", "<testcase name='a'/></testsuite>"), "1 passed, 0 failed"),
            xml("spaces", around("<testsuite>", " ", "<testcase name='a'/></testsuite>"), "1 passed, 0 failed"),
            xml(
                    "cdata",
                    around(
                            "<testsuite><system-out><![CDATA[",
                            "x]] >",
                            "]]></system-out><testcase name='a'/></testsuite>"),
                    "1 passed, 0 failed"),
            xml("deep", around("<testsuite>", "<a>", ""), "line 1: "),
            xml("tests", around("<testsuite>", "<testcase name='a'/>", "</testsuite>"), "3351348 passed, 0 failed"),
            xml("failures", HostileReports::failures, "0 passed, 1000000 failed"),
            xml(
                    "unnamed failures",
                    around("<testsuite>", "<testcase><failure/></testcase>", "</testsuite>"),
                    "0 passed, "),
            xml("suites", around("<testsuites>", "<testsuite failures='1'/>", "</testsuites>"), "0 passed, "),
            xml(
                    "claims",
                    around("<testsuites>", "<testsuite failures='99999999'/>", "</testsuites>"),
                    "it claims more than 100000000 failures"),
            xml(
                    "entities",
                    around(
                            "<!DOCTYPE t [<!ENTITY a '1234567890'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><testsuite>",
                            "&b;",
                            "</testsuite>"),
                    "line 1: it declares a document type"),
            xml(
                    "external entity",
                    out -> out.write("<!DOCTYPE t SYSTEM 'file:///etc/passwd'><testsuite name='&t;'/>"),
                    "line 1: it declares a document type"),
            xml(
                    "parameter entity",
                    out -> out.write("<!DOCTYPE t [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]><testsuite/>"),
                    "line 1: it declares a document type"),
            xml("nul", around("<testsuite>", "\0", "</testsuite>"), "line 1: "),
            json("text", around("{\"results\":[],\"a\":\"", "x", "\"}"), "{}, 0 suppressed"),
            json(
                    "wanted text",
                    around("{\"results\":[{\"packages\":[{\"package\":{\"name\":\"", "x", "\"}}]}]}"),
                    "line 1: "),
            json("name", around("{\"", "x", "\":1}"), "line 1: "),
            json("number", around("{\"a\":", "1", "}"), "line 1: "),
            json("fraction", around("{\"a\":0.", "1", "}"), "line 1: "),
            json("deep", around("", "[", ""), "line 1: "),
            json("deep list that is skipped", around("{\"results\":[],\"a\":", "[", ""), "line 1: "),
            json("deep objects", around("{\"results\":", "{\"a\":", ""), "line 1: "),
            json("list", around("{\"results\":[", "{},", "{}]}"), "{}, 0 suppressed"),
            json("names", around("{\"results\":[],\"a\":{", "\"b\":0,", "\"c\":0}}"), "{}, 0 suppressed"),
            json(
                    "groups",
                    around("{\"results\":[{\"packages\":[{\"groups\":[", "{},", "{}]}]}]}"),
                    "line 1: one package has more than 20000 weaknesses"),
            json(
                    "aliases",
                    around("{\"results\":[{\"packages\":[{\"groups\":[{\"ids\":[", "0,", "0]}]}]}]}"),
                    "line 1: one package has more than 20000 weaknesses"),
            json(
                    "packages",
                    around("{\"results\":[{\"packages\":[", "{\"groups\":[{}]},", "{}]}]}"),
                    "{unrated=4186112}, 0 suppressed"),
            json("nul", around("{\"results\":[]}", "\0", ""), "line 1: "),
            sarif(
                    "runs",
                    around("{\"version\":\"2.1.0\",\"runs\":[", "{\"results\":[]},", "{\"results\":[]}]}"),
                    "it has more than 1000 runs"),
            sarif(
                    "rules",
                    around(
                            "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"rules\":[",
                            "{\"id\":\"a\"},",
                            "{}]}},\"results\":[]}]}"),
                    "it has more than 20000 rules"),
            sarif(
                    "results",
                    around("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[", "{},", "{}]}]}"),
                    "{medium=22347436}, 0 suppressed"),
            sarif(
                    "indexes",
                    out -> out.write(
                            "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleIndex\":-5},{\"ruleIndex\":99999999999999},"
                                    + "{\"ruleIndex\":1.5},{\"locations\":[{\"physicalLocation\":{\"region\":{\"startLine\":-3}}}]}]}]}"),
                    "{medium=4}, 0 suppressed"));

    private static Hostile xml(String name, Writing writing, String says) {
        return new Hostile("xml " + name, Format.JUNIT, writing, says);
    }

    private static Hostile json(String name, Writing writing, String says) {
        return new Hostile("json " + name, Format.OSV, writing, says);
    }

    private static Hostile sarif(String name, Writing writing, String says) {
        return new Hostile("sarif " + name, Format.SARIF, writing, says);
    }

    /// Something repeated until the file is nearly as large as may be.
    private static Writing around(String before, String repeated, String after) {
        return out -> {
            out.write(before);
            String piece = repeated.repeat((1 << 16) / repeated.length());
            int left = (LARGE - before.length()) / piece.length();
            for (int i = 0; i < left; i++) {
                out.write(piece);
            }
            out.write(after);
        };
    }

    private static void failures(BufferedWriter out) throws IOException {
        out.write("<testsuite>");
        for (int i = 0; i < 1_000_000; i++) {
            out.write("<testcase name='t" + i + "'><failure message='no'/></testcase>");
        }
        out.write("</testsuite>");
    }

    private static ReportResult read(Hostile one, Path folder) throws IOException {
        Path path = folder.resolve("hostile");
        try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            one.writing().to(out);
        }
        return new Reports(new Report(one.format(), "*"), UnaryOperator.identity())
                .read(List.of(new ReportFile(one.name(), path)));
    }

    public static void main(String[] arguments) throws IOException {
        for (Hostile one : ALL) {
            System.out.println(one.name() + " = " + ReportReaderTest.said(read(one, Path.of(arguments[0]))));
        }
    }
}
