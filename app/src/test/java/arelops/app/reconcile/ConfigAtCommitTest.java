package arelops.app.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.config.PolicyFile;
import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.release.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a commit's config file can be besides a config.
class ConfigAtCommitTest {
    private static final AppName SHOP = new AppName("shop");

    @TempDir
    Path folder;

    private CommitId committed() throws Exception {
        NativeGit.git(folder, "init", "-q", "-b", "main");
        NativeGit.git(folder, "add", ".");
        NativeGit.git(folder, "commit", "-q", "-m", "A shop");
        return new CommitId(NativeGit.git(folder, "rev-parse", "HEAD").strip());
    }

    @Test
    @DisplayName("CHG-4, S5: a config that is a link cannot be used, which stops the line and nothing else")
    void a_config_that_is_a_link_cannot_be_used() throws Exception {
        Files.createSymbolicLink(folder.resolve(PolicyFile.NAME), Path.of("/etc/passwd"));
        CommitId commit = committed();

        try (GitRepository git = GitRepository.theirs(folder, "main")) {
            Rules rules = new Config(git, SHOP, "main").rules(List.of(commit));

            assertThat(rules.broken().orElseThrow()).contains(PolicyFile.NAME, "is no plain file");
        }
    }

    @Test
    @DisplayName("CHG-4: a huge config cannot be used")
    void a_huge_config_cannot_be_used() throws Exception {
        Files.writeString(folder.resolve(PolicyFile.NAME), "# ".repeat(1 << 20));
        CommitId commit = committed();

        try (GitRepository git = GitRepository.theirs(folder, "main")) {
            assertThat(new Config(git, SHOP, "main").at(commit)).isInstanceOf(PolicyFile.Invalid.class);
        }
    }

    @Test
    void a_link_where_the_build_file_should_be_tells_nothing_about_the_build() throws Exception {
        Files.createSymbolicLink(folder.resolve("pom.xml"), Path.of("/etc/passwd"));
        Files.writeString(folder.resolve(PolicyFile.NAME), "run: ./serve\n");
        CommitId commit = committed();

        try (GitRepository git = GitRepository.theirs(folder, "main")) {
            assertThat(new Config(git, SHOP, "main")
                            .recipe(SHOP, commit)
                            .orElseThrow()
                            .run())
                    .contains("./serve");
        }
    }

    @Test
    @DisplayName("REL-3: the branch that is followed is trunk, and a config for another one stops the line")
    void the_branch_that_is_followed_is_trunk() throws Exception {
        Files.writeString(folder.resolve(PolicyFile.NAME), "run: ./serve\n");
        CommitId silent = committed();
        Files.writeString(folder.resolve(PolicyFile.NAME), "run: ./serve\ntrunk: release\n");
        CommitId other = committed();

        try (GitRepository git = GitRepository.theirs(folder, "main")) {
            Config config = new Config(git, SHOP, "master");

            Rules rules = config.rules(List.of(silent));
            assertThat(rules.policy().trunk()).isEqualTo("master");
            assertThat(rules.broken()).isEmpty();
            assertThat(config.rules(List.of(other)).broken().orElseThrow())
                    .contains("`trunk: release`", "master", "--trunk release");
        }
    }
}
