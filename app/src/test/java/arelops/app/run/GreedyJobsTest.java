package arelops.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// REL-5: jobs that take all room there is, or leave what no program can name, stand in nobody's way for long.
final class GreedyJobsTest {
    private static final JobId ID = new JobId("job");
    private static final int MEGABYTE = 1 << 20;

    /// Folders in folders, 12,000 bytes deep.
    private static final String DEEP =
            "n=$(printf 'd%.0s' $(seq 200)); mkdir -p x/a/b; touch x/a/b/c; chmod 0 x/a/b x/a;"
                    + " i=0; while [ $i -lt 60 ]; do mkdir y && mv x y/$n && mv y x; i=$((i+1)); done";

    @TempDir
    Path temp;

    private static boolean command(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    }

    @Test
    @DisplayName("REL-5: a job that fills the disk by its cache is ended, and the next one has room again")
    void a_cache_that_fills_the_disk_is_removed() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=96m,mode=755", "tmpfs", disk.toString()),
                "a disk of its own can only be mounted by root");
        var capacity = new RunSettings.Capacity(2, 32L * MEGABYTE);
        try (var world = new JobWorld(disk, capacity, 1L << 30, (_, _) -> {})) {
            var level = world.sandbox.best();
            world.runner.start(JobWorld.job(
                    "job", "head -c " + 80 * MEGABYTE + " /dev/zero >\"$HOME\"/big; exec sleep 60", level));

            var broken = world.broken(ID);
            var next = world.run(JobWorld.job("next", "ls $HOME; echo well", level));

            assertThat(broken.trouble()).isEqualTo(JobState.Trouble.DISK_FULL);
            assertThat(next.succeeded()).isTrue();
            assertThat(world.output(new JobId("next"))).isEqualTo("well\n");
        } finally {
            command("umount", "-l", disk.toString());
        }
    }

    @Test
    @DisplayName("REL-5: a job that prints 1 GB is ended at the usual limit and says so, and neither the disk nor the"
            + " memory of the program holds more than that")
    void a_gigabyte_of_output_is_cut() throws IOException, InterruptedException {
        var controller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m", // half of what it is given to keep
                        "-XX:MaxDirectMemorySize=8m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FloodedController.class.getName(),
                        temp.toString(),
                        "yes 'a line that is printed again and again' | head -c 1073741824; exec sleep 60")
                .redirectError(temp.resolve("errors").toFile())
                .start();
        var said = new String(controller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> told = List.of(said.lines().toList().getLast().split(" ", -1));
        assertThat(controller.waitFor())
                .as(Files.readString(temp.resolve("errors")))
                .isZero();

        long limit = Limits.USUAL.outputBytes();
        assertThat(told.getFirst()).isEqualTo(JobState.Ending.OUTPUT_LIMIT.name());
        assertThat(Long.parseLong(told.get(1)))
                .as("what is printed, and what is shown of it")
                .isBetween(limit, 2 * limit + MEGABYTE);
        try (var world = new JobWorld(temp)) {
            var last = world.runner.output(FloodedController.ID, limit - 4);
            assertThat(last.text()).endsWith("\n[arelops] stopped: it printed more than " + limit + " bytes\n");
            assertThat(last.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("REL-5: a build that leaves what no program can name has no artifact, and says why, once and for all")
    void what_cannot_be_named_is_no_artifact() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = JobWorld.job("job", DEEP, world.sandbox.best()).collecting(List.of());

            var end = world.run(spec);

            assertThat(end.ending()).isEqualTo(JobState.Ending.NO_ARTIFACT);
            assertThat(world.output(ID))
                    .contains("[arelops] no artifact: x/ddd", "cannot be read")
                    .hasSizeLessThan(500);
            assertThat(temp.resolve("work/jobs")).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("REL-5: a runner starts although the one before left a folder that no program can name")
    void a_runner_starts_whatever_was_left() throws IOException, InterruptedException {
        Path left = Files.createDirectories(temp.resolve("work/jobs/left.1"));
        assertThat(command("sh", "-c", "cd " + left + " && " + DEEP)).isTrue();

        try (var world = new JobWorld(temp)) {
            assertThat(temp.resolve("work/jobs")).isEmptyDirectory();
            assertThat(world.run(JobWorld.job("job", "echo well", world.sandbox.best()))
                            .succeeded())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("REL-5: output that the command goes on with is shown at once, though secrets are masked in it")
    void output_is_shown_at_once() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = JobWorld.job("job", "echo open-ses; echo ready; exec sleep 60", world.sandbox.best());
            world.runner.start(spec.withLimits(JobWorld.within(Duration.ofMinutes(5))));

            world.untilPrinted(ID, "ready\n");

            world.runner.cancel(ID);
            assertThat(world.finished(ID).ending()).isEqualTo(JobState.Ending.CANCELLED);
        }
    }
}
