package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Route;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alarms of BETA as a gate before PRODUCTION, with a real repository, a real node, and a real app.
class AlarmGateTest {
    private static final Slot BETA = new Slot(Shop.APP, EnvironmentName.BETA);

    @TempDir
    Path world;

    private static String config(String limit, String within) {
        return Shop.SHORT_LINE
                .replace("window: 1s", "window: 1s\nwatch: {errors: {max: " + limit + "}}")
                .replace(
                        "beta: {soak",
                        "beta: {retries: 9, backoff: 1s, alarms: {faults: [errors=50%], within: " + within
                                + ", recording: shop}, soak");
    }

    /// PASSIVE tries a release on shares of its traffic first, of which stable keeps a tenth through the soak.
    private static final String SHARED = Shop.SHORT_LINE.replace(
                    "passive: off",
                    "passive: {canary: {steps: [30%, 50%], each: 4s, samples: 50, unsure: extend}, mirror: off,"
                            + " retries: 9, backoff: 1s, alarms: {faults: [errors=50%], within: 6s,"
                            + " recording: shop}, soak: {length: 1s, samples: 1}}")
            + "watch: {errors: {max: 5%, worse: 100%}, p99: {max: 5s, worse: 900%}}\n";

    private static List<Route.Share> shares(Shop shop) {
        return shop.target(EnvironmentName.PASSIVE).route() instanceof Route.Serving(List<Route.Share> shares)
                ? shares
                : List.of();
    }

    /// A second of forty visits.
    private static void record(Shop shop) {
        RecordedVisits.record(shop, 40, Duration.ofMillis(25), _ -> "/");
    }

    private static List<Fact.AlarmsTried> tried(Shop shop) {
        return shop.engine().controller().newest(100).stream()
                .map(Entry::fact)
                .filter(Fact.AlarmsTried.class::isInstance)
                .map(Fact.AlarmsTried.class::cast)
                .toList();
    }

    /// What the status says of BETA.
    private static String told(Shop shop) throws Exception {
        try (ShopApi api = ShopApi.of(shop)) {
            JsonNode found = api.get(Shop.OTHER, "status").body().at("/apps/0/environments/0/alarms");
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < found.path("runs").size(); i++) {
                runs.add(found.path("runs").path(i).path("name").asText() + " "
                        + found.at("/alarms/0/cells/" + i + "/mark").asText());
            }
            return found.path("state").asText() + ": " + String.join(", ", runs);
        }
    }

    @Test
    @DisplayName(
            "TRF-3, GATE-2: alarms that are silent keep PRODUCTION waiting and blame no release; with another limit they are proved once, and none of the injected faults is held against what is on trial")
    void silent_and_then_proved() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), config("90%", "3s"))) {
            shop.start("c1");
            CommitId first = shop.head();
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, first);
            assertThat(tried(shop)).isEmpty();
            record(shop);

            CommitId second = shop.commit("2");
            shop.stepUntilSettled(EnvironmentName.BETA, second);
            shop.step(2);
            assertThat(tried(shop)).extracting(Fact.AlarmsTried::outcome).containsExactly(Fact.Outcome.FAILED);
            assertThat(shop.why(EnvironmentName.PRODUCTION))
                    .startsWith("PRODUCTION waits with " + second.brief()
                            + ": the alarms of BETA do not do what is expected, by shop-")
                    .contains("the threshold errors was silent at errors=50%", "lower watch.errors.max");
            assertThat(shop.until(EnvironmentName.PRODUCTION))
                    .isInstanceOfSatisfying(
                            Decision.Until.Person.class,
                            person -> assertThat(person.act()).contains("--skip alarms"));
            assertThat(shop.ledger().slot(BETA).standing().bars()).isEmpty();

            shop.config(config("5%", "6s"));
            CommitId third = shop.commit("3");
            shop.letIn(third);
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, third);
            assertThat(tried(shop).getFirst().outcome()).isEqualTo(Fact.Outcome.PASSED);
            assertThat(shop.said("alarms")).contains("are proved by shop-", "errors fired at errors=50%");

            assertThat(shop.engine().controller().newest(100))
                    .extracting(Entry::fact)
                    .noneMatch(Fact.Controlled.class::isInstance)
                    .noneMatch(Fact.Rejected.class::isInstance);
            assertThat(new GitCommand(shop.repository()).run("log", "-p", "--format=", "refs/arelops/ledger"))
                    .contains("alarms.json", "\"mark\":\"silent\"", "\"mark\":\"fired\"");
            assertThat(shop.verify().findings()).isEmpty();
            assertThat(told(shop)).isEqualTo("proved: clean quiet, errors=50% fired");

            shop.stopEngine();
            shop.start("c2");
            shop.step(1);
            assertThat(told(shop)).isEqualTo("proved: clean quiet, errors=50% fired");
        }
    }

    @Test
    @DisplayName(
            "TRF-3, PRO-4: while stable keeps a share of PASSIVE the alarms are proved by the windows of the release,"
                    + " and the faults are held against neither")
    void while_stable_keeps_a_share() throws Exception {
        try (Shop shop = Shop.in(world, InstantSource.system(), SHARED)) {
            shop.start("c1");
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
            record(shop);

            CommitId second;
            try (SteadyLoad users = new SteadyLoad(shop.address(EnvironmentName.PASSIVE));
                    SteadyLoad more = new SteadyLoad(shop.address(EnvironmentName.PASSIVE))) {
                second = shop.commit("2");
                shop.stepUntil("it serves in PASSIVE", () -> shop.tag("PASSIVE").equals(Optional.of(second)));
                shop.stepUntil(
                        "the alarms are tried",
                        () -> shop.why(EnvironmentName.PASSIVE).startsWith("the alarms of PASSIVE are tried"));
                assertThat(shares(shop)).extracting(Route.Share::percent).containsExactlyInAnyOrder(90, 10);
                // A sender that was late on a busy machine has told nothing: then the release is tried anew, on users.
                shop.stepUntil(
                        "they were tried",
                        Duration.ofMinutes(10),
                        () -> !tried(shop).isEmpty());
                assertThat(users.failures()).isEmpty();
                assertThat(more.failures()).isEmpty();
            }

            assertThat(tried(shop)).extracting(Fact.AlarmsTried::outcome).containsExactly(Fact.Outcome.PASSED);
            assertThat(shares(shop)).hasSize(2);
            shop.stepUntilSettled(EnvironmentName.PRODUCTION, second);
            assertThat(shop.engine().controller().newest(200))
                    .extracting(Entry::fact)
                    .noneMatch(Fact.Controlled.class::isInstance)
                    .noneMatch(Fact.Unattributed.class::isInstance)
                    .noneMatch(Fact.Rejected.class::isInstance);
            assertThat(shop.engine().controller().newest(200))
                    .filteredOn(entry -> entry.fact() instanceof Fact.Failed)
                    .allSatisfy(entry -> assertThat(entry.because()).contains("whether the alarms of PASSIVE fire"));
        }
    }
}
