package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Observation;
import arelops.core.evidence.ErrorRecord;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Builds that hang, and apps that do not start, crash, hang on, or meet strangers on their port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadAppsTest {
    private static final Slot BETA = new Slot(Shop.APP, EnvironmentName.BETA);
    private static final String CONFIG = Shop.SHORT_LINE + "accept: test -n \"$URL\"\n";
    /// An app that is not healthy within two seconds is unwell.
    private static final String HASTY = CONFIG.replace("beta: {", "beta: {ready: 2s, ");
    /// BETA soaks for longer than any test lasts.
    private static final String LONG_SOAK = CONFIG.replaceFirst("length: 1s", "length: 1h");

    private final Shop shop;
    private final Path trigger;

    BadAppsTest(@TempDir Path folder) throws Exception {
        shop = Shop.in(folder, InstantSource.system(), CONFIG);
        trigger = folder.resolve("trigger");
    }

    @BeforeAll
    void a_shop_that_is_settled_everywhere() throws Exception {
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }

    @AfterAll
    void everything_is_stopped() {
        shop.close();
    }

    /// Whatever a test left on trunk is reverted; that goes along the whole line by itself.
    @AfterEach
    void the_line_goes_on() throws Exception {
        Files.deleteIfExists(trigger);
        shop.git().run("revert", "--no-edit", "HEAD");
        shop.letIn(shop.head());
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
        assertThat(shop.tag("BETA")).contains(shop.head());
        assertThat(shop.ask(EnvironmentName.BETA)).endsWith(shop.head().hex());
        assertThat(shop.verify().findings()).isEmpty();
    }

    private CommitId commit(String config, String first) throws IOException, InterruptedException {
        shop.config(config);
        CommitId commit = shop.commit("after entry " + shop.ledger().seq(), first);
        shop.letIn(commit);
        return commit;
    }

    private String crashOnTrigger() {
        return "Thread.ofPlatform().daemon().start(() -> { while (!new java.io.File(\"" + trigger
                + "\").exists()) { java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L); }"
                + " System.err.println(\"out of beans\"); Runtime.getRuntime().halt(3); });";
    }

    private ErrorRecord rejectedIn(Slot slot, CommitId commit) {
        shop.stepUntil(
                commit.brief() + " is rejected",
                () -> shop.ledger().errors().values().stream()
                        .anyMatch(error -> error.suspects().contains(commit)));
        ErrorRecord error = shop.ledger().errors().values().stream()
                .filter(one -> one.suspects().contains(commit))
                .findFirst()
                .orElseThrow();
        assertThat(error.slot()).isEqualTo(slot);
        return error;
    }

    @Test
    @DisplayName("GATE-8: a build that hangs is ended, repeated once, and shown as not built; the line takes the next")
    void a_build_hangs() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId hangs = commit(CONFIG.replace("build: " + Shop.BUILD, "build: {run: sleep 1000, timeout: 1s}"), "");

        shop.stepUntil(
                "it is not built",
                () -> shop.ledger().builds(Shop.APP).notBuilt().contains(hangs));
        shop.step(1);

        assertThat(Optional.ofNullable(shop.board().apps().get(Shop.APP))
                        .orElseThrow()
                        .intake()
                        .because())
                .isEqualTo(hangs.brief() + " does not build");
        assertThat(shop.engine().controller().newest(1).getFirst().because()).contains("it ran out of time");
        assertThat(shop.tag("BETA")).contains(runs);
    }

    @Test
    @DisplayName("GATE-8: an app that is never healthy, for it listens on another port, is rejected in these words")
    void an_app_listens_on_the_wrong_port() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId deaf = commit(
                HASTY,
                "HttpServer.create(new InetSocketAddress(\"127.0.0.1\", 0), 0).start();"
                        + " while (args.length == 0) { Thread.sleep(1000); }");

        rejectedIn(BETA, deaf);

        assertThat(shop.said("rejected"))
                .contains("did not become healthy within 2 s")
                .contains("$PORT");
        assertThat(shop.tag("BETA")).as("the tag never moved").contains(runs);
        assertThat(shop.ask(EnvironmentName.BETA)).endsWith(runs.hex());
    }

    @Test
    @DisplayName(
            "GATE-8, BET-4: an app that crashes again and again in its soak is rejected, and the one before serves")
    void an_app_crashes_in_its_soak() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId crashes = commit(LONG_SOAK, crashOnTrigger());
        shop.stepUntil("it soaks", () -> shop.why(EnvironmentName.BETA).contains(crashes.brief() + " soaks"));
        assertThat(shop.tag("BETA")).contains(crashes);

        Files.createFile(trigger);
        rejectedIn(BETA, crashes);
        shop.stepUntil("BETA is back", () -> shop.tag("BETA").equals(Optional.of(runs)));

        assertThat(shop.said("rejected")).contains("exited with code 3");
        assertThat(shop.ask(EnvironmentName.BETA)).endsWith(runs.hex());
        assertThat(shop.tag("PRODUCTION")).contains(runs);
    }

    @Test
    @DisplayName(
            "L2: an app that crashes after it settled is told of, with what may be done; once well, the line goes on")
    void an_app_crashes_after_it_settled() throws Exception {
        CommitId crashes = commit(CONFIG, crashOnTrigger());
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, crashes);

        Files.createFile(trigger);
        for (EnvironmentName environment : List.of(EnvironmentName.BETA, EnvironmentName.PRODUCTION)) {
            shop.stepUntil(
                    "it is told of", () -> shop.why(environment).contains("which is down: it exited with code 3"));
            assertThat(shop.until(environment))
                    .isEqualTo(new Decision.Until.Person("mend what it needs (see arelops logs " + environment
                            + "), or arelops rollback " + environment));
            assertThat(shop.tag(environment.upper())).contains(crashes);
        }
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).startsWith("503 ").contains("exited with code 3");

        Files.delete(trigger);
        shop.stepUntil(
                "it is well again", () -> shop.why(EnvironmentName.PRODUCTION).contains("nothing newer comes"));
        assertThat(shop.ask(EnvironmentName.PRODUCTION)).endsWith(crashes.hex());
    }

    @Test
    @DisplayName("PRO-3: an app that ignores SIGTERM is killed when it was taken out, and holds up nobody")
    void an_app_ignores_sigterm() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        CommitId stubborn = commit(
                LONG_SOAK,
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (args.length == 0) {"
                        + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L); } }));");
        shop.stepUntil("it soaks", () -> shop.why(EnvironmentName.BETA).contains(stubborn.brief() + " soaks"));
        long pid = shop.target(EnvironmentName.BETA).deployments().stream()
                .filter(one -> one.spec().build().commit().equals(stubborn))
                .map(one -> one.instances().getFirst().pid())
                .findFirst()
                .orElseThrow();

        shop.say(Shop.OTHER, Role.OPERATOR, new Command.Withdraw(EnvironmentName.BETA));
        shop.stepUntil("BETA is back", () -> shop.tag("BETA").equals(Optional.of(runs)));
        assertThat(shop.ask(EnvironmentName.BETA)).endsWith(runs.hex());
        shop.stepUntil("it is gone", () -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    @DisplayName("A port that another program took: no stranger answers for a release, and the reason is told")
    void the_port_of_an_environment_is_taken() throws Exception {
        CommitId runs = shop.tag("BETA").orElseThrow();
        int port = shop.address(EnvironmentName.BETA).getPort();
        shop.stopEngineAndNode();

        try (ServerSocket stranger = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            shop.start("c2");
            shop.step(1);
            CommitId next = commit(CONFIG, "");
            shop.stepUntil("it waits", () -> shop.mishap(EnvironmentName.BETA).isPresent());
            Observation seen = shop.target(EnvironmentName.BETA);
            assertThat(seen.address().trouble()).contains("Port " + port + " is in use by another program");
            assertThat(shop.mishap(EnvironmentName.BETA))
                    .hasValueSatisfying(mishap -> assertThat(mishap)
                            .contains("the acceptance test of BETA waits: Port " + stranger.getLocalPort()));
            shop.say(Shop.OTHER, Role.OPERATOR, new Command.Hold(EnvironmentName.PRODUCTION, false));
            assertThat(shop.mishap(EnvironmentName.BETA))
                    .as("what is shown right after a command says it too")
                    .isPresent();
            shop.say(Shop.OTHER, Role.OPERATOR, new Command.Resume(EnvironmentName.PRODUCTION));
            assertThat(shop.settled(EnvironmentName.BETA, next)).isFalse();
            assertThat(shop.ledger()
                            .slot(BETA)
                            .standing()
                            .settledBesides(shop.ledger().slot(BETA).release().orElseThrow())
                            .orElseThrow()
                            .commit())
                    .isEqualTo(runs);
        }
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
    }
}
