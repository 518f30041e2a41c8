package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.git.GitRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.PeopleStore;
import arelops.app.people.Person;
import arelops.app.people.TokenStore;
import arelops.app.web.Accounts;
import arelops.app.web.ControlServer;
import arelops.app.web.HandMade;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `failover`, `drill` and `failback` against a real server with a board made by hand.
class FailoverCliTest {
    private static final Slot PRODUCTION = new Slot(HandMade.SHOP, EnvironmentName.PRODUCTION);
    private static final Release FIRST = new Release(2, HandMade.COMMITS.getFirst(), Digest.of("artifact"));

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(HandMade.NOW);
    private final HandMade engine = new HandMade();
    private Optional<ControlServer> server = Optional.empty();
    private Shell shell = new Shell(Path.of("."), clock);

    @BeforeEach
    void start() throws IOException, InterruptedException {
        NativeGit.git(folder, "init", "-q", "--bare", "-b", "main", "shop.git");
        PeopleStore people = new PeopleStore(GitRepository.theirs(folder.resolve("shop.git"), "main"));
        TokenStore store = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        PersonName ann = new PersonName("ann");
        people.add(new Person(ann, Role.OPERATOR, List.of()), new Actor.Automation("test"), HandMade.NOW);
        ControlServer started = new ControlServer(0, engine, new Accounts(people, store), () -> {}, clock);
        URI url = started.start();
        server = Optional.of(started);
        shell = new Shell(folder, clock)
                .with("ARELOPS_SERVER", url.toString())
                .with("ARELOPS_TOKEN", store.issue(ann, Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.ifPresent(ControlServer::close);
    }

    private Shell.Ran run(String line) {
        return shell.run(line.split(" ", -1));
    }

    private long failedOver(Fact.FailedOver.Occasion occasion) {
        return engine.asked(
                new Fact.FailedOver(
                        PRODUCTION, EnvironmentName.PASSIVE, FIRST, 3, occasion, Fact.FailedOver.Onto.NAMED),
                "ann",
                "the rack is dark");
    }

    /// At the first wait the line has done so, and says how long it took.
    private void takes(Fact.FailedOver.Occasion occasion, long millis) {
        shell.pausing(_ -> {
            long token = failedOver(occasion);
            engine.record(new Fact.TookOver(PRODUCTION, token, millis, 60_000));
            return true;
        });
    }

    @Test
    @DisplayName("PAS-3: a failover asks first, waits until all users are there, and says how long it took")
    void a_failover() {
        assertThat(run("failover").code()).isEqualTo(2);
        assertThat(run("failover -m dark").err()).contains("Add --yes");
        Shell.Ran no = shell.typing("n\n").run("failover", "-m", "dark");
        assertThat(no.out()).contains("PASSIVE and PRODUCTION are held. Fail over? [y/N]".replace(". F", ".\nF"));
        assertThat(engine.commands()).isEmpty();

        takes(Fact.FailedOver.Occasion.NEED, 1_240);
        Shell.Ran yes = run("failover --yes -m dark");
        assertThat(yes.out()).contains("all users are served by PASSIVE after 1.2 s; the limit is 1 min");
        assertThat(yes.code()).isZero();
        assertThat(engine.commands().getLast()).contains("FailOver[onto=Optional.empty, occasion=NEED] dark");
    }

    @Test
    @DisplayName("PAS-3: onto another release is said with --onto, and a failover that is not in effect is pending")
    void onto_and_pending() {
        Shell.Ran ran = run("failover --onto 2b00 --yes -m dark");

        assertThat(engine.commands().getLast()).contains("onto=Optional[2b0");
        assertThat(ran.code()).isEqualTo(8);
        assertThat(ran.err()).contains("◐ not all users are there yet. See arelops why production.");
    }

    @Test
    @DisplayName("PAS-3: the exit code of a drill tells whether it took longer than the rules allow")
    void a_drill() {
        takes(Fact.FailedOver.Occasion.DRILL, 408);
        Shell.Ran good = run("drill");
        assertThat(good.code()).isZero();
        assertThat(engine.commands().getLast()).contains("occasion=DRILL] a drill");

        takes(Fact.FailedOver.Occasion.DRILL, 61_500);
        Shell.Ran over = run("drill -m quarter");
        assertThat(over.out())
                .contains("✕ all users are served by PASSIVE after 61.5 s, longer than the limit of 1 min");
        assertThat(over.code()).isEqualTo(3);
    }

    @Test
    @DisplayName("PAS-3: failback waits, where it is told to, until all users are back")
    void a_failback() {
        long token = failedOver(Fact.FailedOver.Occasion.NEED);
        assertThat(run("failback").code()).isZero();
        assertThat(engine.commands().getLast()).contains("FailBack[now=false]");
        assertThat(run("failback --wait").code()).isEqualTo(8);

        shell.pausing(_ -> {
            engine.record(new Fact.FailedBack(PRODUCTION, token, 100));
            return true;
        });
        Shell.Ran back = run("failback --now --wait=10m");
        assertThat(back.out()).contains("all users are back in PRODUCTION");
        assertThat(back.code()).isZero();
        assertThat(engine.commands().getLast()).contains("FailBack[now=true]");
    }

    @Test
    @DisplayName("PAS-3: who serves the users is the first thing that a status says")
    void the_status() {
        failedOver(Fact.FailedOver.Occasion.NEED);
        engine.decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait(
                        "users of PRODUCTION are served by PASSIVE on 1a00000",
                        new Decision.Until.Person("arelops failback"),
                        List.of()));

        Shell.Ran ran = run("status");

        assertThat(ran.out().lines().limit(3).map(String::strip).toList())
                .first()
                .asString()
                .startsWith("shop   Users are served by PASSIVE on 1a00000 (failover since 2026-01-02 11:00");
        assertThat(ran.out()).contains("◐ away");
        assertThat(run("log passive").out()).contains("failover to PASSIVE on 1a00000");
    }
}
