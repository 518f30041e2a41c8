package arelops.bench.line;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Users who ask one address at a steady rate, half of them on kept connections and half on a new one each time.
final class Users implements AutoCloseable {
    private static final int COUNT = 8;
    private static final long GAP = Duration.ofMillis(40).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Faulty> faulty = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /// An answer of a faulty version, good or bad.
    ///
    /// @param nanos when it came
    record Faulty(String version, boolean failed, long nanos) {}

    Users(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        for (int user = 0; user < COUNT; user++) {
            boolean keeps = user % 2 == 0;
            threads.add(Thread.ofPlatform().daemon().name("user-" + user).start(() -> live(request, keeps)));
        }
    }

    private void live(HttpRequest request, boolean keeps) {
        HttpClient client = client();
        while (!stopped.get()) {
            if (!keeps) {
                client.close();
                client = client();
            }
            ask(client, request);
            LockSupport.parkNanos(GAP);
        }
        client.close();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private void ask(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            asked.incrementAndGet();
            boolean good = answer.statusCode() == 200;
            if (answer.body().startsWith(VersionedApp.FAULTY)) {
                faulty.add(new Faulty(answer.body(), !good, System.nanoTime()));
            } else if (!good) {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            asked.incrementAndGet();
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.set(true);
        }
    }

    long asked() {
        return asked.get();
    }

    /// Requests that were not answered well, but for the fault that a version has itself.
    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Answers of this faulty version, oldest first.
    List<Faulty> of(String version) {
        return faulty.stream().filter(one -> one.version().equals(version)).toList();
    }

    @Override
    public void close() {
        stopped.set(true);
        threads.forEach(thread -> {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
