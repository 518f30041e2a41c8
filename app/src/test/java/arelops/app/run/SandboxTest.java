package arelops.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// REL-5: what the commands of a change can get at.
final class SandboxTest {
    private static final JobId ID = new JobId("job");

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"BUBBLEWRAP", "USER"})
    @DisplayName(
            "REL-5: a command cannot read the data folder, keys and tokens, or change anything but its own folders")
    void a_command_reaches_only_its_own_folders(Isolation level) throws IOException {
        try (var world = new JobWorld(temp)) {
            assumeTrue(world.sandbox.works(level), () -> level + ": " + world.sandbox.whyNot(level));
            var outside = Files.createDirectories(temp.resolve("elsewhere"));
            Files.writeString(outside.resolve("file"), "untouched");
            var others = Files.createDirectories(temp.resolve("work/cache/trunk"));
            Files.writeString(others.resolve("lib"), "good");
            Disk.folder(others, "rwx------");
            var attack = String.join(
                    "\n",
                    "cat " + temp + "/data/key; cat " + temp + "/data/secrets; ls -R " + temp + "/data",
                    "find " + temp + " -name key -exec cat {} + 2>/dev/null",
                    "cat /proc/[0-9]*/environ /proc/[0-9]*/root" + temp + "/data/key 2>/dev/null",
                    "echo bad >" + temp + "/work/cache/trunk/lib; cat " + temp + "/work/cache/trunk/lib",
                    "echo bad >" + outside + "/file; cat /etc/shadow",
                    "echo mine >mine && cat mine; echo cached >$HOME/c && cat $HOME/c; echo temp >$TMPDIR/t && cat $TMPDIR/t",
                    "true");

            var end = world.run(JobWorld.job("job", attack, level));

            assertThat(end.succeeded()).as(world.output(ID)).isTrue();
            assertThat(world.output(ID))
                    .contains("mine\n", "cached\n", "temp\n")
                    .doesNotContain("the program's key", "open-sesame", "good\n", "root:");
            assertThat(outside.resolve("file")).hasContent("untouched");
            assertThat(others.resolve("lib")).hasContent("good");
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void at_every_level_a_job_collects_times_out_and_leaves_nothing_behind(Isolation level) throws IOException {
        try (var world = new JobWorld(temp)) {
            assumeTrue(world.sandbox.works(level), () -> level + ": " + world.sandbox.whyNot(level));
            var build = JobWorld.job("build", "echo $$ >pid; (setsid sleep 4567 &) ; echo made >made; exit 0", level);
            var hang = JobWorld.job("hang", "(setsid sleep 4568 &) ; trap '' TERM; sleep 4569", level);

            var built = world.run(build.collecting(List.of("made")));
            var hung = world.run(hang.withLimits(JobWorld.within(Duration.ofSeconds(1))));

            assertThat(world.read(built.artifact().orElseThrow(), "made", temp)).isEqualTo("made\n");
            assertThat(hung.ending()).isEqualTo(JobState.Ending.TIMED_OUT);
            assertThat(world.left()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void the_choice_is_said_in_a_sentence(Isolation level) throws IOException {
        try (var world = new JobWorld(temp)) {
            assertThat(world.sandbox.works(level))
                    .isEqualTo(world.sandbox.whyNot(level).isEmpty());
            assertThat(world.sandbox.works(world.sandbox.best())).isTrue();
            assertThat(world.sandbox.sentence()).endsWith(".");
            if (!world.sandbox.works(level)) {
                world.runner.start(JobWorld.job("job", "true", level));
                assertThat(world.broken(ID).trouble()).isEqualTo(JobState.Trouble.SANDBOX);
            }
        }
    }
}
