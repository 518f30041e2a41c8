package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.cli.Cli;
import arelops.app.cli.Surroundings;
import arelops.app.git.NativeGit;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Evidence;
import arelops.core.evidence.Fact;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Recorded traffic sent by hand to an environment of a line that really runs, and what the ledger has of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficByHandTest {
    private static final Slot BETA = new Slot(Shop.APP, EnvironmentName.BETA);
    private static final String USE =
            "{\"act\":\"replay\",\"environments\":[\"beta\"],\"recording\":\"access-1\",\"outcome\":\"valid\","
                    + "\"run\":\"aaaabbbbccccdddd\",\"report\":{\"v\":1}}";

    private final Path folder;
    private final Path bare;
    private final Shop shop;
    private final ShopApi api;

    TrafficByHandTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        shop = Shop.in(folder, InstantSource.system(), Shop.SHORT_LINE);
        bare = Files.createDirectories(folder.resolve("srv/shop.git"));
        new GitCommand(bare).run("init", "-q", "--bare", "-b", "main");
        shop.workOn(bare.toUri().toString());
        shop.git().run("push", "-q", bare.toString(), "main");
        shop.start("c1");
        shop.stepUntilSettled(EnvironmentName.PRODUCTION, shop.head());
        api = ShopApi.of(shop);
        Path node = Installation.of(
                        shop.repository(),
                        Map.of("ARELOPS_HOME", folder.resolve("home").toString()))
                .node();
        Files.createDirectories(node.resolve(".."));
        Files.createSymbolicLink(node, shop.installation().node());
        Files.writeString(folder.resolve("access.log"), """
                192.0.2.7 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl/8"
                192.0.2.9 - - [10/Oct/2026:13:55:37 +0000] "GET /b HTTP/1.1" 200 12 "-" "curl/8"
                """);
        assertThat(run(Shop.OTHER, "import", "../access.log").code()).isZero();
    }

    @AfterAll
    void everything_is_stopped() {
        api.close();
        shop.close();
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(PersonName who, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of(
                "ARELOPS_HOME",
                folder.resolve("home").toString(),
                "LANG",
                "C.UTF-8",
                "ARELOPS_SERVER",
                api.url().toString(),
                "ARELOPS_TOKEN",
                api.token(who));
        Surroundings world = new Surroundings(
                environment,
                shop.repository(),
                new Surroundings.Streams(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                InstantSource.system(),
                ZoneId.of("UTC"),
                time -> {
                    LockSupport.parkNanos(time.toNanos());
                    return true;
                });
        Machine machine = new Machine(
                shop.repository(), environment, Shop.java(), List::of, new SecureRandom(), InstantSource.system());
        String[] line = new String[arguments.length + 1];
        line[0] = "traffic";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        int code = new Cli(world, "1", machine).run(line);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private List<Entry> uses() {
        return shop.engine().controller().newest(1_000).stream()
                .filter(entry -> entry.fact() instanceof Fact.TrafficUsed)
                .toList();
    }

    private static TrafficUse use(Entry entry) {
        return ((Fact.TrafficUsed) entry.fact()).use();
    }

    private String document(String name) throws Exception {
        CommitId tip = shop.engine()
                .controller()
                .board()
                .observed()
                .flatMap(seen -> seen.ledger().tip())
                .orElseThrow();
        return NativeGit.git(bare, "show", tip.hex() + ":evidence/" + name);
    }

    @Test
    @DisplayName("EVD-1: a replay is entered with the report beside it, and the ledger is sound; nothing else changes")
    void a_replay_is_entered() throws Exception {
        var before = shop.ledger().slots();

        Ran ran = run(Shop.OTHER, "replay", "access", "--to", "beta", "-m", "does the new cache bear it?", "--json");

        Entry entry = uses().getFirst();
        assertThat(ran.code()).isIn(0, 6);
        assertThat(ran.err()).isEmpty();
        assertThat(entry.fact())
                .isEqualTo(new Fact.TrafficUsed(
                        List.of(BETA),
                        new TrafficUse(
                                TrafficUse.Act.REPLAY,
                                use(entry).recording(),
                                ran.code() == 0 ? TrafficUse.Outcome.VALID : TrafficUse.Outcome.INVALID,
                                use(entry).run())));
        assertThat(entry.actor()).isEqualTo(new Actor.Person(Shop.OTHER));
        assertThat(entry.because()).isEqualTo("does the new cache bear it?");
        assertThat(entry.content().evidence()).extracting(Evidence::name).containsExactly("replay.json");
        assertThat(document("replay.json"))
                .contains("\"recording\":\"" + use(entry).recording() + "\"");
        assertThat(shop.ledger().slots()).isEqualTo(before);
        assertThat(shop.verify().findings()).isEmpty();
        JsonNode line =
                api.get(Shop.AUTHOR, "log?env=beta").body().path("entries").path(0);
        assertThat(line.path("kind").asText()).isEqualTo("traffic");
        assertThat(line.path("act").asText()).isEqualTo("replay");
        assertThat(api.get(Shop.AUTHOR, "entry/" + entry.seq())
                        .body()
                        .path("entry")
                        .path("evidence")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("replay.json");
    }

    @Test
    @DisplayName("EVD-1, TRF-4: so is a load test, also to the address of the environment, and a comparison")
    void load_and_diff() throws Exception {
        String address = shop.address(EnvironmentName.BETA).toString();

        Ran load =
                run(Shop.OTHER, "load", "access", "--to", address, "--steps", "1x", "--each", "1s", "--errors", "1%");
        Entry loaded = uses().getFirst();
        String report = document("load.json");
        Ran diff = run(Shop.OTHER, "diff", "access", "--candidate", "beta", "--stable", address);

        assertThat(load.code()).isIn(0, 3, 6);
        assertThat(use(loaded).act()).isEqualTo(TrafficUse.Act.LOAD);
        assertThat(((Fact.TrafficUsed) loaded.fact()).slots()).containsExactly(BETA);
        assertThat(loaded.content().evidence()).extracting(Evidence::name).containsExactly("load.json");
        assertThat(report).contains("\"verdict\"");
        assertThat(diff.code()).isEqualTo(6);
        assertThat(use(uses().getFirst()).outcome()).isEqualTo(TrafficUse.Outcome.UNKNOWN);
        assertThat(document("diff.json"))
                .contains("\"verdict\":\"unknown\"", "\"places\":[]")
                .doesNotContain("examples");
    }

    @Test
    @DisplayName("REL-4: a developer sends nothing to BETA, nor anybody to PRODUCTION by its address")
    void refused_by_role() {
        int before = uses().size();

        Ran ran = run(Shop.AUTHOR, "replay", "access", "--to", "beta");
        Ran users = run(
                Shop.OTHER,
                "replay",
                "access",
                "--to",
                shop.address(EnvironmentName.PRODUCTION).toString());

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("@dev-1 may not replay a recording to BETA as developer", "pr-N");
        assertThat(users.code()).isEqualTo(3);
        assertThat(users.err()).contains("not sent to PRODUCTION, where users are");
        assertThat(uses()).hasSize(before);
    }

    @Test
    @DisplayName("EVD-1, TRF-1: a recording is entered when it runs, with its rules, and when it has ended")
    void a_recording() throws Exception {
        assertThat(run(Shop.AUTHOR, "record", "--env", "production", "--for", "1s")
                        .code())
                .isEqualTo(4);

        Ran ran = run(Shop.OTHER, "record", "--env", "production", "--for", "1s", "--skip", "GET /charges");

        List<Entry> newest = uses();
        assertThat(ran.code()).as(ran.err()).isIn(0, 6);
        assertThat(use(newest.get(1)).outcome()).isEqualTo(TrafficUse.Outcome.BEGUN);
        assertThat(newest.get(1).because()).isEqualTo("100% of the sessions for 1 s, kept for 14d");
        assertThat(use(newest.get(0)).outcome())
                .isEqualTo(ran.code() == 0 ? TrafficUse.Outcome.KEPT : TrafficUse.Outcome.EMPTY);
        assertThat(use(newest.get(0)).run()).isEqualTo(use(newest.get(1)).run());
        assertThat(newest.get(1).content().evidence())
                .extracting(Evidence::name)
                .containsExactly("recording.json");
        assertThat(document("recording.json")).contains("keepUntil").doesNotContain("\"folder\"", folder.toString());
    }

    @Test
    @DisplayName("EVD-1: what is sent twice, as its answer was lost, is entered once")
    void resent() throws Exception {
        int before = uses().size();

        ShopApi.Got first = api.post(Shop.OTHER, "traffic", USE);
        ShopApi.Got again = api.post(Shop.OTHER, "traffic", USE);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("entry")).isEqualTo(first.body().path("entry"));
        assertThat(first.body().path("again").asBoolean()).isFalse();
        assertThat(again.body().path("again").asBoolean()).isTrue();
        assertThat(uses()).hasSize(before + 1);
    }

    @Test
    @DisplayName("EVD-1: what is said wrongly is refused, and nothing of it is entered")
    void said_wrongly() throws Exception {
        int before = uses().size();
        String large = "x".repeat(600_000);
        for (String wrong : List.of(
                USE.replace("\"valid\"", "\"kept\""),
                USE.replace("\"replay\"", "\"sing\""),
                USE.replace("access-1", "../../etc"),
                USE.replace("aaaabbbbccccdddd", "a"),
                USE.replace("[\"beta\"]", "[\"mars\"]"),
                USE.replace("[\"beta\"]", "[]"),
                USE.replace("{\"v\":1}", "[]"),
                USE.replace("{\"v\":1}", "{\"v\":\"" + large + "\"}"),
                USE.replace("\"act\"", "\"secret\":1,\"act\""))) {
            assertThat(api.post(Shop.OTHER, "traffic", wrong).status()).isEqualTo(400);
        }
        assertThat(api.post(Shop.AUTHOR, "traffic", USE).status()).isEqualTo(403);
        assertThat(uses()).hasSize(before);
    }

    @Test
    @DisplayName("EVD-1: where git refuses the entry the result is told all the same, and that it has no entry")
    void git_refuses() throws Exception {
        NativeGit.hook(bare, "update", "[ $1 = refs/arelops/ledger ] && { echo read only >&2; exit 1; }; exit 0");
        try {
            Ran sent = run(Shop.OTHER, "replay", "access", "--to", "beta", "--json");
            Ran deleted = run(Shop.OTHER, "delete", "access");

            assertThat(sent.out()).contains("\"recording\"", "\"sent\"");
            assertThat(sent.err())
                    .contains("the ledger has no entry of it", "refuses refs/arelops/ledger", "traffic.no-entry");
            assertThat(sent.code()).isIn(5, 6);
            assertThat(deleted.code()).isEqualTo(5);
            assertThat(deleted.err()).contains("git.refused");
        } finally {
            Files.delete(bare.resolve("hooks/update"));
        }
        assertThat(run(Shop.OTHER, "list").out()).contains("access-");
    }
}
