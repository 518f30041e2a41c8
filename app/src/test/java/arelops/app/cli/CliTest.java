package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import arelops.app.git.NativeGit;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command line without a controller: usage, help, errors, and the commands that need none.
class CliTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path outside;

    private Path repository;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        repository = Files.createDirectory(outside.resolve("shop"));
        NativeGit.git(repository, "init", "-q", "-b", "main");
    }

    private Shell shell() {
        return new Shell(repository, new SettableClock(NOW));
    }

    private static Stream<List<String>> commands() {
        Shell shell = new Shell(Path.of("/"), new SettableClock(NOW));
        var nothing = new java.io.ByteArrayOutputStream();
        CommandLine root = new Cli(shell.world(nothing, nothing), "1", shell.machine()).commandLine();
        List<List<String>> all = new ArrayList<>();
        collect(root, List.of(), all);
        return all.stream();
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
        all.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(sub, longer, all);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_a_help_that_says_what_it_does(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.add("--help");

        Shell.Ran ran = shell().run(line.toArray(String[]::new));

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: arelops").contains("--no-color", "--quiet");
        assertThat(ran.out().contains("--json"))
                .isNotEqualTo(List.of("demo", "node", "credential").contains(String.join(" ", command)));
        assertThat(ran.out().lines().filter(text -> !text.isBlank()).count()).isGreaterThan(5);
    }

    @Test
    void all_commands_of_the_release_are_there() {
        assertThat(commands().map(path -> String.join(" ", path)))
                .contains(
                        "status",
                        "why",
                        "log",
                        "show",
                        "diff",
                        "logs",
                        "approve",
                        "promote",
                        "hold",
                        "resume",
                        "rollback",
                        "withdraw",
                        "overturn",
                        "adopt",
                        "trunk accept",
                        "change open",
                        "change list",
                        "change show",
                        "change comment",
                        "change edit",
                        "change ready",
                        "change draft",
                        "change close",
                        "change reopen",
                        "change reject",
                        "change withdraw",
                        "signoff",
                        "run",
                        "merge",
                        "revert",
                        "error list",
                        "error show",
                        "error clear",
                        "people add",
                        "people list",
                        "people role",
                        "people token",
                        "people revoke",
                        "repair",
                        "verify",
                        "rebuild",
                        "doctor",
                        "init",
                        "config check",
                        "config explain",
                        "config schema",
                        "setup-clone",
                        "simulate",
                        "up",
                        "down",
                        "demo",
                        "completion",
                        "version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statsu",
                "hold beta",
                "promote abcd",
                "promote",
                "rollback -m x",
                "withdraw beta",
                "overturn abcd -m x",
                "adopt beta -m x",
                "trunk",
                "trunk accept",
                "error",
                "error show",
                "error show x",
                "error clear 1",
                "people",
                "people add",
                "people role ann",
                "people token",
                "people revoke",
                "config",
                "status --nonsense",
                "simulate --merges 40/w",
                "simulate --merges 0",
                "simulate --merges many",
                "simulate --days 0",
                "simulate --days 400",
                "simulate --days 366 --merges 2000/d",
                "simulate --reject 101%",
                "simulate --reject some",
                "simulate --found-in mars",
                "simulate --build soon",
                "simulate --people 31d",
                "simulate --from tomorrow",
                "simulate --from 0000-01-01",
                "simulate --app tax",
                "simulate --server http://127.0.0.1:1",
                "log -n many",
                "show",
                "stat"
            })
    @DisplayName("REL-3: bad usage ends with 2, says what is wrong, and prints nothing on stdout")
    void bad_usage_ends_with_2(String line) {
        Shell.Ran ran = shell().run(line.split(" ", -1));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("✕ ").contains("\n  Fix   ");
    }

    @Test
    void a_misspelt_command_is_answered_with_the_nearest() {
        assertThat(shell().run("statsu").err())
                .contains("There is no command 'arelops statsu'", "Did you mean status?");
    }

    @Test
    void what_a_command_is_for_is_shown_by_example() {
        assertThat(shell().run("promote", "--help").out())
                .contains("For example", "arelops promote 4f0e1c9 --to production --wait");
        assertThat(shell().run("error", "clear", "--help").out()).contains("arelops error clear 3 --fixed-by");
    }

    @Test
    void the_cache_of_classes_can_be_made_anywhere() {
        Shell.Ran ran = shell().run("warm-up");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("shop   Nothing moves.", "BETA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "why",
                "log",
                "show abcd",
                "diff",
                "logs beta",
                "approve abcd",
                "promote abcd --to beta",
                "hold -m x",
                "resume beta",
                "rollback beta -y -m x",
                "people list",
                "error list",
                "repair beta",
                "change list",
                "change open topic",
                "approve 420",
                "merge 420 --wait",
                "revert 420 -m x",
                ""
            })
    void without_a_controller_a_command_says_so_and_how_to_start_one(String line) {
        Shell.Ran ran = line.isEmpty() ? shell().run() : shell().run(line.split(" ", -1));

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("✕ ARelOps does not run for " + repository)
                .contains("  Fix   arelops up");
    }

    @Test
    void json_has_the_same_exit_code_and_tells_the_error_on_stdout() {
        Shell.Ran ran = shell().run("status", "--json");

        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).contains("\"code\":\"controller.not-running\"").contains("\"exit\":5");
    }

    @Test
    void a_server_that_does_not_answer_is_unreachable() throws IOException {
        try (Socket deaf = new Socket()) {
            deaf.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // it has the port, and does not listen
            Shell.Ran ran = shell().with("ARELOPS_SERVER", "http://127.0.0.1:" + deaf.getLocalPort())
                    .run("status");

            assertThat(ran.code()).isEqualTo(5);
            assertThat(ran.err()).contains("does not answer");
        }
    }

    @Test
    void what_is_no_address_is_bad_usage() {
        assertThat(shell().run("status", "--server", "nowhere").code()).isEqualTo(2);
    }

    @Test
    void outside_of_a_repository_it_tells_how_to_begin() {
        Shell.Ran ran = new Shell(Path.of("/"), new SettableClock(NOW)).run();

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("arelops demo", "arelops init", "arelops up", "arelops status");
        assertThat(new Shell(Path.of("/"), new SettableClock(NOW)).run("status").code())
                .isEqualTo(2);
    }

    @Test
    void the_version_and_the_completion_script_are_printed() {
        assertThat(shell().run("version").out()).isEqualTo("arelops 1.2.3\n");
        assertThat(shell().run("--version").out()).isEqualTo("arelops 1.2.3\n");
        assertThat(shell().run("completion").out()).contains("complete -F", "setup-clone");
    }

    @Test
    void a_locale_without_utf_8_gets_ascii() {
        Shell.Ran ran = shell().with("LANG", "C").run("config", "check");

        assertThat(ran.out()).startsWith("+ ");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(ran.out())).isTrue();
    }

    @Test
    void the_config_of_a_working_copy_is_checked_without_a_controller() throws IOException {
        assertThat(shell().run("config", "check").out()).contains("There is no .arelops.yaml");
        Files.writeString(
                repository.resolve(".arelops.yaml"),
                "run: ./run\nenviroments: {}\nenvironments:\n  beta: {soak: 1 hour}\n");

        Shell.Ran ran = shell().run("config", "check");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("✕ .arelops.yaml:2:1  enviroments: {}\n")
                .contains("✕ .arelops.yaml:4:16  beta: {soak: 1 hour}\n")
                .contains("^^^^^^ not a duration. Write 1h, 90m or 1h30m.");
        assertThat(shell().run("config", "explain").code()).isEqualTo(2);
        Shell.Ran json = shell().run("config", "check", "--json");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.out()).contains("\"line\" : 4");
    }

    @Test
    @DisplayName("LINE-2: simulate tells how long a change takes, in words, as JSON and as values")
    void a_line_is_simulated_without_a_controller() throws IOException {
        Shell.Ran words = shell().run("simulate", "--days", "1", "--merges", "10", "--from", "2026-06-01");
        Shell.Ran json = shell().run("simulate", "--days", "1", "--merges", "10/d", "--reject", "3%", "--json");
        Shell.Ran plain = shell().run("simulate", "--days", "1", "--merges", "10/d", "--plain");

        assertThat(words.code()).isZero();
        assertThat(words.out())
                .startsWith("10 changes a day for 1 day from 2026-06-01 (seed 1)\n")
                .contains("A build takes 5m", "BETA", "PASSIVE", "PRODUCTION", "occupied", "settled in PRODUCTION");
        Doc told = Sample.doc(json.out());
        assertThat(told.list("environments")).hasSize(3);
        assertThat(told.at("assumed").text("foundIn")).isEqualTo("beta");
        assertThat(plain.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(13));
    }

    @Test
    void a_config_whose_line_cannot_keep_up_is_told() throws IOException {
        Files.writeString(
                repository.resolve(".arelops.yaml"),
                "run: ./run\nenvironments:\n  production: {freeze: [2026-01-01..2027-12-31]}\n");

        Shell.Ran ran = shell().run("config", "check");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("! environments.production: does not keep up")
                .contains("frozen 2026-01-01..2027-12-31");
        assertThat(Sample.doc(shell().run("config", "check", "--json").out()).list("warnings"))
                .hasSize(1);
    }

    @Test
    void the_config_is_explained_and_its_schema_printed() throws IOException {
        Files.writeString(repository.resolve("pom.xml"), "<project/>");

        assertThat(shell().run("config", "explain").out()).contains("detected from pom.xml");
        assertThat(shell().run("config", "schema").out()).contains("\"$schema\"");
        assertThat(shell().run("config", "check", "nowhere.yaml").code()).isEqualTo(2);
    }

    @Test
    void init_writes_what_it_shows_once() throws IOException {
        Files.writeString(repository.resolve("pom.xml"), "<project/>");

        Shell.Ran ran = shell().run("init", "--people", "ana");

        Path file = repository.resolve(".arelops.yaml");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith(Files.readString(file)).contains("from pom.xml", "arelops up");
        assertThat(Files.readString(file)).contains("team: small").contains("people: [ana]");
        assertThat(shell().run("config", "check").code()).isZero();

        Files.writeString(file, "mine");
        assertThat(shell().run("init").code()).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(shell().run("init", "--force", "--people", "ana,ben,cyd").code())
                .isZero();
        assertThat(Files.readString(file)).contains("approvals: 2");
        assertThat(shell().run("init", "--force", "--people", "No Name").code()).isEqualTo(2);
    }

    @Test
    void init_names_the_one_person_whom_git_knows() throws IOException, InterruptedException {
        NativeGit.git(repository, "config", "user.name", "Ann Lee");

        shell().run("init");

        assertThat(Files.readString(repository.resolve(".arelops.yaml"))).contains("people: [ann-lee]");
    }

    @Test
    void verify_needs_no_controller_and_says_how_to_get_a_ledger() {
        Shell.Ran ran = shell().run("verify");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.err())
                .contains(
                        "There is no ledger",
                        "arelops setup-clone",
                        "git fetch origin '+refs/arelops/*:refs/arelops/*'");
    }

    @Test
    void setup_clone_follows_the_tags_that_are_there() throws IOException, InterruptedException {
        NativeGit.git(repository, "commit", "-q", "--allow-empty", "-m", "first");
        NativeGit.git(repository, "tag", "BETA");
        NativeGit.git(outside, "clone", "-q", repository.toString(), "clone");
        Shell shell = new Shell(outside.resolve("clone"), new SettableClock(NOW));

        assertThat(shell.run("setup-clone").out()).isEqualTo("""
                        ✓ git fetch origin follows BETA from now on
                          Not there yet: PASSIVE, PRODUCTION. Run this again when they are.
                        """);
        assertThat(shell.run("setup-clone").out()).startsWith("✓ git fetch origin follows BETA as before\n");
        assertThat(shell.run("setup-clone", "--remote", "elsewhere").code()).isEqualTo(5);
    }

    @Test
    @DisplayName("REL-5: doctor looks up the programs of the config where jobs look, not where this shell does")
    void doctor_looks_up_the_programs_of_the_config() throws IOException {
        Files.writeString(repository.resolve(".arelops.yaml"), """
                build: ./mvnw -q package
                run: PORT=$PORT exec no-such-program --serve
                checks:
                  tests: cd sub && make
                  lint: sh lint.sh
                accept: another-one $URL
                """);

        Shell.Ran ran = shell().run("doctor");

        assertThat(ran.out())
                .contains("build begins with './mvnw'", "Fix  commit ./mvnw")
                .contains(
                        "run begins with 'no-such-program'",
                        "install no-such-program, or write its whole path: apps look on the PATH")
                .contains("accept begins with 'another-one'", "install another-one for all users")
                .doesNotContain("'cd'", "'sh'");
    }

    @Test
    @DisplayName("REL-3: doctor, init and setup-clone tell as JSON what they tell in words")
    void what_is_told_in_words_is_told_as_json() throws IOException, InterruptedException {
        Shell.Ran doctor = shell().run("doctor", "--json");
        assertThat(Sample.doc(doctor.out()).number("exit")).isEqualTo(doctor.code());
        assertThat(Sample.doc(doctor.out()).list("findings")).anySatisfy(finding -> {
            assertThat(finding.text("about")).isEqualTo("config");
            assertThat(finding.text("state")).isEqualTo("weak");
            assertThat(finding.text("mend")).isEqualTo("arelops init");
        });

        Files.writeString(repository.resolve("pom.xml"), "<project/>");
        Doc init = Sample.doc(shell().run("init", "--json", "--people", "ana").out());
        Path file = repository.resolve(".arelops.yaml");
        assertThat(init.text("file")).isEqualTo(file.toString());
        assertThat(init.text("detected")).isEqualTo("pom.xml");
        assertThat(init.node().path("text").asText()).isEqualTo(Files.readString(file));

        NativeGit.git(repository, "commit", "-q", "--allow-empty", "-m", "first");
        NativeGit.git(repository, "tag", "BETA");
        NativeGit.git(outside, "clone", "-q", repository.toString(), "clone");
        Doc clone = Sample.doc(new Shell(outside.resolve("clone"), new SettableClock(NOW))
                .run("setup-clone", "--json")
                .out());
        assertThat(clone.text("remote")).isEqualTo("origin");
        assertThat(clone.texts("added")).containsExactly("BETA");
        assertThat(clone.texts("already")).isEmpty();
        assertThat(clone.texts("notYet")).containsExactly("PASSIVE", "PRODUCTION");
    }

    @Test
    void doctor_tells_what_is_missing_and_the_mend() throws IOException {
        Files.writeString(repository.resolve(".arelops.yaml"), "nonsense: 1\n");

        Shell.Ran ran = shell().run("doctor");

        assertThat(ran.out())
                .contains("✓ java", "✓ git", "isolation", "✓ ports", "disk", "time", "✓ repository")
                .contains("✕ config", "Fix  arelops config check", "Fix  arelops up");
        assertThat(ran.code()).isEqualTo(1);
    }
}
