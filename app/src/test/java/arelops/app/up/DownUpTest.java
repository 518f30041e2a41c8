package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Observation;
import arelops.app.node.Eventually;
import arelops.app.node.Remains;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `down` stops comes back by `up` as it was: the ledger cannot tell that there was a pause.
class DownUpTest {
    private static final List<EnvironmentName> LINE =
            List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE, EnvironmentName.PRODUCTION);

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

    @Test
    @DisplayName(
            "REL-1, TAG-4, PRO-3: after down and up, and after kill -9 of everything and up, each environment serves"
                    + " what it served, without drift, intent or hold")
    void a_line_at_rest_comes_back_as_it_was() throws Exception {
        shop.start("c1");
        CommitId commit = shop.head();
        shop.stepUntil("settled in PRODUCTION", () -> shop.settled(EnvironmentName.PRODUCTION, commit));
        shop.step(5);
        long seq = shop.ledger().seq();

        shop.down();
        assertThat(Remains.node(shop.installation().node()))
                .as("a node still runs")
                .isEmpty();
        Standstill.Ended again = new Standstill(shop.installation(), InstantSource.system()).bring();
        assertThat(again.node()).as("the second down finds nothing to stop").isFalse();
        assertThat(again.left()).isEmpty();
        shop.start("c2");
        serves(commit);
        assertThat(shop.ledger().seq()).as(history()).isEqualTo(seq);

        killNodeAndApps();
        shop.start("c3");
        serves(commit);
        assertThat(shop.ledger().seq()).as(history()).isEqualTo(seq);
        assertThat(shop.tag("PRODUCTION")).contains(commit);
        assertThat(shop.tag("PASSIVE")).contains(commit);
        assertThat(shop.tag("BETA")).contains(commit);
    }

    /// Looks until every environment answers with this commit, and for some looks more.
    private void serves(CommitId commit) throws IOException, InterruptedException {
        for (EnvironmentName environment : LINE) {
            shop.stepUntil(environment + " answers", () -> shop.ask(environment).equals("200 1 " + commit.hex()));
        }
        shop.step(10);
    }

    private String history() {
        return shop.engine().controller().newest(10).toString();
    }

    private void killNodeAndApps() {
        List<Long> apps = LINE.stream()
                .map(environment -> new Slot(Shop.APP, environment))
                .flatMap(slot -> shop
                        .engine()
                        .controller()
                        .board()
                        .observed()
                        .orElseThrow()
                        .target(slot)
                        .orElseThrow()
                        .deployments()
                        .stream())
                .flatMap(deployment -> deployment.instances().stream())
                .map(Observation.Instance::pid)
                .toList();
        long node = Remains.node(shop.installation().node()).orElseThrow();
        kill(node);
        apps.forEach(DownUpTest::kill);
    }

    private static void kill(long pid) {
        OsProcess process = OsProcess.find(pid).orElseThrow();
        process.kill();
        Eventually.until(pid + " has ended", () -> !process.isAlive());
    }

    @Test
    @DisplayName("LINE-5: a soak goes on after down and up, with the windows that it had, and no other intent")
    void a_soak_goes_on() throws Exception {
        config(Shop.CONFIG.replace("beta: {soak: {length: 1s", "beta: {soak: {length: 6s"));
        CommitId commit = shop.head();
        shop.start("c1");
        shop.stepUntil("two windows of the soak", () -> shop.windows(EnvironmentName.BETA) >= 2);

        shop.down();
        shop.start("c2");

        shop.stepUntil("settled in BETA", () -> shop.settled(EnvironmentName.BETA, commit));
        assertThat(intents(EnvironmentName.BETA)).hasSize(1);
        assertThat(facts(Fact.Failed.class)).isEmpty();
        assertThat(facts(Fact.Drifted.class)).isEmpty();
    }

    private void config(String text) throws IOException, InterruptedException {
        Files.writeString(shop.repository().resolve(".arelops.yaml"), text);
        shop.git().run("commit", "-qam", "Another config");
    }

    private List<Fact> facts(Class<? extends Fact> kind) {
        return shop.engine().controller().newest(1000).stream()
                .<Fact>map(Entry::fact)
                .filter(kind::isInstance)
                .toList();
    }

    private List<Fact> intents(EnvironmentName environment) {
        return facts(Fact.Intent.class).stream()
                .filter(fact -> ((Fact.Intent) fact).slot().environment().equals(environment))
                .toList();
    }

    @Test
    @DisplayName("REL-1, GATE-8: a build and a deployment that down breaks off begin again, and nobody is to blame")
    void work_under_way_begins_again() throws Exception {
        Path build = folder.resolve("build-may-end");
        Path run = folder.resolve("app-may-start");
        config(Shop.CONFIG
                        .replace("build: ", "build: touch " + folder + "/building; " + waitFor(build))
                        .replace("run: ", "run: touch " + folder + "/starting; " + waitFor(run))
                + "isolation: none\n");
        CommitId commit = shop.head();
        shop.start("c1");
        shop.stepUntil("the build is under way", () -> Files.exists(folder.resolve("building")));

        shop.down();
        shop.start("c2");
        Files.createFile(build);
        shop.stepUntil("the deployment is under way", () -> Files.exists(folder.resolve("starting")));

        shop.down();
        shop.start("c3");
        Files.createFile(run);
        shop.stepUntil("settled in BETA", () -> shop.settled(EnvironmentName.BETA, commit));
        assertThat(facts(Fact.Failed.class)).isEmpty();
        assertThat(facts(Fact.Rejected.class)).isEmpty();
        assertThat(facts(Fact.Drifted.class)).isEmpty();
    }

    private static String waitFor(Path file) {
        return "until test -e " + file + "; do sleep 0.05; done; ";
    }
}
