package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private final RequestWriter writer = new RequestWriter(new Target("::1", 8080), "run-7");

    @Test
    void a_request_is_written_as_it_was_but_for_the_target() {
        String written = written("GET /a?b=%C3%A9 HTTP/1.1\r\nhOST: shop.example\r\nX-b:  1 \r\nx-B: 2\r\n\r\n", "");

        assertThat(written)
                .isEqualTo("GET /a?b=%C3%A9 HTTP/1.1\r\nHost: [::1]:8080\r\nX-b:  1\r\nx-B: 2\r\n"
                        + "X-ARelOps-Replay: run-7\r\n\r\n");
    }

    @Test
    void headers_of_one_connection_are_dropped_and_the_length_is_said_anew() {
        String written = written(
                "PUT / HTTP/1.1\r\nHost: a\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nTransfer-Encoding: chunked\r\n"
                        + "Keep-Alive: 5\r\nx-arelops-replay: old\r\nTE: trailers\r\nX-Theirs: 2\r\n\r\n",
                "hello");

        assertThat(written)
                .isEqualTo("PUT / HTTP/1.1\r\nHost: [::1]:8080\r\nX-Theirs: 2\r\nContent-Length: 5\r\n"
                        + "X-ARelOps-Replay: run-7\r\n\r\nhello");
    }

    @Test
    void a_length_that_is_no_longer_true_is_mended_in_its_place() {
        String written = written("PUT / HTTP/1.1\r\ncontent-length: 99\r\nHost: a\r\n\r\n", "hello");

        assertThat(written)
                .isEqualTo("PUT / HTTP/1.1\r\ncontent-length: 5\r\nHost: [::1]:8080\r\nX-ARelOps-Replay: run-7\r\n\r\n"
                        + "hello");
    }

    @Test
    void a_target_that_names_another_server_does_not_get_there() {
        assertThat(written("GET http://shop.example/a/b HTTP/1.1\r\nHost: shop.example\r\n\r\n", ""))
                .startsWith("GET /a/b HTTP/1.1\r\nHost: [::1]:8080\r\n");
        assertThat(written("GET http://shop.example HTTP/2.0\r\n\r\n", ""))
                .startsWith("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n");
    }

    private String written(String head, String body) {
        HttpMessage request = Recorded.request(head, body);
        return new String(
                writer.write(request, HttpHead.of(request.head())).bytes().toArray(), StandardCharsets.UTF_8);
    }
}
