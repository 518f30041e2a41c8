package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.run.RunSettings;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Full disks: one holds the repository with its ledger, the other what ARelOps keeps (store, logs, node, jobs).
///
/// Both are tmpfs, which only root can mount. They fill up by being made as small as what is on them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDisksTest {
    private static final String ROOMY = "2g";
    /// What stays free on a disk whatever jobs do.
    private static final long RESERVE = RunSettings.Capacity.USUAL.keepFree();

    private final Path repositories;
    private final Path ours;
    private Optional<Shop> started = Optional.empty();

    FullDisksTest(@TempDir Path folder) throws IOException {
        repositories = Files.createDirectory(folder.resolve("disk"));
        ours = repositories.resolve("data");
    }

    @BeforeAll
    void a_shop_on_two_disks() throws Exception {
        assumeTrue(mounted(repositories), "a tmpfs can only be mounted by root");
        Files.createDirectory(ours);
        assumeTrue(mounted(ours), "a tmpfs can only be mounted by root");
        Shop shop = Shop.in(repositories, InstantSource.system(), Shop.SHORT_LINE);
        started = Optional.of(shop);
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterAll
    void everything_is_stopped() throws Exception {
        started.ifPresent(Shop::close);
        command("umount", "-l", ours.toString());
        command("umount", "-l", repositories.toString());
    }

    /// Whatever a test did, with room again a new commit goes along the whole line by itself.
    @AfterEach
    void the_line_goes_on() throws Exception {
        empty(ours);
        empty(repositories);
        shop().config(Shop.SHORT_LINE);
        CommitId next = shop().commit("after entry " + shop().ledger().seq());
        shop().stepUntilSettled(EnvironmentName.PRODUCTION, next);
        assertThat(shop().tag("BETA")).contains(next);
        assertThat(shop().verify().findings()).isEmpty();
    }

    private Shop shop() {
        return started.orElseThrow();
    }

    private static boolean mounted(Path folder) throws IOException, InterruptedException {
        return command("mount", "-t", "tmpfs", "-o", "size=" + ROOMY, "tmpfs", folder.toString());
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        return ended && process.exitValue() == 0 && said.isEmpty();
    }

    private static void fill(Path disk) throws IOException, InterruptedException {
        leave(0, disk);
    }

    private static void leave(long bytes, Path disk) throws IOException, InterruptedException {
        var store = Files.getFileStore(disk);
        long size = store.getTotalSpace() - store.getUnallocatedSpace() + bytes;
        assertThat(command("mount", "-o", "remount,size=" + size, disk.toString()))
                .isTrue();
    }

    private static void empty(Path disk) throws IOException, InterruptedException {
        assertThat(command("mount", "-o", "remount,size=" + ROOMY, disk.toString()))
                .isTrue();
    }

    @Test
    @DisplayName("REL-2, S8: with the disk of the repository full nothing moves, the disk is named, and the apps serve")
    void the_disk_of_the_ledger_is_full() throws Exception {
        CommitId runs = shop().head();
        CommitId next = shop().commit("next");
        fill(repositories);

        shop().stepUntil("it is told of", () -> told().contains("No space left on device"));
        shop().step(5);

        assertThat(told()).contains("Check the disk for space");
        assertThat(shop().tag("BETA")).contains(runs);
        assertThat(shop().ask(EnvironmentName.PRODUCTION)).endsWith(runs.hex());

        empty(repositories);
        shop().stepUntilSettled(EnvironmentName.PRODUCTION, next);
    }

    @Test
    @DisplayName("REL-2: with the disk of store, node and logs full nothing is lost, it is told of, and the apps serve")
    void the_disk_of_the_store_is_full() throws Exception {
        CommitId runs = shop().head();
        CommitId next = shop().commit("next");
        fill(ours);

        shop().stepUntil("it is told of", () -> told().contains("space left") || told().contains("disk"));
        shop().step(5);

        assertThat(shop().tag("PRODUCTION")).contains(runs);
        assertThat(shop().ask(EnvironmentName.PRODUCTION)).endsWith(runs.hex());

        empty(ours);
        shop().stepUntilSettled(EnvironmentName.PRODUCTION, next);
    }

    @Test
    @DisplayName("REL-5: a build that fills the disk is ended before it is full; the next commit is built")
    void a_build_fills_the_disk() throws Exception {
        CommitId runs = shop().head();
        leave(RESERVE + (32L << 20), repositories);
        shop().config(Shop.SHORT_LINE.replace("build: " + Shop.BUILD, "build: cat /dev/zero >big"));
        CommitId greedy = shop().commit("greedy");

        shop().stepUntil("it is told of", () -> told().contains("build " + greedy.brief() + " could not be performed"));

        assertThat(told()).contains("disk");
        assertThat(shop().tag("BETA")).contains(runs);

        shop().config(Shop.SHORT_LINE);
        CommitId modest = shop().commit("modest");
        shop().stepUntilSettled(EnvironmentName.PRODUCTION, modest);
    }

    /// All that a person is told at this moment.
    private String told() {
        Optional<Shop> shop = started;
        return shop.map(one -> one.board().trouble() + " " + one.board().apps().values())
                .orElse("");
    }
}
