package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arelops.app.run.Isolation;
import arelops.app.run.Limits;
import arelops.app.run.Sandbox;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.release.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// REL-5: changes whose check means harm, run by the real engine in the real sandbox, one after the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileChecksTest {
    /// A value that stands in every file which no job may read. The scripts do not hold it.
    private static final String KEY =
            "KEY-" + Long.toHexString(ProcessHandle.current().pid()) + "-SESAME";

    private static final String SECRET = "dont-tell-anybody-42";

    private final String before = System.getProperty("user.home");
    private Path folder = Path.of("/var/tmp");
    private Optional<ChangeShop> started = Optional.empty();

    /// Outside of `/tmp`, which is another one for each job: what is hidden here is hidden on purpose.
    @BeforeAll
    void a_shop_with_keys() throws IOException, InterruptedException {
        assumeTrue(Files.isWritable(folder), () -> folder + " is not there to be written to");
        folder = Files.createTempDirectory(folder, "arelops-hostile");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String key : List.of(".ssh/id_ed25519", ".netrc", ".config/arelops/logins.json", ".config/gh/hosts.yml")) {
            Path file = folder.resolve("me").resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, KEY + "\n");
        }
        System.setProperty("user.home", folder.resolve("me").toString());
        ChangeShop attacked = ChangeShop.in(folder, ChangeShop.SHOWING_ITS_CACHE);
        Installation here = attacked.shop().installation();
        Sandbox sandbox = Sandbox.detect(here.runs());
        assumeTrue(sandbox.works(Isolation.BUBBLEWRAP), () -> sandbox.whyNot(Isolation.BUBBLEWRAP));
        attacked.shop().git().run("config", "remote.origin.url", "https://me:" + KEY + "@example.org/shop.git");
        Files.createDirectories(here.node());
        Files.writeString(here.secrets(), "KEY=" + KEY + "\nTOKEN=" + SECRET + "\n");
        Files.writeString(here.tokenFile(), KEY + "\n");
        started = Optional.of(attacked);
        attacked.start();
    }

    @AfterAll
    void everything_is_stopped() throws IOException, InterruptedException {
        System.setProperty("user.home", before);
        started.ifPresent(ChangeShop::close);
        if (!folder.equals(Path.of("/var/tmp"))) {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    /// Whatever a check did: trunk and ledger are whole, and the next change lands.
    @AfterEach
    void the_line_goes_on() throws IOException, InterruptedException {
        Shop shop = attacked().shop();
        String entry = "after " + shop.git().run("rev-list", "--count", "refs/arelops/ledger");
        CommitId landed = attacked().land(attacked().file("good", "good.txt", entry));
        assertThat(shop.git().run("rev-parse", "main")).isEqualTo(landed.hex());
        assertThat(shop.verify().findings()).isEmpty();
    }

    private ChangeShop attacked() {
        return started.orElseThrow();
    }

    private SlotState.Result result(ChangeNumber number) {
        return attacked().results(number).getFirst();
    }

    @Test
    @DisplayName("REL-5: a check that looks for keys, tokens and secrets everywhere finds none")
    void a_check_finds_no_keys() throws Exception {
        String attack = String.join(
                "\n",
                "echo looking as $(id -u)",
                "grep -rs 'KEY-[0-9a-f]*-SESAME' " + folder,
                "cat " + folder + "/me/.ssh/* " + folder + "/me/.netrc " + folder + "/me/.config/*/* 2>/dev/null",
                "cat " + folder + "/data/token " + folder + "/data/node/* " + folder + "/data/*.json 2>/dev/null",
                "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'",
                "cat /proc/[0-9]*/root" + folder + "/data/token /proc/[0-9]*/cwd/data/token 2>/dev/null",
                "cat " + folder + "/shop/.git/config 2>/dev/null",
                "env; ls -laR " + folder + "/data " + folder + "/work/jobs 2>&1 | head -50",
                "echo looked");

        String said = attacked().outputOf(attacked().check("keys", attack));

        assertThat(said).contains("looking as ", "looked").doesNotContain(KEY, SECRET, "***");
    }

    @Test
    @DisplayName("REL-5, S8: a check that writes to the repository, its ledger and its hooks by path changes nothing")
    void a_check_cannot_write_the_ledger() throws Exception {
        Shop shop = attacked().shop();
        Path git = shop.repository().resolve(".git");
        String ledger = shop.git().run("rev-parse", "refs/arelops/ledger");
        String attack = String.join(
                "\n",
                "cd " + shop.repository() + " && git config --global --add safe.directory '*'",
                "git update-ref refs/arelops/ledger HEAD; git update-ref refs/heads/main HEAD~1",
                "git update-ref refs/heads/evil HEAD; git tag -f BETA HEAD; git commit --allow-empty -m evil",
                "echo $(git rev-parse HEAD) >.git/refs/arelops/ledger; rm -rf .git/refs .git/packed-refs .git/objects",
                "printf '#!/bin/sh\\n' >.git/hooks/post-commit; echo evil >evil; mkdir ../evil; rm -rf ../data ../work",
                "for d in ../data ../work ../me /run/user /dev /etc /usr /var/lib; do echo evil >$d/evil; done",
                "exit 0");

        attacked().outputOf(attacked().check("ledger", attack));

        assertThat(shop.git().run("rev-list", "refs/arelops/ledger")).contains(ledger);
        assertThat(shop.git().run("for-each-ref", "refs/heads")).doesNotContain("evil");
        assertThat(git.resolve("hooks/post-commit")).doesNotExist();
        for (String place : List.of("shop", "data", "work", "me", "")) {
            assertThat(folder.resolve(place).resolve("evil")).doesNotExist();
        }
        assertThat(Path.of("/etc/evil")).doesNotExist();
        assertThat(Path.of("/dev/evil")).doesNotExist();
    }

    @Test
    @DisplayName("REL-5: a check that kills all it can kill reaches no process but its own")
    void a_check_kills_nobody_else() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            // But its parent: with that one its namespace ends, and what it says next may not be heard.
            String attack =
                    "kill -9 " + other.pid() + " " + ProcessHandle.current().pid() + "\n"
                            + "for i in $(seq 2 400); do [ $i = $$ ] || [ $i = $PPID ] || kill -9 $i 2>/dev/null; done\n"
                            + "trap '' TERM HUP; kill -TERM -1 || echo nobody is left; (setsid sleep 599 &); echo killed";

            String said = attacked().outputOf(attacked().check("kill", attack));

            assertThat(said).contains("killed");
            assertThat(other.isAlive()).isTrue();
            assertThat(ProcessHandle.allProcesses()
                            .map(one -> one.info().commandLine().orElse(""))
                            .filter("sleep 599"::equals))
                    .isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @DisplayName("REL-5: what a check leaves in its cache, or near it, is never read by a build of trunk")
    void a_check_cannot_poison_the_cache_of_trunk() throws Exception {
        String attack = "grep -q VERSION App.java || exit 1\n"
                + "mkdir -p $HOME/.m2; for d in $HOME $HOME/../trunk " + folder + "/work/cache/trunk; do\n"
                + "  echo poison >$d/poison; ln -s $HOME $d/link; ls -A $d\ndone; echo tried";
        ChangeNumber number = attacked().check("poison", attack);
        String said = attacked().outputOf(number);

        CommitId landed = attacked().land(number);
        attacked()
                .shop()
                .stepUntil(
                        "trunk is built",
                        () -> attacked()
                                .shop()
                                .ledger()
                                .builds(Shop.APP)
                                .of(landed)
                                .isPresent());

        assertThat(said).contains("poison", "tried");
        assertThat(attacked().output(new Job.Build(Shop.APP, landed, 1).id())).contains("holds 0 files");
        assertThat(folder.resolve("work/cache/trunk/poison")).doesNotExist();
        assertThat(folder.resolve("work/cache/change/poison")).exists();
    }

    @Test
    @DisplayName("REL-5: a check that starts six hundred processes is ended with all of them, and the job says why")
    void a_check_that_forks_is_ended() throws Exception {
        String attack = "i=0; while [ $i -lt 600 ]; do (setsid sleep 597 &); i=$((i+1)); done; sleep 597";

        String said = attacked().outputOf(attacked().check("forks", attack));

        assertThat(said).endsWith("stopped: it had more than " + Limits.USUAL.processes() + " processes\n");
        assertThat(ProcessHandle.allProcesses()
                        .map(one -> one.info().commandLine().orElse(""))
                        .filter("sleep 597"::equals))
                .isEmpty();
    }

    @Test
    @DisplayName("REL-5: a check that prints without end is ended at the limit, and its output says that it is cut")
    void output_without_end_is_cut() throws Exception {
        ChangeNumber number = attacked().check("prints", "head -c 1073741824 /dev/zero | tr '\\0' x");

        String said = attacked().outputOf(number);

        assertThat(said)
                .hasSizeLessThan((int) Limits.USUAL.outputBytes() + 200)
                .endsWith("\n[arelops] stopped: it printed more than " + Limits.USUAL.outputBytes() + " bytes\n");
        assertThat(result(number).outcome()).isEqualTo(Fact.Outcome.FAILED);
    }

    @Test
    @DisplayName("REL-5: secrets that a check got from elsewhere are masked in what it printed, also in other forms")
    void secrets_are_masked() throws Exception {
        String attack = "v=" + SECRET + "; echo \"plain $v\"; printf %s \"$v\" | base64; printf %s \"$v\" | od -An -tx1"
                + " | tr -d ' \\n'; echo; printf '%s' dont-tell-; sleep 0.2; echo anybody-42";

        String said = attacked().outputOf(attacked().check("prints-secrets", attack));

        assertThat(said).contains("plain ***").doesNotContain(SECRET, "ZG9udC10ZWxs", "646f6e742d74656c6c");
    }

    @Test
    @DisplayName("REL-5: memory in files (/dev/shm and whatever is hidden) is not had for nothing: there is none")
    void files_in_memory_are_not_had() throws Exception {
        String attack = "for d in /dev/shm /dev " + folder + "/data " + folder + "/work " + folder + "/me/.ssh; do\n"
                + "  echo x >$d/memory && [ \"$(stat -f -c %T $d)\" = tmpfs ] && echo \"memory in $d\"\n"
                + "done 2>/dev/null\necho x >/dev/shm/works && echo shm works";

        String said = attacked().outputOf(attacked().check("memory", attack));

        assertThat(said).contains("shm works").doesNotContain("memory in");
    }

    @Test
    @DisplayName("REL-5: what cannot be named or entered any more is still removed when a check is over")
    void deep_and_closed_folders_are_removed() throws Exception {
        String attack = "n=$(printf 'd%.0s' $(seq 200)); mkdir -p x/a/b; touch x/a/b/c; chmod 0 x/a/b x/a; i=0;"
                + " while [ $i -lt 60 ]; do mkdir y && mv x y/$n && mv y x; i=$((i+1)); done; mkfifo fifo; echo deep";

        String said = attacked().outputOf(attacked().check("deep", attack));

        assertThat(said).contains("deep");
        attacked().shop().stepUntil("the folders of checks are gone", () -> {
            try (var left = Files.list(folder.resolve("work/jobs"))) {
                return left.noneMatch(one -> one.getFileName().toString().startsWith("check-"));
            }
        });
    }
}
