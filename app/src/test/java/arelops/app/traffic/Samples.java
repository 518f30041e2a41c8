package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Exchanges for tests.
final class Samples {
    private Samples() {}

    /// A question and its answer, both JSON.
    static Exchange exchange(int number, String body) {
        HttpMessage request = HttpMessage.whole(
                Bytes.of("POST /orders HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n"),
                Bytes.of(body));
        HttpMessage response = HttpMessage.whole(
                Bytes.of("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"),
                Bytes.of("{}"));
        return new Exchange(
                new SessionId("s" + number % 7), number * 1_000_000L, 3_000_000, request, Optional.of(response));
    }

    static List<Exchange> many(int count) {
        return upTo(count).toList();
    }

    /// As many as are taken of them.
    static Stream<Exchange> upTo(int count) {
        return IntStream.range(0, count)
                .mapToObj(number ->
                        exchange(number, "{\"order\":" + number + ",\"text\":\"" + "ab ".repeat(200) + "\"}"));
    }
}
