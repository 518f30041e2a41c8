package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import arelops.app.git.NativeGit;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `up`, `down` and `demo` with a program in the place of ours: what is started, with what, and how that is said.
class OwnCommandsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path outside;

    private Path repository;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        repository = Files.createDirectory(outside.resolve("shop"));
        NativeGit.git(repository, "init", "-q", "-b", "main");
    }

    /// A shell outside of the repository, whose program notes its arguments and its input and ends with 2.
    private Shell elsewhere() throws IOException {
        Path program = outside.resolve("program");
        Files.writeString(
                program,
                "cat /proc/$$/cmdline /proc/$PPID/cmdline > " + outside + "/arguments\n" + "cat > " + outside
                        + "/input\nexit 2\n");
        return new Shell(outside, new SettableClock(NOW))
                .with("ARELOPS_HOME", outside + "/home")
                .startedAs("sh", program.toString());
    }

    private String noted(String name) throws IOException {
        return Files.readString(outside.resolve(name)).replace('\0', ' ');
    }

    @Test
    @DisplayName("REL-3: -r before up or down names the repository as much as -r after it")
    void the_folder_before_the_command_counts() throws IOException {
        assertThat(elsewhere().run("-r", "shop", "up").err()).contains("The controller ended at once");
        assertThat(noted("arguments")).contains("up --foreground --repo " + repository + " ");
        Files.delete(outside.resolve("arguments"));
        elsewhere().run("up", "-r", "shop");
        assertThat(noted("arguments")).contains("up --foreground --repo " + repository + " ");

        Shell.Ran before = elsewhere().run("-r", "shop", "down");
        assertThat(before.code()).as(before.err()).isZero();
        assertThat(before.out()).isEqualTo("· no controller runs for " + repository + "\n· no node runs\n");
        assertThat(elsewhere().run("down", "-r", "shop")).isEqualTo(before);
        assertThat(elsewhere().run("down").code()).isEqualTo(2);
    }

    @Test
    @DisplayName("REL-5: a password in the address of the remote is in no process' arguments")
    void a_password_is_in_no_arguments() throws IOException {
        String address = "https://ann:hunter2@git.example.org/shop.git";

        elsewhere().run("-r", "shop", "up", "--remote", address, "--trunk", "main");

        assertThat(noted("arguments")).contains("--remote - --trunk main").doesNotContain("hunter2");
        assertThat(noted("input")).isEqualTo(address + "\n");
        elsewhere().run("-r", "shop", "up");
        assertThat(noted("arguments")).doesNotContain("--remote");
        assertThat(noted("input")).isEmpty();
    }

    @Test
    @DisplayName("REL-5: up --remote - reads the address from its input")
    void the_address_may_come_by_the_input() throws IOException {
        elsewhere().typing("https://ann:hunter2@git.example.org/shop.git\n").run("-r", "shop", "up", "--remote", "-");

        assertThat(noted("input")).isEqualTo("https://ann:hunter2@git.example.org/shop.git\n");
        Shell.Ran none = elsewhere().run("-r", "shop", "up", "--remote", "-");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("reads the address from the input, and there is none");
    }

    @Test
    void down_tells_as_json_what_was_stopped_and_quietly_nothing() throws IOException {
        Shell.Ran json = elsewhere().run("--json", "-r", "shop", "down");

        assertThat(json.err()).isEmpty();
        Doc told = Sample.doc(json.out());
        assertThat(told.text("controller")).isEqualTo("none");
        assertThat(told.text("node")).isEqualTo("none");
        assertThat(told.text("repository")).isEqualTo(repository.toString());
        assertThat(Sample.doc(elsewhere()
                                .run("down", "-r", "shop", "--keep-apps", "--json")
                                .out())
                        .text("node"))
                .isEqualTo("kept");
        assertThat(elsewhere().run("down", "-q", "-r", "shop")).isEqualTo(new Shell.Ran(0, "", ""));
    }

    @Test
    void what_means_nothing_for_a_command_is_refused() throws IOException {
        assertThat(elsewhere().run("demo", "--json").code()).isEqualTo(2);
        assertThat(elsewhere().run("--json", "demo").err()).contains("demo knows no --json");
        assertThat(elsewhere().run("up", "--server", "http://127.0.0.1:1").code())
                .isEqualTo(2);
        assertThat(elsewhere().run("up", "--help").out()).doesNotContain("--server", "--plain");
    }

    @Test
    @DisplayName("a locale without UTF-8 gets ASCII from down and demo, too")
    void a_locale_without_utf_8() throws IOException {
        Shell.Ran down = elsewhere().with("LANG", "C").run("-r", "shop", "down");
        Shell.Ran demo = elsewhere().with("LANG", "C").run("demo", "--check", "--dir", outside + "/tour");

        assertThat(down.out()).startsWith("- no controller runs");
        assertThat(demo.out())
                .startsWith("Starting controller and node for")
                .contains("tour")
                .contains(" .\n");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(down.out() + demo.out()))
                .isTrue();
    }
}
