package arelops.bench.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Requests of a shop's users: persons in headers, query, path, JSON bodies and free text.
final class SyntheticTraffic {
    private static final String AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
    private static final String[] NOTES = {
        "please leave the parcel with the neighbours",
        "the bell does not work, call before you come",
        "this is a present, no invoice in the parcel please",
        "deliver in the morning, the office closes at noon"
    };

    private final List<Exchange> exchanges = new ArrayList<>();
    private long bytes;

    SyntheticTraffic(List<People.Person> people, long size, long seed) {
        Random random = new Random(seed);
        for (int i = 0; bytes < size; i++) {
            add(exchange(people.get(random.nextInt(people.size())), i, random));
        }
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    long bytes() {
        return bytes;
    }

    static long size(HttpMessage message) {
        return (long) message.head().length() + message.body().length();
    }

    private void add(Exchange exchange) {
        exchanges.add(exchange);
        bytes += size(exchange.request());
    }

    private static Exchange exchange(People.Person person, int number, Random random) {
        HttpMessage request = switch (number % 4) {
            case 0 -> search(person, number);
            case 1 -> profile(person, number);
            default -> order(person, number, random);
        };
        return new Exchange(new SessionId("s" + person.id() % 97), (long) number * 1000, 1, request, Optional.empty());
    }

    private static HttpMessage search(People.Person person, int number) {
        String target = "/search?q=" + coded(person.name()) + "&page=" + number % 9 + "&email=" + coded(person.email());
        return HttpMessage.whole(Bytes.of(head("GET", target, person, number, 0)), Bytes.NONE);
    }

    private static HttpMessage profile(People.Person person, int number) {
        String body = "{\"id\": " + person.id() + ", \"firstName\": \"" + person.first() + "\", \"lastName\": \""
                + person.last() + "\", \"email\": \"" + person.email() + "\", \"phone\": \"" + person.phone()
                + "\", \"newsletter\": true, \"language\": \"en\", \"updated\": \"2024-03-15T12:34:56Z\"}";
        return message("PUT", "/users/" + person.id() + "/profile", person, number, body);
    }

    private static HttpMessage order(People.Person person, int number, Random random) {
        String body = "{\"customer\": {\"id\": " + person.id() + ", \"name\": \"" + person.name()
                + "\"}, \"items\": [{\"sku\": \"A-"
                + random.nextInt(1000) + "\", \"count\": " + (1 + random.nextInt(4)) + ", \"price\": "
                + random.nextInt(100) + ".95}], \"card\": \"" + person.card() + "\", \"note\": \"Hello, "
                + NOTES[random.nextInt(NOTES.length)] + ". Thank you, " + person.name() + ", " + person.phone() + ", "
                + person.email() + "\", \"total\": " + random.nextInt(1000) + ".95, \"currency\": \"EUR\"}";
        return message("POST", "/users/" + person.id() + "/orders", person, number, body);
    }

    private static HttpMessage message(String method, String target, People.Person person, int number, String body) {
        Bytes bytes = Bytes.of(body);
        return HttpMessage.whole(Bytes.of(head(method, target, person, number, bytes.length())), bytes);
    }

    private static String head(String method, String target, People.Person person, int number, int length) {
        String secret = number % 3 == 0
                ? "Authorization: Bearer " + person.token() + "\r\n"
                : "Cookie: sid=" + person.session() + "; theme=dark\r\n";
        String body = length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + length + "\r\n";
        return method + " " + target + " HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: " + AGENT
                + "\r\nAccept: application/json\r\nAccept-Encoding: gzip, deflate, br\r\nX-Forwarded-For: 203.0."
                + person.id() % 256 + "." + person.id() / 256 % 256 + "\r\n" + secret + body + "\r\n";
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
