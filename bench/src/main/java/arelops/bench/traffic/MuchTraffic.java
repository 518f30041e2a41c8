package arelops.bench.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Requests of a shop without end, none of which is kept: 2,000 users at a time, each for twenty requests, one of each
/// a second. What an answer gives out is asked for by the user's next request.
final class MuchTraffic implements Iterator<Exchange> {
    private static final int USERS = 2_000;
    private static final int REQUESTS = 20;
    private static final long GAP = 1_000_000_000L / USERS;
    private static final long TOOK = 5_000_000;
    private static final String AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    private final List<People.Person> people;
    private final SplittableRandom random = new SplittableRandom(1);
    private final String[] told = new String[USERS];
    private long number;

    MuchTraffic() {
        people = new People(100_000, 1).all();
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Exchange next() {
        int user = (int) (number % USERS);
        long lap = number / USERS;
        // Users begin at different times, so that not all of them are new at once.
        long visit = (lap + user % REQUESTS) / REQUESTS;
        int step = (int) ((lap + user % REQUESTS) % REQUESTS);
        if (step == 0 || lap == 0) {
            told[user] = "new";
        }
        People.Person person = people.get((int) ((user + visit * USERS) % people.size()));
        String id = Long.toHexString(random.nextLong() | 1L << 60);
        HttpMessage request = request(person, step, told[user]);
        told[user] = id;
        return new Exchange(
                new SessionId("v" + user + "-" + visit),
                number++ * GAP,
                TOOK,
                request,
                Optional.of(answer(person, id)));
    }

    private HttpMessage request(People.Person person, int step, String id) {
        return switch (step % 4) {
            case 0 ->
                asked("/search?q=" + person.last() + "&email=" + person.email().replace("@", "%40"), person);
            case 1, 3 -> asked("/orders/" + id + "/items?page=" + step, person);
            default -> sent(person, id);
        };
    }

    private static HttpMessage asked(String target, People.Person person) {
        return HttpMessage.whole(Bytes.of(head("GET", target, person) + "\r\n"), Bytes.NONE);
    }

    private static HttpMessage sent(People.Person person, String id) {
        Bytes body = Bytes.of("{\"order\":\"" + id + "\",\"name\":\"" + person.name() + "\",\"email\":\""
                + person.email() + "\",\"card\":\"" + person.card() + "\",\"note\":\"call " + person.phone()
                + " before you come\"}");
        return HttpMessage.whole(
                Bytes.of(head("POST", "/orders", person) + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n"),
                body);
    }

    private static String head(String method, String target, People.Person person) {
        return method + " " + target + " HTTP/1.1\r\nHost: shop.test\r\nUser-Agent: " + AGENT
                + "\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\nCookie: sid=" + person.session()
                + "; theme=dark\r\n";
    }

    private HttpMessage answer(People.Person person, String id) {
        Bytes body = Bytes.of("{\"id\":\"" + id + "\",\"status\":\"in progress\",\"total\":" + random.nextInt(1000)
                + ".95,\"customer\":{\"name\":\"" + person.name() + "\",\"email\":\"" + person.email()
                + "\"},\"next\":\"/orders/" + id + "/items?page=2\"}");
        return HttpMessage.whole(
                Bytes.of("HTTP/1.1 200 OK\r\nServer: shop\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n"),
                body);
    }
}
