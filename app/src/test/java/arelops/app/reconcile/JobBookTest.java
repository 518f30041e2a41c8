package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.run.ArtifactStore;
import arelops.app.run.JobId;
import arelops.app.run.JobSpec;
import arelops.app.run.JobState;
import arelops.app.run.Output;
import arelops.app.run.Runner;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.Turn;
import arelops.app.traffic.difference.LocalDifferenceTests;
import arelops.app.traffic.load.LocalLoadTests;
import arelops.app.traffic.validate.AlarmOrder;
import arelops.app.traffic.validate.AlarmState;
import arelops.app.traffic.validate.AlarmTests;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How what a runner says of a job reads in the words of the decisions.
class JobBookTest {
    private static final Job JOB = new Job.Check(new CommitId("ab".repeat(20)), "tests", 1);
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final JobState BROKEN = new JobState.Broken(JobState.Trouble.SECRET, "a secret is missing");

    @TempDir
    Path folder;

    /// A runner that knows of one job what a test says.
    private static final class Told implements Runner {
        private JobState state = new JobState.Unknown();
        private String printed = "";

        @Override
        public void start(JobSpec spec) {}

        @Override
        public JobState observe(JobId id) {
            return state;
        }

        @Override
        public void cancel(JobId id) {}

        @Override
        public Set<JobId> underWay() {
            return Set.of();
        }

        @Override
        public Output output(JobId id, long fromByte) {
            byte[] bytes = fromByte > 0 ? new byte[0] : printed.getBytes(StandardCharsets.UTF_8);
            return new Output(bytes, fromByte + bytes.length, true, true);
        }

        @Override
        public void tick() {}

        @Override
        public void forget(Instant endedBefore) {}

        @Override
        public void close() {}
    }

    private record NoAlarms() implements AlarmTests {
        @Override
        public void start(String id, AlarmOrder order) {}

        @Override
        public AlarmState observe(String id) {
            return new AlarmState.NotKnown();
        }

        @Override
        public Set<String> underWay() {
            return Set.of();
        }

        @Override
        public void cancel(String id) {}

        @Override
        public void close() {}
    }

    private JobBook book(Runner runner) {
        return new JobBook(
                runner,
                ArtifactStore.in(folder.resolve("store"), 1 << 20, InstantSource.system()),
                new LocalLoadTests(
                        new Recordings(folder.resolve("traffic")), InstantSource.system(), new SplittableRandom(1)),
                new LocalDifferenceTests(
                        new Recordings(folder.resolve("traffic")),
                        InstantSource.system(),
                        new SplittableRandom(1),
                        new Turn()),
                new NoAlarms());
    }

    @Test
    @DisplayName("REL-2: each time that a job breaks counts, with the moment since when, until it does something else")
    void each_time_that_it_breaks_counts() {
        Told runner = new Told();
        JobBook book = book(runner);
        runner.state = BROKEN;

        JobSeen first = book.observe(JOB, NOW);
        JobSeen still = book.observe(JOB, NOW.plusSeconds(29));
        book.restarted(JOB);
        runner.state = new JobState.Running(NOW, JobState.Phase.PREPARING, 0);
        book.observe(JOB, NOW.plusSeconds(30));
        runner.state = BROKEN;
        JobSeen second = book.observe(JOB, NOW.plusSeconds(31));
        runner.state = new JobState.Unknown();
        book.observe(JOB, NOW.plusSeconds(40));
        runner.state = BROKEN;
        JobSeen anew = book.observe(JOB, NOW.plusSeconds(41));

        assertThat(first).isEqualTo(new JobSeen.Broken("a secret is missing", NOW, 1));
        assertThat(still).isEqualTo(first);
        assertThat(second).isEqualTo(new JobSeen.Broken("a secret is missing", NOW.plusSeconds(31), 2));
        assertThat(anew).isEqualTo(new JobSeen.Broken("a secret is missing", NOW.plusSeconds(41), 1));
    }

    @Test
    @DisplayName("REL-3: a job whose commit has files that are never copied failed, and says which")
    void a_refused_commit_failed() {
        Told runner = new Told();
        runner.printed = "\n[arelops] out is a link that may lead out\n";
        runner.state = new JobState.Finished(
                JobState.Ending.REFUSED, 126, Optional.empty(), Optional.empty(), Digest.of("log"), Duration.ZERO);

        assertThat(book(runner).observe(JOB, NOW))
                .isEqualTo(new JobSeen.Failed(
                        "it was not begun; it said last: [arelops] out is a link that may lead out"));
    }
}
