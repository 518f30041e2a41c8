package arelops.app.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A developer's clone follows moving tags with the real git program.
final class CloneSetupTest {
    private static final List<String> TAGS = List.of("BETA", "PASSIVE", "PRODUCTION");

    @TempDir
    private Path folder;

    private Path server;
    private Path clone;

    @BeforeEach
    void make() throws Exception {
        server = folder.resolve("server");
        NativeGit.git(folder, "init", "-q", "-b", "main", server.toString());
        NativeGit.git(server, "commit", "-q", "--allow-empty", "-m", "One");
        NativeGit.git(server, "tag", "BETA");
        NativeGit.git(server, "tag", "v1");
        clone = folder.resolve("clone");
        NativeGit.git(folder, "clone", "-q", server.toString(), clone.toString());
    }

    private void move(String tag) throws Exception {
        NativeGit.git(server, "commit", "-q", "--allow-empty", "-m", "More");
        NativeGit.git(server, "tag", "-f", tag);
    }

    private void assertFollows(String tag) throws Exception {
        assertThat(NativeGit.git(clone, "rev-parse", tag)).isEqualTo(NativeGit.git(server, "rev-parse", tag));
    }

    @Test
    @DisplayName("Without it, a moved tag stays behind silently, and git fetch --tags fails")
    void the_trouble_is_real() throws Exception {
        move("BETA");

        NativeGit.git(clone, "fetch");

        assertThat(NativeGit.git(clone, "rev-parse", "BETA")).isNotEqualTo(NativeGit.git(server, "rev-parse", "BETA"));
        assertThat(NativeGit.tried(clone, "fetch", "--tags").output()).contains("would clobber existing tag");
    }

    @Test
    @DisplayName("TAG-5: after it, git fetch and git fetch --tags both work and follow; a second run changes nothing")
    void both_ways_of_fetching_follow() throws Exception {
        CloneSetup.Outcome first = CloneSetup.follow(clone, "origin", TAGS, Set.of("BETA", "v1"));
        byte[] config = Files.readAllBytes(clone.resolve(".git/config"));
        CloneSetup.Outcome second = CloneSetup.follow(clone, "origin", TAGS, Set.of("BETA", "v1"));

        assertThat(first)
                .isEqualTo(new CloneSetup.Outcome(List.of("BETA"), List.of(), List.of("PASSIVE", "PRODUCTION")));
        assertThat(second)
                .isEqualTo(new CloneSetup.Outcome(List.of(), List.of("BETA"), List.of("PASSIVE", "PRODUCTION")));
        assertThat(Files.readAllBytes(clone.resolve(".git/config"))).isEqualTo(config);
        assertThat(NativeGit.git(clone, "config", "--get-all", "remote.origin.fetch"))
                .isEqualTo("+refs/heads/*:refs/remotes/origin/*\n+refs/tags/BETA:refs/tags/BETA");
        move("BETA");
        NativeGit.git(clone, "fetch");
        assertFollows("BETA");
        move("BETA");
        NativeGit.git(clone, "fetch", "--tags");
        assertFollows("BETA");
        assertThat(NativeGit.git(clone, "rev-parse", "origin/main"))
                .isEqualTo(NativeGit.git(server, "rev-parse", "main"));
    }

    @Test
    @DisplayName("A tag that came later is added, and one that is gone is left out, since git gives up a fetch over it")
    void the_list_follows_what_exists() throws Exception {
        CloneSetup.follow(clone, "origin", TAGS, Set.of("BETA"));
        NativeGit.git(server, "tag", "-d", "BETA");
        NativeGit.git(server, "tag", "PASSIVE");
        assertThat(NativeGit.tried(clone, "fetch").output()).contains("couldn't find remote ref");

        CloneSetup.Outcome outcome = CloneSetup.follow(clone, "origin", TAGS, Set.of("PASSIVE"));

        assertThat(outcome.added()).containsExactly("PASSIVE");
        assertThat(outcome.notYet()).containsExactly("BETA", "PRODUCTION");
        NativeGit.git(clone, "fetch");
        NativeGit.git(clone, "fetch", "--tags");
        assertFollows("PASSIVE");
    }

    @Test
    void what_is_no_clone_is_refused() {
        assertThatThrownBy(() -> CloneSetup.follow(folder, "origin", TAGS, Set.of()))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> CloneSetup.follow(clone, "upstream", TAGS, Set.of()))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("upstream");
    }
}
