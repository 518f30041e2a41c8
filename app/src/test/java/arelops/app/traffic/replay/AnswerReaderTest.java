package arelops.app.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.replay.issued.Answer;
import arelops.core.traffic.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final Told told = new Told();
    private final AnswerReader reader = new AnswerReader(told);

    /// What a reader says of one answer.
    private static final class Told implements AnswerReader.Listener {
        private final StringBuilder body = new StringBuilder();
        private final List<Integer> statuses = new ArrayList<>();
        private List<Answer.Header> headers = List.of();
        private boolean keeps;
        private int ends;
        private boolean more;

        @Override
        public void head(AnswerHead head) {
            statuses.add(head.status());
            headers = head.headers();
            keeps = head.keeps();
        }

        @Override
        public void body(Incoming in, int length) {
            body.append(new String(in.array(), in.at(), length, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void end(boolean behind) {
            ends++;
            more = behind;
        }
    }

    @Test
    void an_answer_is_the_same_however_it_is_cut() throws Exception {
        String chunked =
                "\r\nHTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n"
                        + "X-Long:  " + "x".repeat(700)
                        + " \r\nX-Two: a\r\n  b\r\n\r\n5;ext=1\r\nhello\r\n1\n \n00A\r\n0123456789\r\n0\r\n"
                        + "Trailer: x\r\n\r\n";
        for (int piece = 1; piece < chunked.length(); piece += 1 + piece / 20) {
            Told one = new Told();
            AnswerReader fresh = new AnswerReader(one);
            fresh.expect(request(false));

            for (int at = 0; at < chunked.length(); at += piece) {
                fresh.read(bytes(chunked.substring(at, Math.min(at + piece, chunked.length()))));
            }

            assertThat(one.statuses).containsExactly(100, 200);
            assertThat(one.body).hasToString("hello 0123456789");
            assertThat(one.headers)
                    .contains(new Answer.Header("x-two", "a b"), new Answer.Header("x-long", "x".repeat(700)));
            assertThat(one.ends).isEqualTo(1);
            assertThat(one.keeps).isTrue();
        }
    }

    @Test
    void a_body_ends_at_its_length_and_what_is_behind_it_is_told() throws Exception {
        reader.expect(request(false));

        reader.read(bytes("HTTP/1.1 200 OK\nContent-Length: 2, 2\ncontent-length: 2\n\nokHTTP"));

        assertThat(told.body).hasToString("ok");
        assertThat(told.ends).isEqualTo(1);
        assertThat(told.more).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "204 No Content",
                "304 Not Modified",
                "200 OK\r\nContent-Length: 0",
                "200 OK\r\nContent-Length : 0"
            })
    void an_answer_without_a_body_ends_with_its_head(String start) throws Exception {
        reader.expect(request(false));

        reader.read(bytes("HTTP/1.1 " + start + "\r\n\r\n"));

        assertThat(told.ends).isEqualTo(1);
        assertThat(told.more).isFalse();
    }

    @Test
    void an_answer_to_head_ends_with_its_head_whatever_it_says() throws Exception {
        reader.expect(request(true));

        reader.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"));

        assertThat(told.ends).isEqualTo(1);
    }

    @Test
    void a_body_without_length_ends_with_its_connection() throws Exception {
        reader.expect(request(false));

        reader.read(bytes("HTTP/1.0 200 OK\r\n\r\nall of it"));

        assertThat(told.ends).isZero();
        assertThat(told.keeps).isFalse();
        assertThat(reader.endsWithConnection()).isTrue();
        assertThat(told.body).hasToString("all of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close, x\r\n",
                "HTTP/1.0 200 OK\r\nX: keep-alive\r\n",
                "HTTP/1.1 200 OK\r\nconnection: X, CLOSE\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: keep-alive\r\n"
            })
    void a_connection_that_will_be_closed_is_not_kept(String head) throws Exception {
        reader.expect(request(false));

        reader.read(bytes(head + "Content-Length: 0\r\n\r\n"));

        assertThat(told.ends).isEqualTo(1);
        assertThat(told.keeps).isFalse();
    }

    @Test
    void an_old_server_may_keep_its_connection() throws Exception {
        reader.expect(request(false));

        reader.read(bytes("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n"));

        assertThat(told.keeps).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.9 \r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n"
            })
    void what_is_no_answer_is_garbage(String text) {
        reader.expect(request(false));

        boolean garbage = false;
        try {
            reader.read(bytes(text));
        } catch (AnswerReader.Garbage _) {
            garbage = true;
        }

        assertThat(garbage).isTrue();
        assertThat(told.ends).isZero();
    }

    private static Outgoing request(boolean head) {
        return new Outgoing(Bytes.NONE, head, true);
    }

    private static Incoming bytes(String text) {
        return new Incoming(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
