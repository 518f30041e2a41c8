package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An artifact store that lost what a promotion needs, on real parts.
class MissingArtifactTest {
    private static final EnvironmentName BETA = EnvironmentName.BETA;
    private static final EnvironmentName PASSIVE = EnvironmentName.PASSIVE;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void a_shop() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system());
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    /// A shop whose first release is settled in BETA, waits for a person's word to enter PASSIVE, and lost its
    /// artifact.
    private CommitId lost(String config) throws IOException, InterruptedException {
        Files.writeString(
                shop.repository().resolve(".arelops.yaml"), config.replace("passive: {", "passive: {mode: propose, "));
        CommitId commit = shop.commit("1");
        shop.start("c1");
        shop.stepUntil("it is settled in BETA", () -> shop.settled(BETA, commit));
        Digest artifact =
                shop.ledger().builds(Shop.APP).of(commit).orElseThrow().artifact();
        List<Path> blobs;
        try (Stream<Path> files = Files.walk(folder)) {
            blobs = files.filter(Files::isRegularFile)
                    .filter(file -> artifact.hex().equals(String.valueOf(file.getFileName())))
                    .toList();
        }
        assertThat(blobs).hasSize(1);
        Files.delete(blobs.getFirst());
        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Promote(commit, PASSIVE, List.of()));
        return commit;
    }

    @Test
    @DisplayName("EVD-1, ART-1: an artifact that is lost is built again from its commit, and the very same goes on")
    void the_same_is_built_again() throws Exception {
        CommitId commit = lost(Shop.CONFIG);

        shop.stepUntil("it is settled in PASSIVE", () -> shop.settled(PASSIVE, commit));

        assertThat(shop.ask(PASSIVE)).isEqualTo("200 1 " + commit.hex());
        assertThat(shop.ledger().builds(Shop.APP).releases()).hasSize(1);
    }

    @Test
    @DisplayName("S1, ART-1: what cannot be made again is never deployed under the lost one's name: the attempt failed")
    void something_else_is_never_deployed() throws Exception {
        CommitId commit = lost(Shop.CONFIG.replace(Shop.BUILD, Shop.BUILD + " && date +%s%N > out/now"));

        shop.stepUntil(
                "the attempt failed",
                () -> shop.engine().controller().newest(200).stream()
                        .map(Entry::fact)
                        .anyMatch(Fact.Failed.class::isInstance));

        assertThat(shop.engine().controller().newest(200))
                .filteredOn(entry -> entry.fact() instanceof Fact.Failed)
                .first()
                .extracting(Entry::because)
                .asString()
                .contains(commit.brief(), "is not in the store any more", "cannot be made again");
        assertThat(shop.tag("PASSIVE")).isEmpty();
    }
}
