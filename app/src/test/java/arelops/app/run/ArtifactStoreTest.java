package arelops.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.fault.Fault;
import arelops.core.id.Digest;
import arelops.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PRO-3 (nothing needed is evicted) and the promises of the store.
final class ArtifactStoreTest {
    private static final long ROOMY = 1L << 30;

    @TempDir
    Path temp;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    private ArtifactStore store(long cap) {
        return ArtifactStore.in(temp.resolve("store"), cap, clock);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temp.resolve(name));
    }

    private static Digest stored(ArtifactStore.Put put) {
        assertThat(put).isInstanceOf(ArtifactStore.Put.Stored.class);
        return ((ArtifactStore.Put.Stored) put).digest();
    }

    private Digest random(ArtifactStore store, int seed, int size) throws IOException {
        var folder = folder("random-" + seed);
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        Files.write(folder.resolve("f"), bytes);
        return stored(store.put(folder, List.of()));
    }

    @Test
    @DisplayName("ART-1: the same files have the same digest, whatever their times, order and umask")
    void the_same_files_have_the_same_digest_whatever_their_times_order_and_umask() throws IOException {
        var store = store(ROOMY);
        var one = folder("one");
        var two = folder("two");
        for (var name : List.of("a", "b/c", "b/d", "z.txt")) {
            write(one.resolve(name), "content of " + name);
        }
        for (var name : List.of("z.txt", "b/d", "b/c", "a")) {
            write(two.resolve(name), "content of " + name);
            Files.setLastModifiedTime(two.resolve(name), FileTime.fromMillis(1));
            Files.setPosixFilePermissions(two.resolve(name), PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        write(two.resolve(".git/HEAD"), "not part of it");

        var first = stored(store.put(one, List.of()));
        var second = stored(store.put(two, List.of()));

        assertThat(second).isEqualTo(first);
        assertThat(first.toString())
                .as("the format never changes: digests stand in ledgers")
                .isEqualTo(KNOWN);
    }

    private static final String KNOWN = "sha256:94112e07dd96c9cfbd2dabd6abdac09f25e58ae6835dde2045a25a3f5c395c43";

    @Test
    void what_was_packed_comes_out_again() throws IOException {
        var store = store(ROOMY);
        var folder = folder("app");
        var longName = "d".repeat(90) + "/" + "é".repeat(80) + "/f.txt";
        write(folder.resolve(longName), "deep");
        write(folder.resolve("run.sh"), "#!/bin/sh");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("run.sh"));
        Files.createDirectories(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("../one"));

        var put = store.put(folder, List.of());
        var out = temp.resolve("out");
        store.unpack(stored(put), out);

        assertThat(((ArtifactStore.Put.Stored) put).leftOut()).containsExactly("passwd", "up");
        assertThat(out.resolve(longName)).hasContent("deep");
        assertThat(Files.isExecutable(out.resolve("run.sh"))).isTrue();
        assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("run.sh"));
        assertThat(out.resolve("empty")).isEmptyDirectory();
        assertThat(Files.exists(out.resolve("passwd"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(temp).isDirectoryNotContaining("glob:**.unpacking-*");
    }

    @Test
    void globs_name_files_and_whole_folders() throws IOException {
        var store = store(ROOMY);
        var folder = folder("build");
        for (var name : List.of("target/app.jar", "target/classes/A.class", "dist/x/y.js", "README", "top.jar")) {
            write(folder.resolve(name), name);
        }

        assertThat(names(store, folder, "target/*.jar")).containsExactly("target/app.jar");
        assertThat(names(store, folder, "dist/")).containsExactly("dist/x/y.js");
        assertThat(names(store, folder, "**/*.jar", "./README")).containsExactly("README", "target/app.jar", "top.jar");
        assertThat(store.put(folder, List.of("nothing/*"))).isInstanceOf(ArtifactStore.Put.Nothing.class);
    }

    private List<String> names(ArtifactStore store, Path folder, String... globs) throws IOException {
        var out = temp.resolve("names");
        Disk.remove(out);
        store.unpack(stored(store.put(folder, List.of(globs))), out);
        try (var files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("REL-1: what was half unpacked when its process was killed is no part of the next unpacking")
    void what_a_killed_unpacking_left_is_gone() throws IOException {
        var digest = random(store(ROOMY), 1, 100);
        write(temp.resolve(".out.unpacking-1/half"), "of another time");

        store(ROOMY).unpack(digest, temp.resolve("out"));

        assertThat(temp.resolve("out")).isDirectoryContaining("glob:**/f").isDirectoryNotContaining("glob:**/half");
    }

    @Test
    void a_flipped_bit_is_found_out_and_nothing_is_unpacked() throws IOException {
        var store = store(ROOMY);
        var folder = folder("app");
        write(folder.resolve("a.txt"), "some text ".repeat(20));
        write(folder.resolve("b.txt"), "other text ".repeat(20));
        var digest = stored(store.put(folder, List.of()));
        var blob = temp.resolve("store/blobs/" + digest.hex().substring(0, 2) + "/" + digest.hex());
        var good = Files.readAllBytes(blob);

        int foundOut = 0;
        for (int at = 0; at < good.length; at++) {
            var bad = good.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Files.write(blob, bad);
            var out = temp.resolve("out-" + at);
            try {
                store.unpack(digest, out); // some bits of gzip's header and padding mean nothing
                assertThat(out.resolve("a.txt")).hasSameTextualContentAs(folder.resolve("a.txt"));
                assertThat(out.resolve("b.txt")).hasSameTextualContentAs(folder.resolve("b.txt"));
            } catch (Fault fault) {
                assertThat(fault.code()).isEqualTo("artifact.damaged");
                assertThat(out).doesNotExist();
                foundOut++;
            }
        }
        assertThat(foundOut).isGreaterThan(good.length * 8 / 10);
        Files.write(blob, java.util.Arrays.copyOf(good, good.length / 2));
        assertThatThrownBy(() -> store.unpack(digest, temp.resolve("out"))).isInstanceOf(Fault.class);
    }

    @Test
    void names_and_links_that_lead_outside_are_refused() throws IOException {
        var store = store(ROOMY);
        var hostile = List.of(
                List.of(new Tar.Entry(Tar.Kind.FILE, "../evil", "", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.FILE, "/tmp/arelops-evil", "", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.FILE, "a/../../evil", "", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.FILE, "a//../b", "", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.FILE, "", "", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.LINK, "out", "..", false, 0)),
                List.of(new Tar.Entry(Tar.Kind.LINK, "out", "/etc", false, 0)),
                List.of(
                        new Tar.Entry(Tar.Kind.LINK, "p/q/r", "../../z", false, 0),
                        new Tar.Entry(Tar.Kind.FOLDER, "z", "", false, 0),
                        new Tar.Entry(Tar.Kind.LINK, "x", "p/q/r/../../..", false, 0)),
                List.of(
                        new Tar.Entry(Tar.Kind.FOLDER, "d", "", false, 0),
                        new Tar.Entry(Tar.Kind.LINK, "l", "d", false, 0),
                        new Tar.Entry(Tar.Kind.FILE, "l/evil", "", false, 0)));

        for (var entries : hostile) {
            var digest = plant(entries);
            assertThatThrownBy(() -> store.unpack(digest, temp.resolve("out")))
                    .as("%s", entries)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo("artifact.damaged"));
            assertThat(temp.resolve("out")).doesNotExist();
            assertThat(temp.resolve("evil")).doesNotExist();
        }
    }

    /// Puts an archive that we would never write under its right digest.
    private Digest plant(List<Tar.Entry> entries) throws IOException {
        var tar = new ByteArrayOutputStream();
        for (var entry : entries) {
            Tar.writeHeader(tar, entry);
        }
        Tar.writeEnd(tar);
        var digest = Digest.of(tar.toByteArray());
        var blob = temp.resolve("store/blobs/" + digest.hex().substring(0, 2) + "/" + digest.hex());
        Files.createDirectories(blob.getParent() == null ? temp : blob.getParent());
        try (var out = new GZIPOutputStream(Files.newOutputStream(blob))) {
            out.write(tar.toByteArray());
        }
        return digest;
    }

    @Test
    void eviction_takes_the_least_recently_used_and_never_a_needed_one() throws IOException {
        var random = new Random(7);
        for (int world = 0; world < 20; world++) {
            Disk.remove(temp.resolve("store"));
            var store = store(ROOMY);
            var used = new TreeMap<Digest, Instant>();
            for (int i = 0; i < 6; i++) {
                clock.move(Duration.ofSeconds(1));
                used.put(random(store, world * 10 + i, 1000 + random.nextInt(3000)), clock.instant());
            }
            clock.move(Duration.ofSeconds(1));
            var touched = used.firstKey();
            store.unpack(touched, temp.resolve("out-" + world));
            used.put(touched, clock.instant());
            Set<Digest> needed = new HashSet<>();
            used.keySet().stream().filter(_ -> random.nextInt(3) == 0).forEach(needed::add);
            long cap = random.nextInt(12_000);

            var removed = store.evict(needed, cap);

            assertThat(removed).doesNotContainAnyElementsOf(needed);
            assertThat(removed).isSortedAccordingTo(java.util.Comparator.comparing(used::get));
            assertThat(needed).allMatch(store::contains);
            assertThat(removed).noneMatch(store::contains);
            boolean onlyNeededLeft = removed.size() + needed.size() == used.size();
            assertThat(store.size() <= cap || onlyNeededLeft).isTrue();
        }
    }

    @Test
    void over_its_cap_a_store_says_so_and_keeps_nothing_of_it() throws IOException {
        var store = store(5_000);
        var first = random(store, 1, 3_000);
        var folder = folder("big");
        var bytes = new byte[4_000];
        new Random(2).nextBytes(bytes);
        Files.write(folder.resolve("f"), bytes);

        var put = store.put(folder, List.of());

        assertThat(put).isInstanceOfSatisfying(ArtifactStore.Put.Full.class, full -> {
            assertThat(full.capBytes()).isEqualTo(5_000);
            assertThat(full.neededBytes()).isBetween(4_000L, 4_500L);
        });
        assertThat(temp.resolve("store/unfinished")).isEmptyDirectory();
        assertThat(store.put(folder("random-1"), List.of()))
                .as("what is there already needs no room")
                .isInstanceOf(ArtifactStore.Put.Stored.class);
        store.evict(Set.of(), 0);
        assertThat(store.contains(first)).isFalse();
        assertThat(store.put(folder, List.of())).isInstanceOf(ArtifactStore.Put.Stored.class);
    }

    @Test
    void a_full_disk_leaves_nothing_half_written() throws Exception {
        var disk = folder("disk");
        assumeTrue(mount(disk), "a small tmpfs can only be mounted by root");
        try {
            var store = ArtifactStore.in(disk.resolve("store"), ROOMY, clock);
            var folder = folder("big");
            var bytes = new byte[3 << 20];
            new Random(2).nextBytes(bytes);
            Files.write(folder.resolve("f"), bytes);

            assertThatThrownBy(() -> store.put(folder, List.of()))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo("artifact.store"));

            assertThat(store.size()).isZero();
            assertThat(disk.resolve("store/unfinished")).isEmptyDirectory();
            Files.write(folder.resolve("f"), new byte[10]);
            assertThat(store.put(folder, List.of())).isInstanceOf(ArtifactStore.Put.Stored.class);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor(2, TimeUnit.MINUTES);
        }
    }

    static boolean mount(Path folder) throws Exception {
        try {
            var mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "arelops-test", folder.toString())
                    .start();
            return mount.waitFor(2, TimeUnit.MINUTES) && mount.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void tar_of_the_system_reads_our_archives() throws Exception {
        var out = new ByteArrayOutputStream();
        var folder = folder("app");
        write(folder.resolve("x".repeat(120) + "/f"), "text");
        Archive.pack(folder, List.of(), out);
        var file = temp.resolve("a.tar");
        Files.write(file, out.toByteArray());

        var tar = new ProcessBuilder("tar", "-tf", file.toString()).start();
        var listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tar.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(listed.strip()).isEqualTo("x".repeat(120) + "/f");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
