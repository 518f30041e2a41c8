package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.replay.issued.Issued;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import arelops.testkit.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class IssuedReplayTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    @DisplayName("TRF-2: ids and tokens that an app gave out are those of the new answers")
    void an_app_that_refuses_old_ids_and_tokens_accepts_the_replay() throws Exception {
        try (ScriptedServer shop = new ScriptedServer(new IssuingShop("new"))) {
            ReplayReport report = run(plan(shop), visit("a", 0), true);

            assertThat(statuses(shop)).allMatch(path -> !path.contains("old"));
            assertThat(report.answers().statuses()).containsOnlyKeys(2);
            assertThat(report.answers().issued()).isEqualTo(new Issued(10, 0, 0));
        }
    }

    @Test
    void as_recorded_it_is_refused() throws Exception {
        try (ScriptedServer shop = new ScriptedServer(new IssuingShop("new"))) {
            ReplayReport report = run(plan(shop), visit("a", 0), false);

            assertThat(report.answers().statuses()).containsEntry(2, 1L).containsEntry(4, 4L);
            assertThat(report.answers().issued()).isEqualTo(Issued.NONE);
        }
    }

    @Test
    @DisplayName("TRF-2: each copy of each session has its own ids and tokens")
    void copies_do_not_share_what_they_are_given() throws Exception {
        try (ScriptedServer shop = new ScriptedServer(new IssuingShop("new"))) {
            Identities others =
                    new Identities.Others(new RecordingKey(new byte[RecordingKey.LENGTH]), HideRules.standard());
            List<Exchange> two = Stream.concat(visit("a", 0).stream(), visit("b", 0).stream())
                    .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
                    .toList();

            ReplayReport report = run(plan(shop).with(new Multiplier.Cloned(3, 1, others)), two, true);

            assertThat(report.answers().statuses()).containsExactly(Map.entry(2, 30L));
            assertThat(report.answers().issued()).isEqualTo(new Issued(60, 0, 0));
            assertThat(shop.paths())
                    .filteredOn(path -> path.matches("/orders/\\d+"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void where_the_new_answer_has_none_the_recorded_value_is_sent_and_counted() throws Exception {
        try (ScriptedServer silent = ScriptedServer.thatSays(ScriptedServer.OK)) {
            ReplayReport report = run(plan(silent), visit("a", 0), true);

            assertThat(report.answers().issued()).isEqualTo(new Issued(0, 10, 0));
            assertThat(silent.paths())
                    .containsExactly(
                            "/login",
                            "/orders",
                            "/orders/1000003",
                            "/orders/1000003/receipt?key=old-key-1000003",
                            "/pay");
        }
    }

    @Test
    void what_issues_an_id_may_be_fenced() throws Exception {
        try (ScriptedServer shop = new ScriptedServer(new IssuingShop("new"))) {
            ReplayReport report = run(plan(shop).with(Fence.standard()), visit("a", 0), true);

            assertThat(report.sending().allFenced()).isEqualTo(2);
            assertThat(report.answers().issued().missed()).isPositive();
            assertThat(shop.paths()).contains("/orders/1000003");
        }
    }

    @Test
    void in_strict_order_an_answer_that_has_not_come_counts_as_missed() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, socket) -> {
            if (request.path().equals("/login")) {
                held.await();
            }
            ScriptedServer.say(socket, ScriptedServer.OK);
        })) {
            List<Exchange> recording = visit("a", 0);
            Links links = Source.links(recording.iterator(), plan(server).fence(), Share.all());
            try (Replay replay = Replay.start(
                    plan(server).with(Order.STRICT),
                    Limits.standard(),
                    new Source(recording.iterator(), links, Share.all()))) {
                Patience.until("all are there", () -> server.seen().size() == 5);
                held.countDown();

                assertThat(replay.await().answers().issued()).isEqualTo(new Issued(0, 10, 0));
            }
        }
    }

    @Test
    void of_a_large_answer_the_beginning_is_read_and_that_is_counted() throws Exception {
        String filler = "x".repeat(100_000);
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            String body = "{\"first\":\"new-0000001\",\"filler\":\"" + filler + "\",\"last\":\"new-0000002\"}";
            ScriptedServer.say(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body);
        })) {
            List<Exchange> recording = List.of(
                    exchange(
                            "a",
                            0,
                            "GET /all HTTP/1.1\r\n\r\n",
                            "",
                            "200 OK",
                            JSON,
                            "{\"first\":\"old-0000001\",\"last\":\"old-0000002\"}"),
                    exchange("a", 10, "GET /of/old-0000001 HTTP/1.1\r\n\r\n", "", "200 OK", "", ""),
                    exchange("a", 20, "GET /of/old-0000002 HTTP/1.1\r\n\r\n", "", "200 OK", "", ""));

            ReplayReport report = run(plan(server), recording, true);

            assertThat(server.paths()).containsExactly("/all", "/of/new-0000001", "/of/old-0000002");
            assertThat(report.answers().issued()).isEqualTo(new Issued(1, 1, 1));
        }
    }

    /// What a user did when the shop was called old; its page was blanked, as recorded pages are.
    private static List<Exchange> visit(String session, long from) {
        String cookie = "Cookie: theme=dark; sid=old-session-1\r\n";
        return List.of(
                new Exchange(
                        new SessionId(session),
                        Recorded.nanos(from),
                        Recorded.nanos(5),
                        Recorded.request("GET /login HTTP/1.1\r\n\r\n", ""),
                        Optional.of(new HttpMessage(
                                Bytes.of(
                                        "HTTP/1.1 200 OK\r\nSet-Cookie: sid=old-session-1; Path=/\r\nContent-Type: text/html\r\n\r\n"),
                                Bytes.NONE,
                                90,
                                Extent.BLANKED))),
                exchange(
                        session,
                        from + 20,
                        "POST /orders HTTP/1.1\r\n" + cookie + FORM + "Content-Length: 28\r\n\r\n",
                        "_csrf=old%2Btok%2F2&item=tea",
                        "201 Created",
                        "Location: /orders/1000003\r\n" + JSON,
                        "{\"state\":\"open\",\"order\":{\"id\":1000003}}"),
                exchange(
                        session,
                        from + 40,
                        "GET /orders/1000003 HTTP/1.1\r\n" + cookie + "\r\n",
                        "",
                        "200 OK",
                        "X-Pay-Nonce: old-nonce-1000003\r\n" + JSON,
                        "{\"lines\":[{\"n\":1},{\"next\":\"/orders/1000003/receipt?key=old-key-1000003\"}]}"),
                exchange(
                        session,
                        from + 60,
                        "GET /orders/1000003/receipt?key=old-key-1000003 HTTP/1.1\r\n" + cookie + "\r\n",
                        "",
                        "200 OK",
                        "",
                        ""),
                exchange(
                        session,
                        from + 80,
                        "POST /pay HTTP/1.1\r\n" + cookie + JSON + "X-Pay-Nonce: old-nonce-1000003\r\n\r\n",
                        "{\"amount\": 5, \"order\": 1000003}",
                        "200 OK",
                        "",
                        ""));
    }

    private static Exchange exchange(
            String session, long at, String head, String body, String status, String headers, String answer) {
        return new Exchange(
                new SessionId(session),
                Recorded.nanos(at),
                Recorded.nanos(5),
                Recorded.request(head, body),
                Optional.of(Recorded.request("HTTP/1.1 " + status + "\r\n" + headers + "\r\n", answer)));
    }

    private static List<String> statuses(ScriptedServer shop) {
        return shop.seen().stream().map(seen -> seen.head() + seen.body()).toList();
    }

    private static ReplayPlan plan(ScriptedServer server) {
        return ReplayPlan.of(server.target(), "run-1")
                .with(new Reach(1, 100, Duration.ofSeconds(60)))
                .with(new Fence(Set.of("GET", "POST")));
    }

    private static ReplayReport run(ReplayPlan plan, List<Exchange> recording, boolean linked)
            throws InterruptedException {
        Links links = linked ? Source.links(recording.iterator(), plan.fence(), Share.all()) : Links.NONE;
        try (Replay replay =
                Replay.start(plan, Limits.standard(), new Source(recording.iterator(), links, Share.all()))) {
            return replay.await();
        }
    }
}
