package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private final RequestWriter writer = new RequestWriter(List.of(new Target("::1", 8080)), "run-7");

    @Test
    void a_request_is_written_as_it_was_but_for_the_target() {
        String request = """
                GET /a?b=%C3%A9 HTTP/1.1
                hOST: shop.example
                X-b:  1\s
                x-B: 2

                """;

        assertThat(written(request, "")).isEqualTo("""
                GET /a?b=%C3%A9 HTTP/1.1
                Host: [::1]:8080
                X-b:  1
                x-B: 2
                X-ARelOps-Replay: run-7

                """);
    }

    @Test
    void headers_of_one_connection_are_dropped_and_the_length_is_said_anew() {
        String request = """
                PUT / HTTP/1.1
                Host: a
                Connection: close, X-Mine
                X-Mine: 1
                Transfer-Encoding: chunked
                Keep-Alive: 5
                x-arelops-replay: old
                TE: trailers
                X-Theirs: 2

                """;

        assertThat(written(request, "hello")).isEqualTo("""
                PUT / HTTP/1.1
                Host: [::1]:8080
                X-Theirs: 2
                Content-Length: 5
                X-ARelOps-Replay: run-7

                hello""");
    }

    @Test
    void a_length_that_is_no_longer_true_is_mended_in_its_place() {
        String request = """
                PUT / HTTP/1.1
                content-length: 99
                Host: a

                """;

        assertThat(written(request, "hello")).isEqualTo("""
                PUT / HTTP/1.1
                content-length: 5
                Host: [::1]:8080
                X-ARelOps-Replay: run-7

                hello""");
    }

    @Test
    void a_target_that_names_another_server_does_not_get_there() {
        assertThat(written("GET http://shop.example/a/b HTTP/1.1\nHost: shop.example\n\n", ""))
                .startsWith("GET /a/b HTTP/1.1\nHost: [::1]:8080\n");
        assertThat(written("GET http://shop.example HTTP/2.0\n\n", ""))
                .startsWith("GET / HTTP/1.1\nHost: [::1]:8080\n");
    }

    /// With plain ends of lines on both sides.
    private String written(String head, String body) {
        HttpMessage request = Recorded.request(head.replace("\n", "\r\n"), body);
        Outgoing written = writer.write(request, HttpHead.of(request.head()), new SessionKey(new SessionId("s"), 0));
        return new String(written.bytes().toArray(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
