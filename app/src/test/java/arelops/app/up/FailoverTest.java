package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Users;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PAS-3 on real parts: processes that are killed, users who ask all the time, tags in git.
class FailoverTest {
    private static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;
    private static final EnvironmentName PASSIVE = EnvironmentName.PASSIVE;
    private static final Slot USERS = new Slot(Shop.APP, PRODUCTION);
    private static final Command FAILOVER = new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.NEED);
    private static final Command DRILL = new Command.FailOver(Optional.empty(), Fact.FailedOver.Occasion.DRILL);
    private static final String CONFIG = Shop.CONFIG.replace(
            "production: {canary: off, soak: {length: 1s, samples: 1}}",
            "production: {canary: off, soak: {length: 1s, samples: 1}, failover: {within: 30s, back: [50%], each: 1s}}");

    @TempDir
    Path folder;

    private Shop shop;
    private Path dark;
    private CommitId first;

    @BeforeEach
    void a_release_in_production() throws IOException, InterruptedException {
        shop = Shop.in(folder, InstantSource.system(), CONFIG);
        dark = folder.resolve("production-is-dark");
        first = shop.commit(
                "1",
                "if (System.getenv(\"ENV\").equals(\"production\") && new java.io.File(\"" + dark
                        + "\").exists()) { System.exit(1); }");
        shop.start("c1");
        shop.stepUntil("the first is settled in PRODUCTION", () -> shop.settled(PRODUCTION, first));
    }

    @AfterEach
    void everything_is_stopped() {
        shop.close();
    }

    private void say(Command command) {
        assertThat(shop.say(Shop.OTHER, Role.OPERATOR, command)).isInstanceOf(Answer.Accepted.class);
    }

    private Optional<Failover> failover() {
        return shop.ledger().slot(USERS).failover();
    }

    private Users users() {
        return shop.target(PRODUCTION).address().users();
    }

    private List<Fact> facts() {
        return shop.engine().controller().newest(200).reversed().stream()
                .map(Entry::fact)
                .toList();
    }

    private List<Integer> shares() {
        return facts().stream()
                .filter(Fact.FailedBack.class::isInstance)
                .map(fact -> ((Fact.FailedBack) fact).percent())
                .toList();
    }

    /// Every process that serves PRODUCTION is killed, and none comes up again.
    private void darken() throws IOException {
        Files.writeString(dark, "");
        for (Observation.Deployment deployment : shop.target(PRODUCTION).deployments()) {
            deployment
                    .instances()
                    .forEach(instance -> ProcessHandle.of(instance.pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
        shop.stepUntil("PRODUCTION is down", () -> shop.why(PRODUCTION).contains("which is down"));
    }

    @Test
    @DisplayName(
            "PAS-3: PRODUCTION is killed, PASSIVE serves its users on the release of PRODUCTION's tag, and gives back")
    void production_dies_and_passive_serves() throws Exception {
        say(new Command.Hold(PRODUCTION, false));
        CommitId second = shop.commit("2");
        shop.letIn(second);
        shop.approve(second);
        shop.stepUntil("the second is settled in PASSIVE", () -> shop.settled(PASSIVE, second));
        darken();
        assertThat(shop.ask(PRODUCTION)).startsWith("503 ");

        say(FAILOVER);
        shop.stepUntil(
                "it is in effect", () -> failover().flatMap(Failover::took).isPresent());

        assertThat(shop.ask(PRODUCTION)).isEqualTo("200 1 " + first.hex());
        assertThat(shop.tag("PRODUCTION")).contains(first);
        assertThat(shop.tag("PASSIVE")).contains(second);
        assertThat(facts()).anyMatch(fact -> fact instanceof Fact.TookOver took && took.within() == 30_000);
        long copies = shop.target(PASSIVE).copies().sent();
        try (SteadyLoad load = new SteadyLoad(shop.address(PRODUCTION))) {
            load.await("1", 100);
            shop.start("c2");
            shop.step(5);
            load.await("1", 50);
            assertThat(shop.target(PASSIVE).copies().sent())
                    .as("nothing is copied to who serves")
                    .isEqualTo(copies);
            assertThat(shop.say(Shop.OTHER, Role.OPERATOR, new Command.FailBack(false)))
                    .isInstanceOf(Answer.Refused.class);

            Files.delete(dark);
            shop.stepUntil(
                    "PRODUCTION is up again",
                    () -> !shop.why(PRODUCTION).contains("down")
                            && !shop.why(PRODUCTION).contains("starts again"));
            say(new Command.FailBack(false));
            shop.stepUntil(
                    "half of the users are back",
                    () -> users() instanceof Users.Elsewhere there && there.percent() == 50);
            shop.stepUntil("all users are back", () -> failover().isEmpty() && users() instanceof Users.Here);
            load.await("1", 100);
            shop.stepUntil(
                    "copies go to PASSIVE again",
                    () -> shop.target(PASSIVE).copies().sent() > copies);
            assertThat(load.failures()).isEmpty();
        }
        assertThat(shares()).containsExactly(50, 100);
        assertThat(shop.tag("PRODUCTION")).contains(first);
        assertThat(shop.tag("PASSIVE")).contains(second);
        say(new Command.Resume(PASSIVE));
        say(new Command.Resume(PRODUCTION));
        shop.stepUntil("and the line goes on", () -> shop.settled(PRODUCTION, second));
        assertThat(shop.verify().findings()).isEmpty();
    }

    @Test
    @DisplayName("PAS-3: a drill under load measures how long it takes, gives back on its own, and fails no request")
    void a_drill_fails_no_request() throws Exception {
        try (SteadyLoad load = new SteadyLoad(shop.address(PRODUCTION))) {
            load.await("1", 50);
            say(DRILL);
            shop.stepUntil("users are in PASSIVE", () -> users() instanceof Users.Elsewhere);
            load.await("1", 50);
            shop.stepUntil("and back", () -> failover().isEmpty() && users() instanceof Users.Here);
            load.await("1", 50);

            assertThat(load.failures()).isEmpty();
        }
        Fact.TookOver took = (Fact.TookOver) facts().stream()
                .filter(Fact.TookOver.class::isInstance)
                .findFirst()
                .orElseThrow();
        System.out.println("a drill: all users were served by PASSIVE after " + took.millis() + " ms");
        assertThat(took.millis()).isBetween(0L, 30_000L);
        assertThat(shop.ledger().slot(USERS).guard().hold()).isEmpty();
        assertThat(shop.ledger().slot(new Slot(Shop.APP, PASSIVE)).guard().hold())
                .isEmpty();
    }

    @Test
    @DisplayName("REL-3: the API says what is wrong with a failover, and first of all who serves the users")
    void the_api_answers() throws Exception {
        try (ShopApi api = ShopApi.of(shop)) {
            String because = ", \"because\": \"the rack is dark\"}";
            ShopApi.Got who = api.post(Shop.REVIEWER, "commands", "{\"command\": \"failover\"" + because);
            assertThat(who.status()).isEqualTo(403);
            ShopApi.Got why = api.post(Shop.OTHER, "commands", "{\"command\": \"failover\"}");
            assertThat(why.status()).isEqualTo(400);
            ShopApi.Got field = api.post(Shop.OTHER, "commands", "{\"command\": \"drill\", \"onto\": \"1\"" + because);
            assertThat(field.status()).isEqualTo(400);
            ShopApi.Got back = api.post(Shop.OTHER, "commands", "{\"command\": \"failback\"}");
            assertThat(back.status()).isEqualTo(409);
            assertThat(back.sentence()).contains("PRODUCTION serves its users itself");

            assertThat(api.post(Shop.OTHER, "commands", "{\"command\": \"failover\"" + because)
                            .sentence())
                    .isEqualTo(
                            "all users are sent to PASSIVE on " + first.brief() + "; PASSIVE and PRODUCTION are held");
            assertThat(api.post(Shop.OTHER, "commands", "{\"command\": \"failover\"" + because)
                            .status())
                    .isEqualTo(409);
            shop.stepUntil(
                    "it waits for somebody",
                    () -> shop.why(PRODUCTION).startsWith("users of PRODUCTION are served by"));
            ShopApi.Got status = api.get(Shop.REVIEWER, "status");
            assertThat(status.sentence())
                    .startsWith("Users are served by PASSIVE on " + first.brief() + " (failover since ")
                    .contains("by @rev-2: the rack is dark). Needs you: ");
            assertThat(status.body().at("/apps/0/failover/standby").asText()).isEqualTo("passive");
            assertThat(api.get(Shop.REVIEWER, "log?env=passive")
                            .body()
                            .at("/entries/0/subject")
                            .asText())
                    .contains("failover to PASSIVE");
        }
    }
}
