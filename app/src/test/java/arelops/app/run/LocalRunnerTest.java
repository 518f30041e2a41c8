package arelops.app.run;

import static arelops.app.run.JobWorld.job;
import static arelops.app.run.JobWorld.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.fault.Fault;
import arelops.core.id.Digest;
import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs as real processes: GATE-1 and GATE-2 (any command, judged by its exit code), REL-5 (process group, limits).
final class LocalRunnerTest {
    private static final JobId ID = new JobId("job");

    @TempDir
    Path temp;

    @Test
    @DisplayName("GATE-2: a command is judged by its exit code")
    void a_command_ends_with_its_exit_code_output_and_duration() throws IOException {
        try (var world = new JobWorld(temp)) {
            var good = world.run(job("good", "echo fine; echo wrong >&2"));
            var bad = world.run(job("bad", "exit 3"));
            var missing = world.run(job("missing", "no-such-tool-anywhere"));

            assertThat(good.succeeded()).isTrue();
            assertThat(good.log()).isEqualTo(Digest.of("fine\nwrong\n"));
            assertThat(good.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(50));
            assertThat(world.output(new JobId("good"))).isEqualTo("fine\nwrong\n");
            assertThat(world.runner.output(new JobId("good"), 5).text()).isEqualTo("wrong\n");
            assertThat(world.runner.output(new JobId("good"), 5).complete()).isTrue();
            assertThat(bad.ending()).isEqualTo(JobState.Ending.EXITED);
            assertThat(bad.exitCode()).isEqualTo(3);
            assertThat(missing.exitCode()).isEqualTo(127);
            assertThat(world.runner.observe(new JobId("never-heard-of"))).isEqualTo(new JobState.Unknown());
            assertThat(temp.resolve("work/jobs")).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName("ART-1: a build starts in a clean copy, and what it leaves goes into the store under its digest")
    void a_build_starts_in_a_clean_copy_and_its_files_go_into_the_store() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = JobSpec.of(
                            ID,
                            new Workspace.CleanCopy(JobWorld.COMMIT),
                            "mkdir out .git && cp commit.txt out/app && echo x >.git/x",
                            Cache.TRUNK,
                            Isolation.NONE)
                    .collecting(List.of());

            var built = world.run(spec).artifact().orElseThrow();
            var test = JobSpec.of(
                    new JobId("test"),
                    new Workspace.Unpacked(built),
                    "cat out/app; ls -A",
                    Cache.TRUNK,
                    Isolation.NONE);
            world.run(test);

            assertThat(world.output(test.id())).isEqualTo(JobWorld.COMMIT + "commit.txt\nout\n");
        }
    }

    @Test
    void declared_files_that_are_not_there_make_no_artifact_and_say_so() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end = world.run(job("job", "true").collecting(List.of("target/*.jar")));

            assertThat(end.ending()).isEqualTo(JobState.Ending.NO_ARTIFACT);
            assertThat(end.succeeded()).isFalse();
            assertThat(world.output(ID)).contains("no file matches [target/*.jar]");
        }
    }

    @Test
    void the_environment_is_clean_and_the_jobs_own_variables_win() throws IOException {
        try (var world = new JobWorld(temp)) {
            world.run(job("job", "env").withEnvironment(Map.of("LANG", "de_DE", "COLOUR", "deep 'blue'\nsea")));

            var variables = world.output(ID);
            assertThat(variables).contains("LANG=de_DE", "COLOUR=deep 'blue'\nsea", "CI=true", "TMPDIR=" + temp);
            assertThat(variables).contains("HOME=" + temp.resolve("work/cache/trunk") + "\n");
            assertThat(variables).doesNotContain("ARELOPS_JOB_ENV_", "JAVA_TOOL", "MAVEN_CMD", "USER=");
        }
    }

    @Test
    void a_jobs_variables_do_not_act_on_the_runner_itself() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end = world.run(job("job", "/bin/echo fine")
                    .withEnvironment(Map.of("PATH", "/nowhere", "LD_PRELOAD", "/nowhere.so", "ENV", "/nowhere")));

            assertThat(end.succeeded()).isTrue();
            assertThat(world.output(ID)).contains("fine");
        }
    }

    @Test
    void of_a_job_that_printed_nothing_that_is_known_and_of_one_that_never_ran_nothing_is() throws IOException {
        try (var world = new JobWorld(temp)) {
            world.run(job("silent", "true"));

            var silent = world.runner.output(new JobId("silent"), 0);
            var never = world.runner.output(new JobId("never"), 0);

            assertThat(silent.isSilent()).isTrue();
            assertThat(silent.complete()).isTrue();
            assertThat(never.isSilent()).isFalse();
            assertThat(never.kept()).isFalse();
        }
    }

    @Test
    @DisplayName("CFG-2: secrets reach the command and never the output")
    void secrets_reach_the_command_and_never_the_output() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = job(
                    "job",
                    "test \"TOKEN=$TOKEN\" = \"$(grep TOKEN= " + temp + "/data/secrets)\""
                            + " && echo \"it is $TOKEN.\" && printf %s \"$TOKEN\" | base64");
            var end = world.run(spec.withSecrets(Set.of("TOKEN")));

            assertThat(end.succeeded()).isTrue();
            assertThat(world.output(ID)).isEqualTo("it is ***.\n***\n");
            try (var files = Files.walk(temp.resolve("data/jobs"))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file)).as("%s", file).doesNotContain("open-sesame");
                }
            }
        }
    }

    @Test
    void a_secret_that_is_not_there_breaks_the_job_which_can_be_started_again() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = job("job", "echo $OTHER").withSecrets(Set.of("OTHER"));
            world.runner.start(spec);

            assertThat(world.broken(ID).trouble()).isEqualTo(JobState.Trouble.SECRET);

            Files.writeString(temp.resolve("data/secrets"), "OTHER=something\n");
            assertThat(world.run(spec).succeeded()).isTrue();
        }
    }

    @Test
    void a_commit_that_cannot_be_written_breaks_the_job() throws IOException {
        Checkout failing = (commit, folder) -> {
            throw new Fault(Fault.Kind.UNREACHABLE, "git.unreachable", "no answer from git", "tried again");
        };
        try (var world = new JobWorld(temp, new RunSettings.Capacity(2, 0), 1 << 20, failing)) {
            world.runner.start(
                    JobSpec.of(ID, new Workspace.CleanCopy(JobWorld.COMMIT), "true", Cache.TRUNK, Isolation.NONE));

            assertThat(world.broken(ID).trouble()).isEqualTo(JobState.Trouble.WORKSPACE);
            assertThat(world.broken(ID).because()).contains("no answer from git");
        }
    }

    @Test
    @DisplayName("REL-3: a commit whose files are never copied ends its job with the reason, and is not tried for ever")
    void a_commit_that_is_never_copied_ends_its_job() throws IOException {
        Checkout refusing = (commit, folder) -> {
            throw new Fault(Fault.Kind.REFUSED, "git.unsafe-content", "out is a link that may lead out", "take it out");
        };
        try (var world = new JobWorld(temp, new RunSettings.Capacity(2, 0), 1 << 20, refusing)) {
            var spec = JobSpec.of(ID, new Workspace.CleanCopy(JobWorld.COMMIT), "true", Cache.TRUNK, Isolation.NONE);

            var end = world.run(spec);
            world.runner.start(spec);

            assertThat(end.ending()).isEqualTo(JobState.Ending.REFUSED);
            assertThat(end.succeeded()).isFalse();
            assertThat(world.output(ID)).isEqualTo("\n[arelops] out is a link that may lead out\n");
            assertThat(world.look(ID)).isEqualTo(end);
            assertThat(temp.resolve("work/jobs")).isEmptyDirectory();
        }
    }

    @Test
    void a_build_that_hangs_ends_at_its_time_limit_even_if_it_ignores_the_request() throws IOException {
        try (var world = new JobWorld(temp)) {
            var stubborn = job("stubborn", "trap '' TERM; while :; do sleep 0.2; done")
                    .withLimits(within(Duration.ofSeconds(1)));
            world.runner.start(stubborn);

            assertThat(world.finished(stubborn.id()).ending()).isEqualTo(JobState.Ending.TIMED_OUT);
            Patience.growing(Duration.ofSeconds(1), time -> {
                var polite = job("polite-" + time.toSeconds(), "trap 'echo bye; exit 1' TERM; sleep 1000 & wait");
                assertThat(world.run(polite.withLimits(within(time))).ending()).isEqualTo(JobState.Ending.TIMED_OUT);
                assertThat(world.output(polite.id())).contains("bye", "it took longer than " + time.toSeconds() + " s");
            });
        }
    }

    @Test
    void a_shell_that_waits_for_its_child_hears_of_the_request_first() {
        var shell = new Processes.Seen(30, 7, 7, 100);
        var child = new Processes.Seen(12, 30, 7, 101);
        var grandchild = new Processes.Seen(4, 12, 7, 102);
        var other = new Processes.Seen(40, 7, 7, 103);

        assertThat(Processes.parentsFirst(Set.of(grandchild, other, child, shell)))
                .containsExactly(shell, other, child, grandchild);
    }

    @Test
    void a_build_that_forks_for_ever_is_stopped() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end = world.run(job("job", "while :; do sleep 1000 & done")
                    .withLimits(new Limits(Duration.ofMinutes(5), 1L << 32, 1 << 20, 20)));

            assertThat(end.ending()).isEqualTo(JobState.Ending.TOO_MANY_PROCESSES);
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void a_build_whose_forks_ended_and_nobody_took_notice_is_stopped_too() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end =
                    world.run(job("job", "for i in 1 2 3 4 5 6 7 8 9 0; do true & true & true & done; exec sleep 1000")
                            .withLimits(new Limits(Duration.ofMinutes(5), 1L << 32, 1 << 20, 20)));

            assertThat(end.ending()).isEqualTo(JobState.Ending.TOO_MANY_PROCESSES);
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void a_job_gives_way_to_the_apps_of_the_machine() throws IOException {
        var own = new ProcessBuilder("nice").start();
        int niceness =
                Integer.parseInt(new String(own.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        try (var world = new JobWorld(temp)) {
            world.run(job("job", "nice"));

            assertThat(world.output(ID)).isEqualTo(Math.min(niceness + 10, 19) + "\n");
        }
    }

    @Test
    void what_a_build_leaves_behind_is_ended_even_in_a_session_of_its_own() throws IOException {
        try (var world = new JobWorld(temp)) {
            // The shell would print that its sleep was killed, if it comes to it before it is killed itself.
            var end = world.run(
                    job(
                            "job",
                            "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 0.2; done' 2>/dev/null & sleep 1000 & echo done"));

            assertThat(end.succeeded()).isTrue();
            assertThat(world.output(ID)).isEqualTo("done\n");
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void a_cancelled_job_takes_its_daemons_with_it() throws IOException {
        try (var world = new JobWorld(temp)) {
            world.runner.start(job("job", "setsid sleep 1000 & echo ready; sleep 1000"));
            world.untilPrinted(ID, "ready");

            world.runner.cancel(ID);

            assertThat(world.finished(ID).ending()).isEqualTo(JobState.Ending.CANCELLED);
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void a_cancelled_job_is_under_way_no_more_and_begins_again_when_it_is_asked_for() throws IOException {
        try (var world = new JobWorld(temp)) {
            var spec = job("job", "echo once >>" + temp + "/runs; test -e " + temp + "/go || sleep 1000");
            world.runner.start(spec);
            Patience.until("it runs", () -> Files.exists(temp.resolve("runs")));
            assertThat(world.runner.underWay()).containsExactly(ID);

            world.runner.cancel(ID);

            assertThat(world.runner.underWay()).isEmpty();
            assertThat(world.finished(ID).ending()).isEqualTo(JobState.Ending.CANCELLED);
            Files.writeString(temp.resolve("go"), "");
            assertThat(world.run(spec).succeeded()).isTrue();
            assertThat(temp.resolve("runs")).content().isEqualTo("once\nonce\n");
        }
    }

    @Test
    void endless_output_is_cut_at_the_limit() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end = world.run(job("job", "yes 0123456 | head -c 1000000000")
                    .withLimits(new Limits(Duration.ofMinutes(5), 1L << 30, 80_000, 100)));

            assertThat(end.ending()).isEqualTo(JobState.Ending.OUTPUT_LIMIT);
            assertThat(world.output(ID)).hasSizeBetween(80_000, 80_100).endsWith("printed more than 80000 bytes\n");
        }
    }

    @Test
    void many_small_lines_are_all_kept() throws IOException {
        try (var world = new JobWorld(temp)) {
            world.run(job("job", "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done")
                    .withLimits(new Limits(Duration.ofMinutes(5), 1L << 30, 80_000, 100)));

            assertThat(world.output(ID).lines()).hasSize(3000).endsWith("line 2999");
        }
    }

    @Test
    void a_command_that_takes_too_much_memory_is_stopped() throws IOException {
        try (var world = new JobWorld(temp)) {
            var end = world.run(job("job", "exec tail /dev/zero")
                    .withLimits(new Limits(Duration.ofMinutes(5), 100L << 20, 1 << 20, 100)));

            assertThat(end.ending()).isEqualTo(JobState.Ending.OUT_OF_MEMORY);
        }
    }

    @Test
    void a_build_that_fills_the_disk_breaks_and_the_room_is_free_again() throws Exception {
        var disk = Files.createDirectories(temp.resolve("disk"));
        assumeTrue(ArtifactStoreTest.mount(disk), "a small tmpfs can only be mounted by root");
        try (var world = new JobWorld(disk, new RunSettings.Capacity(2, 100_000), 1 << 20, (_, _) -> {})) {
            world.runner.start(job("job", "cat /dev/zero >big"));

            assertThat(world.broken(ID).trouble()).isEqualTo(JobState.Trouble.DISK_FULL);

            assertThat(world.run(job("next", "echo fine")).succeeded()).isTrue();
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor(2, TimeUnit.MINUTES);
        }
    }

    @Test
    void over_the_cap_jobs_wait_in_order_and_a_waiting_one_can_be_cancelled() throws IOException {
        try (var world = new JobWorld(temp)) {
            for (var name : List.of("a", "b", "c", "d", "e")) {
                world.runner.start(job(name, "until test -e " + temp + "/go-" + name + "; do sleep 0.05; done"));
            }

            assertThat(world.runner.observe(new JobId("b"))).isInstanceOf(JobState.Running.class);
            assertThat(world.runner.observe(new JobId("c"))).isEqualTo(new JobState.Waiting(1));
            assertThat(world.runner.observe(new JobId("e"))).isEqualTo(new JobState.Waiting(3));
            world.runner.cancel(new JobId("d"));
            assertThat(world.runner.observe(new JobId("d"))).isEqualTo(new JobState.Unknown());
            assertThat(world.runner.observe(new JobId("e"))).isEqualTo(new JobState.Waiting(2));
            Files.writeString(temp.resolve("go-a"), "");
            world.finished(new JobId("a"));
            assertThat(world.look(new JobId("c"))).isInstanceOf(JobState.Running.class);
            assertThat(world.look(new JobId("e"))).isEqualTo(new JobState.Waiting(1));
            for (var name : List.of("b", "c", "e")) {
                Files.writeString(temp.resolve("go-" + name), "");
                world.finished(new JobId(name));
            }
        }
    }

    @Test
    @DisplayName("REL-1: nothing is done twice: a known id is one job, whoever asks for it")
    void the_same_id_started_at_once_from_many_threads_runs_once() throws Exception {
        try (var world = new JobWorld(temp)) {
            var spec = job("job", "echo once >>" + temp + "/runs");
            var threads = java.util.stream.Stream.generate(
                            () -> Thread.ofVirtual().unstarted(() -> world.runner.start(spec)))
                    .limit(8)
                    .toList();
            threads.forEach(Thread::start);
            for (var thread : threads) {
                assertThat(thread.join(Duration.ofMinutes(2))).isTrue();
            }
            world.finished(ID);
            world.runner.start(spec);

            assertThat(world.finished(ID).succeeded()).isTrue();
            assertThat(temp.resolve("runs")).hasContent("once\n");
        }
    }

    @Test
    void an_artifact_waits_for_room_in_the_store() throws IOException {
        try (var world = new JobWorld(temp, new RunSettings.Capacity(1, 0), 6_000, (_, _) -> {})) {
            var spec = job("job", "head -c 4000 /dev/urandom >f").collecting(List.of("f"));
            var next = job("next", "head -c 4000 /dev/urandom >f").collecting(List.of("f"));
            var first = world.run(spec).artifact().orElseThrow();
            world.runner.start(next);

            var full = Patience.until(JobState.StoreFull.class, () -> world.look(next.id()));

            assertThat(full.capBytes()).isEqualTo(6_000);
            assertThat(world.run(job("other", "true")).succeeded())
                    .as("it takes no place")
                    .isTrue();
            world.store.evict(Set.of(first), 6_000 - full.neededBytes());
            assertThat(world.look(next.id())).isEqualTo(full);
            world.store.evict(Set.of(), 6_000 - full.neededBytes());
            assertThat(world.finished(next.id()).artifact()).isPresent();
        }
    }

    @Test
    void what_a_change_writes_to_its_cache_a_trunk_build_never_sees() throws IOException {
        try (var world = new JobWorld(temp)) {
            var best = world.sandbox.best();
            world.run(job("change", "echo bad >$HOME/.m2-lib", best));
            var trunk = JobSpec.of(
                    new JobId("trunk"), new Workspace.Empty(), "ls -A $HOME; echo good >$HOME/x", Cache.TRUNK, best);
            var again = JobSpec.of(new JobId("again"), new Workspace.Empty(), "ls -A $HOME", Cache.TRUNK, best);

            world.run(trunk);
            world.run(again);

            assertThat(world.output(trunk.id())).isEmpty();
            assertThat(world.output(again.id())).isEqualTo("x\n");
        }
    }

    @Test
    void forgotten_jobs_are_unknown_and_leave_no_files() throws IOException {
        try (var world = new JobWorld(temp)) {
            world.run(job("job", "true"));

            world.runner.forget(Instant.EPOCH);
            assertThat(world.runner.observe(ID)).isInstanceOf(JobState.Finished.class);
            world.runner.forget(Instant.MAX);

            assertThat(world.runner.observe(ID)).isEqualTo(new JobState.Unknown());
            assertThat(temp.resolve("data/jobs/job")).doesNotExist();
        }
    }

    @Test
    void a_second_runner_on_the_same_folder_is_refused() throws IOException {
        try (var world = new JobWorld(temp)) {
            assertThat(world.runner.observe(ID)).isEqualTo(new JobState.Unknown());
            assertThatThrownBy(() -> new JobWorld(temp))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo("run.in-use"));
        }
    }

    @Test
    void bytes_of_any_kind_survive_in_the_artifact() throws IOException {
        try (var world = new JobWorld(temp)) {
            var bytes = new byte[200_000];
            new Random(1).nextBytes(bytes);
            Files.write(temp.resolve("in"), bytes);

            var end = world.run(job("job", "cp " + temp + "/in f").collecting(List.of("f")));

            world.store.unpack(end.artifact().orElseThrow(), temp.resolve("out"));
            assertThat(temp.resolve("out/f")).hasBinaryContent(bytes);
        }
    }
}
