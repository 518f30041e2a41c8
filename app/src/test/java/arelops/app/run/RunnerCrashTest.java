package arelops.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// REL-1: a controller is killed with -9 at a point of a job, and another one takes the job up.
@DisplayName("REL-1: after kill -9 of the controller a job is adopted or started again, and taken in once")
final class RunnerCrashTest {
    private static final JobId ID = new JobId("job");
    private static final String WAIT_FOR_GO = "until test -e ../../../../go; do sleep 0.05; done; echo made >made";

    @TempDir
    Path temp;

    private void killWhen(String mode, String command, long seconds, BooleanSupplier point) throws Exception {
        var java = ProcessHandle.current().info().command().orElse("java");
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var controller = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-cp",
                        path,
                        CrashingController.class.getName(),
                        temp.toString(),
                        mode,
                        command,
                        Long.toString(seconds))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("controller.log").toFile())
                .start();
        try {
            Patience.until("the controller reaches the point, having said " + temp.resolve("controller.log"), point);
        } finally {
            controller.destroyForcibly();
            assertThat(controller.waitFor(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private boolean there(String file) {
        return Files.exists(temp.resolve(file));
    }

    private boolean unfinishedArtifact() {
        try (var files = Files.list(temp.resolve("data/store/unfinished"))) {
            return files.findAny().isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    private void finishesOnce(JobWorld world) throws IOException {
        var end = world.finished(ID);
        assertThat(end.succeeded()).as(world.output(ID)).isTrue();
        assertThat(temp.resolve("runs")).hasContent("run\n");
        assertThat(world.output(ID)).isEqualTo("secret: ***\n");
        assertThat(world.store.contains(end.artifact().orElseThrow())).isTrue();
        assertThat(temp.resolve("data/store/unfinished")).isEmptyDirectory();
        assertThat(temp.resolve("work/jobs")).isEmptyDirectory();
        assertThat(world.left()).isEmpty();
    }

    @Test
    void killed_within_the_checkout_the_job_is_unknown_and_starts_again_in_a_fresh_copy() throws Exception {
        killWhen("checkout", "echo made >made", 60, () -> there("checkout"));
        try (var world = new JobWorld(temp)) {
            assertThat(world.look(ID)).isEqualTo(new JobState.Unknown());

            world.runner.start(CrashingController.spec(temp, "echo made >made"));

            finishesOnce(world);
        }
    }

    @Test
    void killed_while_the_command_runs_the_job_is_adopted() throws Exception {
        killWhen("run", WAIT_FOR_GO, 60, () -> there("runs"));
        try (var world = new JobWorld(temp)) {
            assertThat(world.look(ID)).isInstanceOf(JobState.Running.class);
            world.runner.start(CrashingController.spec(temp, WAIT_FOR_GO));
            Files.writeString(temp.resolve("data/secrets"), "TOKEN=changed-meanwhile\n");
            Files.writeString(temp.resolve("go"), "");

            finishesOnce(world);
        }
    }

    @Test
    void a_command_that_ended_without_a_controller_is_taken_in() throws Exception {
        killWhen("run", WAIT_FOR_GO, 60, () -> there("runs"));
        Files.writeString(temp.resolve("go"), "");
        Patience.until("the wrapper writes the exit code", () -> there("data/jobs/job/1/exit"));
        try (var world = new JobWorld(temp)) {
            finishesOnce(world);
        }
    }

    @Test
    void killed_before_it_looked_at_the_end_of_the_command_the_end_is_taken_in() throws Exception {
        killWhen("start", "echo made >made", 60, () -> there("data/jobs/job/1/exit"));
        try (var world = new JobWorld(temp)) {
            finishesOnce(world);
        }
    }

    @Test
    void killed_while_it_packs_the_artifact_it_is_packed_again() throws Exception {
        killWhen(
                "run",
                "head -c 100000000 /dev/urandom >made",
                60,
                () -> unfinishedArtifact() || there("data/jobs/job/result.json"));
        try (var world = new JobWorld(temp)) {
            finishesOnce(world);
        }
    }

    @Test
    void killed_after_the_end_the_end_stands() throws Exception {
        killWhen("run", "echo made >made", 60, () -> there("data/jobs/job/result.json"));
        try (var world = new JobWorld(temp)) {
            finishesOnce(world);
        }
    }

    @Test
    void the_time_limit_holds_for_an_adopted_job() throws Exception {
        killWhen("run", "sleep 1000", 2, () -> there("runs"));
        try (var world = new JobWorld(temp)) {
            assertThat(world.finished(ID).ending()).isEqualTo(JobState.Ending.TIMED_OUT);
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void an_adopted_job_can_be_cancelled() throws Exception {
        killWhen("run", "setsid sleep 1000 & sleep 1000", 60, () -> there("runs"));
        try (var world = new JobWorld(temp)) {
            world.runner.cancel(ID);

            assertThat(world.finished(ID).ending()).isEqualTo(JobState.Ending.CANCELLED);
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void a_job_whose_processes_are_gone_without_an_exit_code_is_unknown_and_starts_again() throws Exception {
        killWhen("run", "sleep 1000", 60, () -> there("runs"));
        var wrapper = Processes.parse(Files.readAllLines(temp.resolve("data/jobs/job/1/process"))
                        .get(1))
                .orElseThrow();
        Processes.killAll(
                wrapper,
                Processes.family(wrapper, "no mark", java.util.Set.of()).members());
        Files.delete(temp.resolve("runs"));
        try (var world = new JobWorld(temp)) {
            Patience.until(JobState.Unknown.class, () -> world.look(ID));

            world.runner.start(CrashingController.spec(temp, "echo made >made"));

            finishesOnce(world);
        }
    }
}
