package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `arelops traffic` on files as anyone may have them, without a controller.
class TrafficCliTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LOG = """
            192.0.2.7 - jane [10/Oct/2026:13:55:36 +0000] "GET /users/113388?email=jane@doe.test HTTP/1.1" 200 2326 "-" "Mozilla/5.0"
            192.0.2.7 - jane [10/Oct/2026:13:55:36 +0000] "GET /basket HTTP/1.1" 200 12 "-" "Mozilla/5.0"
            no line of a log
            192.0.2.9 - - [10/Oct/2026:13:55:37 +0000] "POST /orders HTTP/1.1" 201 12 "-" "curl/8"
            """;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-10-10T14:00:00Z"));

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("access.log"), LOG);
    }

    private Shell.Ran run(String... line) {
        return new Shell(folder, clock).run(line);
    }

    private static JsonNode json(Shell.Ran ran) throws IOException {
        return JSON.readTree(ran.out());
    }

    /// All that is stored of all recordings.
    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".atr")).toList();
        }
    }

    @Test
    @DisplayName("TRF-1: an access log becomes a recording in which nobody is found any more")
    void a_log_is_imported() throws IOException {
        Shell.Ran imported = run("traffic", "import", "access.log");
        Files.writeString(folder.resolve("names.txt"), "jane@doe.test\n\n113388\n");
        Shell.Ran shown = run("traffic", "show", "access", "--sample", "9");

        assertThat(imported.code()).isZero();
        assertThat(imported.out())
                .contains(
                        "3 requests of 1 s recorded as access-20261010-1400",
                        "none was left",
                        "cannot be understood 1");
        assertThat(run("traffic", "list").out()).contains("access-20261010-1400", "3 requests", "import of access.log");
        assertThat(run("traffic", "list", "--plain").out())
                .startsWith("access-20261010-1400\t3\t2026-10-10T13:55:36Z\t1\t")
                .endsWith("\thand\t0\n");
        assertThat(shown.out()).contains("GET /users/", ".example HTTP/1.1", "GET /basket", "answered 201");
        assertThat(shown.out()).doesNotContain("jane", "113388");
        assertThat(run("traffic", "scan", "access", "--for", "names.txt").out())
                .contains("3 requests are whole", "none of 2 values is in it");
    }

    @Test
    @DisplayName("TRF-1: with --json each answer can be read by a program, and names no value")
    void json_for_programs() throws IOException {
        JsonNode imported = json(run("traffic", "import", "access.log", "--json", "--name", "shop"));

        assertThat(imported.path("id").asText()).isEqualTo("shop-20261010-1400");
        assertThat(imported.path("kept").path("exchanges").asInt()).isEqualTo(3);
        assertThat(imported.path("scan").path("missed").isEmpty()).isTrue();
        assertThat(json(run("traffic", "list", "--json")).path("recordings").size())
                .isEqualTo(1);
        JsonNode listed =
                json(run("traffic", "list", "--json")).path("recordings").path(0);
        assertThat(listed.path("by").asText()).isEqualTo("hand");
        assertThat(listed.path("whole").asBoolean()).isTrue();
        assertThat(listed.path("lost").isEmpty()).isTrue();
        assertThat(json(run("traffic", "show", "shop", "--sample", "2", "--json"))
                        .path("sample")
                        .size())
                .isEqualTo(2);
        assertThat(json(run("traffic", "scan", "shop", "--json")).path("unread").asInt())
                .isZero();
        assertThat(json(run("traffic", "delete", "shop", "--json"))
                        .path("deleted")
                        .asText())
                .isEqualTo("shop-20261010-1400");
    }

    @Test
    void a_recording_is_exported_and_imported_again() throws IOException {
        run("traffic", "import", "access.log");

        Shell.Ran exported = run("traffic", "export", "access", "--as", "har", "--out", "shop.har");
        Shell.Ran again = run("traffic", "import", "shop.har");

        assertThat(exported.code()).isZero();
        assertThat(again.out()).contains("3 requests of 1 s recorded as shop-");
        assertThat(run("traffic", "export", "access").out().lines()).hasSize(3).allMatch(line -> line.startsWith("{"));
        assertThat(run("traffic", "export", "access", "--out", "shop.har"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("shop.har is there already");
    }

    @Test
    @DisplayName("TRF-1: a damaged recording says so, and gives what is whole")
    void damage_is_told() throws IOException {
        run("traffic", "import", "access.log");
        Files.write(segments().getFirst(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        Shell.Ran scanned = run("traffic", "scan", "access");

        assertThat(scanned.code()).isEqualTo(1);
        assertThat(scanned.out()).contains("3 requests are whole; 3 B behind them are cut off or changed");
    }

    @Test
    @DisplayName("TRF-1: a value that is in a recording is found, and the answer has its line alone")
    void a_value_is_found() throws IOException {
        run("traffic", "import", "access.log");

        Shell.Ran scanned;
        Files.writeString(folder.resolve("words.txt"), "nothing-like-it\nrecorded.invalid\n");
        scanned = run("traffic", "scan", "access", "--for", "words.txt");

        assertThat(scanned.code()).isEqualTo(3);
        assertThat(scanned.out()).contains("found: line 2 ").doesNotContain("recorded.invalid");
    }

    @Test
    void when_its_time_is_over_the_next_import_deletes_it() {
        run("traffic", "import", "access.log", "--keep", "1h");
        clock.move(Duration.ofHours(2));

        Shell.Ran again = run("traffic", "import", "access.log");

        assertThat(again.err()).contains("access-20261010-1400 was deleted: its time is over");
        assertThat(run("traffic", "list").out())
                .contains("access-20261010-1600")
                .doesNotContain("1400");
    }

    @Test
    void what_cannot_be_done_is_said_with_its_mend() throws IOException {
        Files.writeString(folder.resolve("strange"), "\u0001\u0002");
        Files.writeString(folder.resolve("empty.har"), "{\"log\":{\"version\":\"1.2\",\"entries\":[]}}");

        assertThat(run("traffic", "import", "nothing.log"))
                .returns(2, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("nothing.log cannot be read", "traffic.import");
        assertThat(run("traffic", "import", "strange").err()).contains("Say --format har, log or gor");
        assertThat(run("traffic", "import", "access.log", "--hide", "$.").err()).contains("a name is missing");
        assertThat(run("traffic", "import", "empty.har").code()).isEqualTo(6);
        assertThat(run("traffic", "list").out()).contains("There are no recordings here");
        assertThat(run("traffic", "show", "none").err()).contains("There is no recording 'none'");
        assertThat(run("traffic", "record", "--env", "beta", "--share", "0%").code())
                .isIn(2, 5);
        assertThat(run("traffic", "record", "--env", "beta", "--rate", "0").err())
                .contains("--rate is at least one request a second");
        assertThat(run("traffic", "record", "--env", "beta", "--size", "1G").err())
                .contains("--size is 1MB at least, not '1G'");
        assertThat(run("traffic", "record", "--env", "beta", "--skip", "charges")
                        .err())
                .contains("names no path", "Write POST /charges");
    }

    @Test
    @DisplayName("TRF-2: a recording is sent again to an app on this machine, marked, and nothing that writes")
    void a_recording_is_replayed() throws IOException {
        run("traffic", "import", "access.log");
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                            + exchange.getRequestHeaders().containsKey("X-ARelOps-Replay"));
            byte[] ok = "ok".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        server.start();
        try {
            String to = "http://127.0.0.1:" + server.getAddress().getPort();
            JsonNode report = json(run("traffic", "replay", "access", "--to", to, "--users", "2x", "--json"));

            assertThat(report.path("requests").path("sent").asInt()).isEqualTo(4);
            assertThat(report.path("requests").path("answered").asInt()).isEqualTo(4);
            assertThat(report.path("requests").path("fenced").path("method").asInt())
                    .isEqualTo(2);
            assertThat(asked).hasSize(4).allMatch(one -> one.startsWith("GET /") && one.endsWith(" true"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("TRF-4: a load test tells each step as it is over, and stops at what is not borne")
    void a_load_test() throws IOException {
        run("traffic", "import", "access.log");
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() > 6 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        try {
            String to = "http://127.0.0.1:" + server.getAddress().getPort();
            // Where so much is allowed a late sender is no reason to measure a step again.
            Shell.Ran ran = run("traffic", "load", "access", "--to", to, "--steps", "1x,2x,5x,10x", "--p99", "10s");

            assertThat(ran.out())
                    .contains("· 1x ", "· 2x ", "· 5x ", "cpu and memory not known")
                    .doesNotContain("· 10x ", "alert");
            assertThat(ran.out()).contains("✕ at 5x 100.00 % fail; the limit is 1%; there is no stable release");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(run("traffic", "load", "access", "--to", to, "--steps", "2x,1x")
                            .err())
                    .contains("--steps grow");
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("TRF-2: with --users each copy is another person, by the rules that the recording was taken with")
    void copies_are_other_persons() throws IOException {
        run("traffic", "import", "access.log", "--hide", "/users/*");
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String to = "http://127.0.0.1:" + server.getAddress().getPort();
            run("traffic", "replay", "access", "--to", to, "--users", "3x");

            assertThat(asked).contains("/basket").hasSize(4);
            assertThat(json(run("traffic", "list", "--json"))
                            .path("recordings")
                            .path(0)
                            .path("rules")
                            .path("hide")
                            .path(0)
                            .asText())
                    .isEqualTo("/users/*=fake");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void what_a_release_answers_differently() throws IOException {
        Files.writeString(folder.resolve("access.log"), LOG.repeat(10));
        run("traffic", "import", "access.log");
        AtomicInteger ids = new AtomicInteger();
        HttpServer stable = pricing(ids, "5");
        HttpServer release = pricing(ids, "6\u001b");
        try {
            String at = "http://127.0.0.1:" + stable.getAddress().getPort();
            String other = "http://127.0.0.1:" + release.getAddress().getPort();
            Shell.Ran same = run("traffic", "diff", "access", "--candidate", at, "--stable", at);
            Shell.Ran differs = run("traffic", "diff", "access", "--candidate", other, "--stable", at);
            JsonNode json = json(run("traffic", "diff", "access", "--candidate", other, "--stable", at, "--json"));
            Shell.Ran ignored = run(
                    "traffic", "diff", "access", "--candidate", other, "--stable", at, "--ignore", "header x-price");

            assertThat(same.out()).contains("✓ nothing is answered differently than by stable", "10 requests not sent");
            assertThat(same.code()).isZero();
            assertThat(differs.out())
                    .contains("✕ 1 place answered differently", "GET /basket", "header x-price", "noise 0", "5 → 6")
                    .doesNotContain("x-request-id", "\u001b");
            assertThat(differs.code()).isEqualTo(3);
            assertThat(json.path("verdict").asText()).isEqualTo("different");
            assertThat(json.at("/places/0/place").asText()).isEqualTo("header x-price");
            assertThat(json.at("/places/0/examples/0/release").asText()).isEqualTo("6·");
            assertThat(json.path("requests").path("compared").asInt()).isEqualTo(20);
            assertThat(ignored.code()).isZero();
        } finally {
            stable.stop(0);
            release.stop(0);
        }
    }

    private static HttpServer pricing(AtomicInteger ids, String price) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("X-Request-Id", "r" + ids.incrementAndGet());
            if (exchange.getRequestURI().getPath().equals("/basket")) {
                exchange.getResponseHeaders().add("X-Price", price);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void too_few_requests_say_nothing_of_a_release() throws IOException {
        run("traffic", "import", "access.log");

        Shell.Ran ran =
                run("traffic", "diff", "access", "--candidate", "http://127.0.0.1:9", "--stable", "http://127.0.0.1:9");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.out()).contains("? too little was compared: 0 requests", "2 requests not answered");
        assertThat(run(
                                "traffic",
                                "diff",
                                "access",
                                "--candidate",
                                "http://example.org",
                                "--stable",
                                "http://127.0.0.1:9")
                        .code())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("TRF-2: nothing is sent to another machine")
    void other_machines_are_fenced() {
        run("traffic", "import", "access.log");

        assertThat(run("traffic", "replay", "access", "--to", "http://example.org"))
                .returns(3, Shell.Ran::code)
                .extracting(Shell.Ran::err)
                .asString()
                .contains("is no address of this machine");
        assertThat(run("traffic", "replay", "access", "--to", "http://127.0.0.1:9", "--users", "1.5x")
                        .code())
                .isEqualTo(2);
    }
}
