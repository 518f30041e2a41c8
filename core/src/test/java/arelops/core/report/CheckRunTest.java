package arelops.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import arelops.core.evidence.JsonReader;
import arelops.core.id.Digest;
import arelops.core.policy.Amount;
import arelops.core.policy.Check;
import arelops.core.policy.Percent;
import arelops.core.policy.Report;
import arelops.core.policy.Retry;
import arelops.core.report.Judgement.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GATE-2: how a run of a check is judged by its command and its report.
class CheckRunTest {
    private static final CommandEnd GOOD = new CommandEnd.Succeeded();
    private static final CommandEnd BAD = new CommandEnd.Failed("exit code 1");
    private static final ReportResult.Origin ORIGIN = new ReportResult.Origin(1, 100, Digest.of("report"));

    private static Check check(Report.Format format, Optional<Amount> max, int retry) {
        return new Check(
                "tests", List.of(), Optional.of(new Report(format, "r/*")), Optional.empty(), max, new Retry(retry));
    }

    private static Check tests(int retry) {
        return check(Report.Format.JUNIT, Optional.empty(), retry);
    }

    private static Check findings(Amount max) {
        return check(Report.Format.SARIF, Optional.of(max), 0);
    }

    private static ReportResult read(Findings findings) {
        return new ReportResult.Read(findings, ORIGIN);
    }

    private static ReportResult tests(long passed, long skipped, String... failed) {
        return read(new Findings.Tests(passed, failed.length, 0, skipped, 0, 0, List.of(failed)));
    }

    private static ReportResult flaky(long passed, long flaky, long reruns) {
        return read(new Findings.Tests(passed, 0, 0, 0, flaky, reruns, List.of()));
    }

    private static Findings.Found found(Finding... findings) {
        SortedMap<Level, Long> levels = new TreeMap<>();
        List<Finding> listed = new ArrayList<>(List.of(findings));
        listed.sort((left, right) -> right.level().compareTo(left.level()));
        listed.forEach(one -> levels.merge(one.level(), 1L, Long::sum));
        return new Findings.Found(levels, 0, listed);
    }

    private static Finding at(Level level, String id, String place) {
        return new Finding(level, id, place, 7);
    }

    private static Judgement judge(Check rule, CommandEnd end, ReportResult report) {
        return new CheckRun(rule, end, Optional.of(report), Optional.empty()).judged();
    }

    private static Judgement judge(Check rule, ReportResult report, ReportResult trunk) {
        return new CheckRun(rule, GOOD, Optional.of(report), Optional.of(trunk)).judged();
    }

    @Test
    @DisplayName("GATE-2: without a declared report the exit code decides")
    void without_a_report() {
        Check plain = new Check("x", List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Retry.NONE);

        assertThat(judge(plain, GOOD, tests(1, 0, "a")).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(judge(plain, BAD, tests(1, 0)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.FAILED, "exit code 1");
    }

    @Test
    @DisplayName("GATE-2: a report with failures fails, whatever the exit code is")
    void failures_fail() {
        for (CommandEnd end : List.of(GOOD, BAD)) {
            Judgement judgement = judge(tests(0), end, tests(408, 2, "a.b.CTest.x", "a.b.CTest.y"));

            assertThat(judgement.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(judgement.sentence()).isEqualTo("412 tests, 2 failed, 2 skipped: a.b.CTest.x, a.b.CTest.y");
            assertThat(judgement.reading().measured()).isEqualTo("2 failed of 412");
            assertThat(judgement.reading().needed()).isEqualTo("0 failed");
        }
    }

    @Test
    @DisplayName("GATE-2: a good report does not save a command that fails")
    void a_good_report_and_a_bad_exit_code() {
        Judgement judgement = judge(tests(0), BAD, tests(412, 0));

        assertThat(judgement.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(judgement.sentence()).isEqualTo("exit code 1, though its report is good: 412 tests passed");
        assertThat(judgement.reading().measured()).isEqualTo("0 failed of 412, and the command failed");
    }

    @Test
    @DisplayName("GATE-2: a declared report without data is no data and never passes")
    void no_data() {
        ReportResult nothing = new ReportResult.NoData("no file matches r/*");

        assertThat(judge(tests(0), GOOD, nothing))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.NO_DATA, "no data: no file matches r/*");
        assertThat(judge(tests(9), BAD, nothing))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.FAILED, "exit code 1; its report is no data: no file matches r/*");
        assertThat(new CheckRun(tests(0), GOOD, Optional.empty(), Optional.empty()).judged())
                .extracting(Judgement::outcome)
                .isEqualTo(Outcome.NO_DATA);
        assertThat(judge(tests(0), GOOD, tests(0, 0)).sentence()).isEqualTo("no data: the report holds no test");
        assertThat(judge(tests(0), GOOD, tests(0, 3)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.NO_DATA, "no data: 3 tests, all skipped");
        assertThat(judge(tests(0), BAD, tests(0, 3)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    @DisplayName("GATE-8: tests that passed when they were repeated pass within the declared retry alone")
    void flaky_tests() {
        assertThat(judge(tests(0), GOOD, flaky(9, 1, 1)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(
                        Outcome.FAILED,
                        "10 tests, 1 flaky: failed up to once before passing, and no retry is declared");
        assertThat(judge(tests(1), GOOD, flaky(9, 1, 1)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.PASSED, "10 tests, 1 flaky within the declared retry");
        assertThat(judge(tests(1), GOOD, flaky(9, 1, 2)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(
                        Outcome.FAILED,
                        "10 tests, 1 flaky: failed up to twice before passing, and the declared retry is 1");
    }

    @Test
    @DisplayName("GATE-2: what trunk's last report does not name is told first")
    void new_failures() {
        Judgement judgement = judge(tests(0), tests(1, 0, "a", "b", "c"), tests(1, 0, "b", "gone"));

        assertThat(judgement.sentence()).isEqualTo("4 tests, 3 failed, 2 of them new: a, c; 1 on trunk, too: b");
        assertThat(judgement.fresh()).containsExactly("a", "c");
        assertThat(judgement.known()).containsExactly("b");
        assertThat(judge(tests(0), tests(1, 0, "b"), tests(1, 0, "b")))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.FAILED, "2 tests, 1 failed, all on trunk, too: b");
        assertThat(judge(tests(0), tests(1, 0, "b"), new ReportResult.NoData("x"))
                        .sentence())
                .as("nothing is called new where trunk is not known")
                .isEqualTo("2 tests, 1 failed: b");
        Findings.Tests many = new Findings.Tests(0, 200, 0, 0, 0, 0, Collections.nCopies(100, "t"));
        assertThat(judge(tests(0), read(many), tests(1, 0, "b")))
                .extracting(Judgement::fresh, Judgement::sentence)
                .containsExactly(List.of(), "200 tests, 200 failed: t, t, t, t, t and 195 more");
    }

    @Test
    @DisplayName("GATE-2: `max` is the worst finding that passes; without it an error, or a high weakness, does not")
    void levels() {
        record Row(Amount max, Level worst, Outcome outcome) {}
        for (Row row : List.of(
                new Row(Amount.Severity.LOW, Level.INFO, Outcome.PASSED),
                new Row(Amount.Severity.LOW, Level.LOW, Outcome.PASSED),
                new Row(Amount.Severity.LOW, Level.MEDIUM, Outcome.FAILED),
                new Row(Amount.Severity.MEDIUM, Level.MEDIUM, Outcome.PASSED),
                new Row(Amount.Severity.MEDIUM, Level.HIGH, Outcome.FAILED),
                new Row(Amount.Severity.HIGH, Level.HIGH, Outcome.PASSED),
                new Row(Amount.Severity.HIGH, Level.CRITICAL, Outcome.FAILED),
                new Row(Amount.Severity.HIGH, Level.UNRATED, Outcome.FAILED),
                new Row(Amount.Severity.CRITICAL, Level.CRITICAL, Outcome.PASSED),
                new Row(Amount.Severity.CRITICAL, Level.UNRATED, Outcome.PASSED))) {
            Findings.Found report = found(at(row.worst, "R1", "A.java"), at(Level.INFO, "R2", "A.java"));

            assertThat(judge(findings(row.max), GOOD, read(report)).outcome())
                    .as("%s", row)
                    .isEqualTo(row.outcome);
        }
        Check usual = check(Report.Format.OSV, Optional.empty(), 0);
        assertThat(judge(usual, GOOD, read(found(at(Level.MEDIUM, "CVE-1", "lib")))))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.PASSED, "1 finding (1 medium), none worse than medium asked for");
        assertThat(judge(usual, GOOD, read(found())).sentence()).isEqualTo("0 findings");
        assertThat(check(Report.Format.SARIF, Optional.of(new Amount.Share(Percent.of(1))), 0)
                        .limit())
                .isEqualTo(Optional.of(Amount.Severity.MEDIUM));
    }

    @Test
    @DisplayName("GATE-2: findings over the limit are counted and named, and what is new is told from what trunk has")
    void findings_over_the_limit() {
        Findings.Found report = found(
                at(Level.CRITICAL, "CVE-1", "lib@1"), at(Level.HIGH, "CVE-2", "lib@1"), at(Level.LOW, "CVE-3", "b"));
        Judgement alone = judge(findings(Amount.Severity.MEDIUM), GOOD, read(report));
        Judgement beside = judge(
                findings(Amount.Severity.MEDIUM),
                read(report),
                read(found(new Finding(Level.HIGH, "CVE-2", "lib@1", 0))));

        assertThat(alone.sentence())
                .isEqualTo("2 findings over the limit medium (1 critical, 1 high, 1 low): CVE-1 in lib@1:7,"
                        + " CVE-2 in lib@1:7");
        assertThat(alone.reading().measured()).isEqualTo("1 critical, 1 high, 1 low");
        assertThat(alone.reading().needed()).isEqualTo("none worse than medium");
        assertThat(beside.fresh()).containsExactly("CVE-1 in lib@1:7");
        assertThat(beside.known()).containsExactly("CVE-2 in lib@1:7");
        assertThat(beside.sentence()).contains("1 of them new: CVE-1 in lib@1:7; 1 on trunk, too: CVE-2");
    }

    @Test
    @DisplayName("GATE-2: a number as `max` is how many findings pass, of any level")
    void a_number_of_findings() {
        Findings.Found two = found(at(Level.LOW, "a", "x"), at(Level.INFO, "b", "x"));
        Findings.Found second = found(at(Level.LOW, "a", "x"), at(Level.LOW, "a", "x"));

        assertThat(judge(findings(new Amount.Count(BigDecimal.TWO)), GOOD, read(two))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(judge(findings(new Amount.Count(BigDecimal.ONE)), GOOD, read(two)))
                .extracting(Judgement::outcome, Judgement::sentence)
                .containsExactly(Outcome.FAILED, "2 findings over the limit 1 (1 low, 1 info): a in x:7, b in x:7");
        assertThat(judge(
                                findings(new Amount.Count(BigDecimal.ZERO)),
                                read(second),
                                read(found(at(Level.LOW, "a", "x"))))
                        .fresh())
                .as("the second of two alike is new where trunk has one")
                .hasSize(1);
        assertThat(judge(findings(new Amount.Count(BigDecimal.ZERO)), BAD, read(found()))
                        .sentence())
                .isEqualTo("exit code 1, though its report is good: 0 findings");
    }

    @Test
    @DisplayName("GATE-2: nothing without data, with a failure or from a failed command passes: 20,000 random runs")
    void what_passes_is_good() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            CommandEnd end = random.nextBoolean() ? GOOD : BAD;
            int bad = random.nextInt(3);
            Findings.Tests one = new Findings.Tests(
                    random.nextInt(3),
                    bad,
                    0,
                    random.nextInt(3),
                    random.nextInt(2),
                    random.nextInt(3),
                    Collections.nCopies(bad, "t" + random.nextInt(3)));
            ReportResult report = random.nextInt(4) == 0 ? new ReportResult.NoData("x") : read(one);
            ReportResult trunk = random.nextBoolean() ? tests(1, 0, "t1") : new ReportResult.NoData("y");
            int retry = random.nextInt(3);
            Judgement judgement = new CheckRun(tests(retry), end, Optional.of(report), Optional.of(trunk)).judged();

            boolean good = report instanceof ReportResult.Read
                    && end.equals(GOOD)
                    && bad == 0
                    && one.ran() > 0
                    && (one.flaky() == 0 || one.reruns() <= retry);
            assertThat(judgement.outcome() == Outcome.PASSED)
                    .as("%s", judgement)
                    .isEqualTo(good);
            assertThat(judgement.sentence()).isNotBlank();
        }
    }

    @Test
    @DisplayName("EVD-2: what was read is written as canonical JSON, and read again as it was")
    void json_there_and_back() {
        Findings.Found found = new Findings.Found(
                new TreeMap<>(java.util.Map.of(Level.HIGH, 3L, Level.UNRATED, 1L)),
                2,
                List.of(at(Level.UNRATED, "CVE-1", "lib"), new Finding(Level.HIGH, "r", "", 0)));
        for (ReportResult result : List.of(
                read(new Findings.Tests(1, 2, 3, 4, 5, 6, List.of("a \"b\"", "c"))),
                read(found),
                new ReportResult.NoData("no file matches x"))) {
            String written = ReportJson.of(result).canonical();

            assertThat(ReportJson.read(JsonReader.read(written))).isEqualTo(result);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReportJson.read(JsonReader.read(written.replaceFirst("\"[a-z]*D?", "\"x"))));
        }
        CheckRun run = new CheckRun(tests(0), GOOD, Optional.of(tests(1, 0, "t")), Optional.empty());
        assertThat(ReportJson.document(run, new Report(Report.Format.JUNIT, "r/*"), run.judged())
                        .canonical())
                .contains(
                        "\"outcome\":\"failed\"", "\"measured\":\"1 failed of 2\"", "\"names\":[\"t\"]", "\"digest\":");
    }

    @Test
    void counts_are_counts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Findings.Tests(-1, 0, 0, 0, 0, 0, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Findings.Tests(Long.MAX_VALUE, 0, 0, 0, 0, 0, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Findings.Tests(1, 0, 0, 0, 0, 0, List.of("more names than failures")));
    }

    @Test
    @DisplayName("GATE-2: the level of a score is that of CVSS, and one that is no score is unrated")
    void scores() {
        assertThat(List.of(0.0, 0.1, 3.9, 4.0, 6.9, 7.0, 8.9, 9.0, 10.0, 10.1, -1.0, Double.NaN))
                .extracting(Level::ofScore)
                .containsExactly(
                        Level.INFO,
                        Level.LOW,
                        Level.LOW,
                        Level.MEDIUM,
                        Level.MEDIUM,
                        Level.HIGH,
                        Level.HIGH,
                        Level.CRITICAL,
                        Level.CRITICAL,
                        Level.UNRATED,
                        Level.UNRATED,
                        Level.UNRATED);
    }
}
