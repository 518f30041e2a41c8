package arelops.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Users of PRODUCTION who never stop asking, and count what was not answered well. Each request is a new visit,
/// without a cookie. They ask at a rate, whatever the answers take; what they could not ask in time is left out.
final class SteadyClient implements AutoCloseable {
    /// Requests a second at first.
    static final double FIRST_RATE = 100;
    private static final double SECOND = 1e9;
    private static final int USERS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Thread> users;
    private final Pace pace = new Pace();

    /// When the next request is due.
    private static final class Pace {
        private double gap = SECOND / FIRST_RATE;
        private double due = System.nanoTime();

        synchronized void rate(double perSecond) {
            gap = SECOND / perSecond;
        }

        synchronized long next() {
            due = Math.max(due, (double) System.nanoTime()) + gap;
            return (long) due;
        }
    }

    /// Asks this address a hundred times a second until it is closed.
    SteadyClient(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        users = IntStream.range(0, USERS)
                .mapToObj(user -> Thread.ofVirtual().name("demo-user-" + user).start(() -> {
                    while (!stopped.get()) {
                        LockSupport.parkNanos(pace.next() - System.nanoTime());
                        ask(request);
                    }
                }))
                .toList();
    }

    private void ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            asked.incrementAndGet();
            if (answer.statusCode() != 200) {
                failures.add("status " + answer.statusCode());
            }
        } catch (IOException e) {
            asked.incrementAndGet();
            failures.add(String.valueOf(e));
        } catch (InterruptedException e) {
            stopped.set(true);
            Thread.currentThread().interrupt();
        }
    }

    /// So many requests a second from now on.
    void rate(double perSecond) {
        pace.rate(perSecond);
    }

    long asked() {
        return asked.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// One more request; its body.
    String askOnce(URI address) {
        try {
            return client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        } catch (IOException e) {
            return String.valueOf(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            for (Thread user : users) {
                user.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
