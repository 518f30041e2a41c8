package arelops.core.difference;

import arelops.core.traffic.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongFunction;

/// A shop that answers the same question as three copies would: ids, times and orders are new.
final class Shop {
    private final Random random = new Random(7);

    static Asked asked(long number) {
        return new Asked(number, "GET", "/products/" + (1000 + number % 500) + "?page=1");
    }

    /// What is found when stable gives one answer each time, and the release another one.
    static List<Finding> found(int pairs, LongFunction<Answer> candidate, LongFunction<Answer> stable) {
        DifferenceFinder finder = new DifferenceFinder(Room.standard(), Ignored.standard(), 1);
        for (long number = 0; number < pairs; number++) {
            finder.compare(asked(number), candidate.apply(number), stable.apply(number), stable.apply(number));
        }
        return finder.report().findings();
    }

    /// One page of products.
    Answer products(long number, int price) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            items.add("{\"id\":" + (10 + i) + ",\"name\":\"thing " + i + "\",\"price\":"
                    + (i == 2 ? price : 100L * i + number % 7) + ",\"tags\":" + shuffled("\"a\"", "\"b\"", "\"c\"")
                    + "}");
        }
        Collections.shuffle(items, random);
        return json("{\"request\":\"" + uuid() + "\",\"at\":\"2026-11-28T00:00:" + (10 + random.nextInt(50))
                + "Z\",\"items\":[" + String.join(",", items) + "],\"total\":5}");
    }

    /// An answer with a header that is new each time.
    Answer json(String body) {
        return new Answer(
                200,
                List.of(
                        new Answer.Header("Content-Type", "application/json"),
                        new Answer.Header("X-Request-Id", uuid()),
                        new Answer.Header("Content-Length", Integer.toString(body.length()))),
                new Body.Whole(Bytes.of(body)));
    }

    Random random() {
        return random;
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String shuffled(String... all) {
        List<String> list = new ArrayList<>(List.of(all));
        Collections.shuffle(list, random);
        return list.toString();
    }
}
