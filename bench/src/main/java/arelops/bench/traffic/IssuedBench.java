package arelops.bench.traffic;

import arelops.app.traffic.replay.issued.LinkFinder;
import arelops.app.traffic.replay.issued.Links;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Measures how long a replay looks for the values that answers gave out before it begins: processor
/// time of one thread.
final class IssuedBench {
    private static final int EXCHANGES = 100_000;
    private static final int SESSIONS = 2_000;
    private static final int ROUNDS = 7;
    private static final double MICRO = 1e6;

    private IssuedBench() {}

    /// Prints a table.
    public static void main(String[] arguments) {
        List<Exchange> recording = recording(new Random(1));
        double[] micros = new double[ROUNDS];
        long found = find(recording).size();
        for (int i = 0; i < ROUNDS; i++) {
            double before = seconds();
            found = find(recording).size();
            micros[i] = (seconds() - before) / EXCHANGES * MICRO;
        }
        Arrays.sort(micros);
        System.out.printf(
                """
                %,d exchanges of %,d sessions, answers of %,d bytes with 11 values, %,d links found
                each %.1f us (best %.1f) of processor time, so %.0f s for a million; median of %d rounds
                """,
                EXCHANGES,
                SESSIONS,
                recording.getFirst().response().orElseThrow().body().length(),
                found,
                micros[ROUNDS / 2],
                micros[0],
                micros[ROUNDS / 2],
                ROUNDS);
    }

    private static Links find(List<Exchange> recording) {
        return LinkFinder.find(recording.iterator(), _ -> true, _ -> true);
    }

    private static List<Exchange> recording(Random random) {
        List<Exchange> exchanges = new ArrayList<>(EXCHANGES);
        String[] told = new String[SESSIONS];
        Arrays.fill(told, "none");
        for (int i = 0; i < EXCHANGES; i++) {
            int session = random.nextInt(SESSIONS);
            String id = id(random);
            exchanges.add(exchange(session, i, told[session], id, random));
            told[session] = id;
        }
        return exchanges;
    }

    private static Exchange exchange(int session, int number, String told, String id, Random random) {
        String head =
                "GET /orders/" + told + "/items?page=" + number % 9 + "&sort=price HTTP/1.1\r\nHost: shop.test\r\n"
                        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0\r\n"
                        + "Accept: application/json\r\nAccept-Encoding: gzip\r\nCookie: sid=" + session * 7_919L
                        + "; theme=dark\r\n\r\n";
        String body = "{\"id\":\"" + id
                + "\",\"status\":\"in progress\",\"created\":\"2026-11-28T10:00:00Z\",\"total\":"
                + random.nextInt(1000) + ".95,\"customer\":{\"id\":\"" + id(random)
                + "\",\"name\":\"Jane Doe\"},\"items\":["
                + item(random) + "," + item(random) + "," + item(random) + "," + item(random) + "],\"next\":\"/orders/"
                + id + "/items?cursor=" + id(random) + "\",\"note\":\"leave it with the neighbours\"}";
        HttpMessage answer = HttpMessage.whole(
                Bytes.of("HTTP/1.1 200 OK\r\nDate: Sat, 28 Nov 2026 10:00:00 GMT\r\nServer: shop\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"),
                Bytes.of(body));
        HttpMessage request = HttpMessage.whole(Bytes.of(head), Bytes.NONE);
        return new Exchange(new SessionId("s" + session), number * 1000L, 500, request, Optional.of(answer));
    }

    private static String item(Random random) {
        return "{\"sku\":\"A-" + random.nextInt(100_000) + "\",\"count\":" + random.nextInt(9) + ",\"price\":"
                + random.nextInt(100) + ".50,\"ref\":\"" + id(random) + "\"}";
    }

    private static String id(Random random) {
        return Long.toHexString(random.nextLong() | 1L << 60);
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
