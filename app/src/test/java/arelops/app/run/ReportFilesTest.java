package arelops.app.run;

import static arelops.app.run.JobWorld.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.core.policy.Report;
import arelops.core.policy.Report.Format;
import arelops.core.report.Findings;
import arelops.core.report.ReportResult;
import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// GATE-2: the report of a real job, from the files that its command left.
class ReportFilesTest {
    private static final String ONE = "echo '<testsuite><testcase name=\"a\"/></testsuite>'";
    private static final String BAD = "echo '<testsuite><testcase name=\"b\"><failure/></testcase></testsuite>'";
    private static final JobId ID = new JobId("job");

    @TempDir
    Path temp;

    private static Report junit(String glob) {
        return new Report(Format.JUNIT, glob);
    }

    private static ReportResult report(JobWorld world, String command, String glob) {
        return world.run(job("job", command).reading(junit(glob))).report().orElseThrow();
    }

    private static String because(ReportResult result) {
        return result instanceof ReportResult.NoData(String because) ? because : result.toString();
    }

    private static Findings.Tests tests(ReportResult result) {
        assertThat(result).isInstanceOf(ReportResult.Read.class);
        return (Findings.Tests) ((ReportResult.Read) result).findings();
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    @DisplayName(
            "GATE-2: what a command leaves is read under each isolation, also when it fails, and kept with the job")
    void it_is_read_and_kept(Isolation isolation) throws IOException {
        JobState.Finished end;
        try (var world = new JobWorld(temp)) {
            assumeTrue(world.sandbox.works(isolation), isolation + " does not work here");
            end = world.run(job("job", "mkdir r && " + ONE + " >r/1.xml && " + BAD + " >r/2.xml; exit 3", isolation)
                    .reading(junit("r/*.xml")));
        }

        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(tests(end.report().orElseThrow()).names()).containsExactly("b");
        assertThat(tests(end.report().orElseThrow()).total()).isEqualTo(2);
        try (var again = new JobWorld(temp)) {
            assertThat(again.look(ID)).as("the next runner knows it").isEqualTo(end);
        }
    }

    @Test
    @DisplayName("GATE-2: a job that was asked for no report has none, nor has one that was cancelled")
    void no_report_was_asked_for() throws IOException {
        try (var world = new JobWorld(temp)) {
            assertThat(world.run(job("plain", ONE + " >1.xml")).report()).isEmpty();
            world.runner.start(job("job", "sleep 600").reading(junit("*.xml")));
            world.runner.cancel(ID);
            assertThat(world.finished(ID).report()).isEmpty();
        }
    }

    @Test
    @DisplayName("GATE-2: a command that ran out of time has the report that it had written by then")
    void out_of_time() throws IOException {
        try (var world = new JobWorld(temp)) {
            Patience.growing(Duration.ofSeconds(2), time -> {
                var end = world.run(job("job-" + time.toSeconds(), BAD + " >1.xml; sleep 600")
                        .withLimits(JobWorld.within(time))
                        .reading(junit("*.xml")));

                assertThat(end.ending()).isEqualTo(JobState.Ending.TIMED_OUT);
                assertThat(tests(end.report().orElseThrow()).names()).containsExactly("b");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | *.xml | no file matches *.xml",
                "true | target/deep/*.xml | no file matches target/deep/*.xml",
                "mkdir a.xml | *.xml | no file matches *.xml",
                ": >a.xml | *.xml | a.xml: line 1: ",
                "ln -s /etc/passwd a.xml | *.xml | a.xml is a link, and those are not read",
                "ln -s nowhere a.xml | a.xml | a.xml is a link, and those are not read",
                "mkfifo a.xml | *.xml | a.xml is no regular file, and those are not read",
                "mkfifo a.xml | a.xml | a.xml is no regular file, and those are not read",
                "ln -s /etc r | r/passwd | r is a link, and those are not read",
                "ln -s /etc r | r/* | r is a link, and those are not read",
                "true | /etc/passwd | the pattern /etc/passwd leads out of the workspace",
                "true | ../../../etc/passwd | leads out of the workspace",
                "true | a/../../x | leads out of the workspace",
                "true | [ | [ is no pattern of files",
                "for i in $(seq 2001); do : >$i.xml; done | *.xml | more than 2000 files match *.xml",
                "truncate -s 65M a.xml | *.xml | a.xml: more than 64 MiB",
                "for i in 1 2 3 4 5; do truncate -s 60M $i.xml; done | *.xml | or more than 256 MiB with the others",
                "d=.; for i in $(seq 70); do d=$d/x; done; mkdir -p $d | **/*.xml | deeper than 64 folders"
            })
    @DisplayName("GATE-2: what is missing, no file, a link, too much or outside of the workspace is no data")
    void no_data(String command, String glob, String because) throws IOException {
        try (var world = new JobWorld(temp)) {
            assertThat(because(report(world, command, glob))).contains(because);
            assertThat(world.output(ID)).contains("[arelops] the report is no data: ");
        }
    }

    @Test
    @DisplayName("GATE-2: names with line ends and signs for the screen are shown on one harmless line")
    void names_with_line_ends() throws IOException {
        try (var world = new JobWorld(temp)) {
            assertThat(because(report(world, "echo x >\"$(printf 'a\\nb\\033[31m.xml')\"", "*.xml")))
                    .startsWith("a b [31m.xml: line 1: ");
            assertThat(tests(world.run(job("good", ONE + " >\"$(printf 'a\\nb.xml')\"")
                                            .reading(junit("*.xml")))
                                    .report()
                                    .orElseThrow())
                            .passed())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("GATE-2: a report that came with the commit is none of this run, until the command writes it")
    void a_report_that_came_with_the_commit() throws IOException {
        try (var world = new JobWorld(temp)) {
            var stale = JobSpec.of(ID, new Workspace.CleanCopy(JobWorld.COMMIT), "true", Cache.CHANGE, Isolation.NONE)
                    .reading(junit("commit.txt"));
            var written = JobSpec.of(
                            new JobId("written"),
                            new Workspace.CleanCopy(JobWorld.COMMIT),
                            ONE + " >commit.txt; touch -d 2001-01-01 commit.txt",
                            Cache.CHANGE,
                            Isolation.NONE)
                    .reading(junit("commit.txt"));

            assertThat(world.run(stale).report())
                    .isEqualTo(Optional.of(new ReportResult.NoData(
                            "commit.txt is part of the commit, and the command did not write it")));
            assertThat(tests(world.run(written).report().orElseThrow()).passed())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("CFG-2: secrets in names of tests and files are masked, as they are in the output")
    void secrets_are_masked() throws IOException {
        String command =
                "cat >a.xml <<END\n<testsuite><testcase name=\"it is $(printf %s \"$TOKEN\" | base64)\"><failure/>"
                        + "</testcase></testsuite>\nEND\n";
        try (var world = new JobWorld(temp)) {
            var failed =
                    world.run(job("job", command).withSecrets(Set.of("TOKEN")).reading(junit("*.xml")));
            var wrong = world.run(job("wrong", "echo x >\"$(printf %s \"$TOKEN\" | base64).xml\"")
                    .withSecrets(Set.of("TOKEN"))
                    .reading(junit("*.xml")));

            assertThat(tests(failed.report().orElseThrow()).names()).containsExactly("it is ***");
            assertThat(because(wrong.report().orElseThrow())).startsWith("***.xml: line 1: ");
            for (String name : new String[] {"job", "wrong"}) {
                assertThat(Files.readString(temp.resolve("data/jobs/" + name + "/result.json")))
                        .contains("***")
                        .doesNotContain("b3Blbi1zZXNhbWU");
            }
        }
    }

    @Test
    @DisplayName("GATE-2: a record of a report that is damaged is no data")
    void a_damaged_record() throws IOException {
        try (var world = new JobWorld(temp)) {
            report(world, ONE + " >a.xml", "*.xml");
        }
        Path record = temp.resolve("data/jobs/job/result.json");
        Files.writeString(record, Files.readString(record).replace("passed", "passd"));
        try (var again = new JobWorld(temp)) {
            assertThat(because(((JobState.Finished) again.look(ID)).report().orElseThrow()))
                    .startsWith("the record of what was read is damaged");
        }
    }
}
