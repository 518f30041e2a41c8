package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.testkit.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `rebuild` makes anew what git has, and lets go of nothing that git has not.
class RebuildTest {
    @TempDir
    Path folder;

    private CloneOfServer shop;
    private Path mirror;

    @BeforeEach
    void a_clone_of_a_server() throws IOException, InterruptedException {
        shop = CloneOfServer.in(folder);
        mirror = shop.installation().mirror();
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    /// Until the ledger on the server has more than one record.
    private void upAndDown() {
        Launch launch = WorksOn.settled(
                shop.installation(), shop.launch(Optional.of(shop.server().toString())), WorksOn.Change.REFUSED);
        try (Foreground running = shop.up(launch)) {
            Patience.until("two records while " + running.url() + " is up", () -> records() > 1);
        }
    }

    private int records() {
        try {
            return CloneOfServer.refs(shop.server(), "refs/arelops/ledger").isEmpty()
                    ? 0
                    : Integer.parseInt(new GitCommand(shop.server()).run("rev-list", "--count", "refs/arelops/ledger"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files(Path under) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    @DisplayName("EVD-1: a damaged mirror and a lost memory of the tip are made anew from git, and the line goes on")
    void a_damaged_mirror_is_replaced() throws Exception {
        upAndDown();
        String tip = Files.readString(shop.installation().ledgerTip());
        for (Path file : files(mirror.resolve("objects"))) {
            Files.delete(file);
        }
        Files.delete(shop.installation().ledgerTip());

        CloneOfServer.Ran ran = shop.run("rebuild");

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said())
                .contains("chain intact", "✓ made anew: the mirror of " + shop.server() + ", fetched whole")
                .contains("✓ made anew: the newest tip that was seen: ", "as they were: artifacts");
        assertThat(new GitCommand(mirror).run("fsck", "--strict", "--no-dangling"))
                .doesNotContain("missing");
        assertThat(Files.readString(shop.installation().ledgerTip())).isEqualTo(tip);
        assertThat(mirror.resolveSibling("mirror.new.git")).doesNotExist();
        assertThat(mirror.resolveSibling("mirror.old.git")).doesNotExist();
        assertThat(shop.run("verify").code()).isZero();
        upAndDown();
    }

    @Test
    @DisplayName("TAG-5: the mirror that still has what the remote lost is not replaced: exit 13")
    void a_mirror_that_has_more_stays() throws Exception {
        upAndDown();
        String tip = Files.readString(shop.installation().ledgerTip()).strip();
        new GitCommand(shop.server()).run("update-ref", "refs/arelops/ledger", tip + "~1");
        new GitCommand(shop.server()).run("reflog", "expire", "--all", "--expire=now");
        new GitCommand(shop.server()).run("gc", "-q", "--prune=now");
        List<Path> before = files(mirror.resolve("objects"));

        CloneOfServer.Ran ran = shop.run("rebuild");

        assertThat(ran.code()).as(ran.said()).isEqualTo(13);
        assertThat(ran.said()).contains("Nothing was made anew: what is here may be all that is left.");
        assertThat(files(mirror.resolve("objects"))).isEqualTo(before);
        assertThat(new GitCommand(mirror).run("cat-file", "-t", tip)).endsWith("commit");
        assertThat(Files.readString(shop.installation().ledgerTip()).strip()).isEqualTo(tip);
    }

    @Test
    @DisplayName("REL-2: while a controller runs, nothing is made anew under its feet")
    void not_while_a_controller_runs() {
        try (Foreground running = shop.up(shop.launch(Optional.empty()))) {
            assertThat(running.url()).isNotNull();

            CloneOfServer.Ran ran = shop.run("rebuild");

            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.said()).contains("Another ARelOps process works in", "arelops down");
        }
    }

    @Test
    void a_repository_on_this_disk_has_no_mirror_and_a_fresh_clone_nothing_at_all() {
        assertThat(shop.run("rebuild").code()).isEqualTo(6);
        shop.upAndDown(shop.launch(Optional.empty()), shop.copy());

        CloneOfServer.Ran ran = shop.run("rebuild");

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said())
                .contains("made anew: the states of", "made anew: the newest tip")
                .doesNotContain("mirror");
    }
}
