package arelops.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A person on this machine: with a home of their own, in which git knows who they are and `arelops` who signed in.
///
/// @param folder where they work
record Somebody(String name, Path home, Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    /// A person who is new here.
    static Somebody called(String name, Path homes) throws IOException {
        Path home = Files.createDirectories(homes.resolve(name));
        return new Somebody(name, home, home);
    }

    Somebody in(Path other) {
        return new Somebody(name, home, other);
    }

    Program program() {
        String email = name + "@example.org";
        return new Program(
                folder,
                Map.ofEntries(
                        Map.entry("HOME", home.toString()),
                        Map.entry("XDG_STATE_HOME", home.resolve("state").toString()),
                        Map.entry("XDG_CONFIG_HOME", home.resolve("config").toString()),
                        Map.entry("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString()),
                        Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
                        Map.entry("GIT_TERMINAL_PROMPT", "0"),
                        Map.entry("GIT_AUTHOR_NAME", name),
                        Map.entry("GIT_AUTHOR_EMAIL", email),
                        Map.entry("GIT_COMMITTER_NAME", name),
                        Map.entry("GIT_COMMITTER_EMAIL", email),
                        Map.entry("LC_ALL", "C.UTF-8")));
    }

    String git(String... arguments) throws IOException, InterruptedException {
        return program().git(arguments);
    }

    /// Tries a push that is refused; what git said.
    String refused(String... push) throws IOException, InterruptedException {
        Program.Ended ended = program().tried(push);
        assertThat(ended.exitCode()).as(ended.output()).isNotZero();
        return ended.output();
    }

    /// Runs a command that ends with this code; what it said.
    String says(int exitCode, String... arguments) throws IOException, InterruptedException {
        Program.Ended ended = program().arelops(arguments);
        assertThat(ended.exitCode())
                .as(name + ": " + String.join(" ", arguments) + ": " + ended.output())
                .isEqualTo(exitCode);
        return ended.output();
    }

    JsonNode json(String... arguments) throws IOException, InterruptedException {
        return JSON.readTree(
                says(0, Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new)));
    }

    /// From now on git gets this person's token for the server from `arelops`.
    ///
    /// @param more options of `arelops credential`
    void lendsGitTheToken(String server, String more) throws IOException, InterruptedException {
        git("config", "--global", "credential." + server + ".helper", "!" + Program.LAUNCHER + " credential" + more);
    }

    /// Signs in with a one-time link, and clones; works in the clone from then on.
    Somebody arrives(Hosted repository, String role) throws IOException, InterruptedException {
        String link = repository.invitation(name, role);
        assertThat(says(0, "login", link)).contains("You are @" + name);
        lendsGitTheToken(repository.server(), "");
        Path clone = home.resolve("clone");
        git("clone", "-q", repository.address(), clone.toString());
        return in(clone);
    }

    /// Writes a file and commits it.
    String commits(String file, String text, String subject) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(file), text);
        git("add", "-A");
        git("commit", "-qm", subject);
        return git("rev-parse", "HEAD");
    }
}
