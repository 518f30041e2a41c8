package arelops.app.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that ask for the name again and again on kept connections, and write down every failure.
final class Load {
    /// Between two requests of a client: without any, the clients leave nothing to what is tried.
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, AtomicLong> names = new ConcurrentHashMap<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    Load(HttpClient client, URI address, int clients) {
        for (int i = 0; i < clients; i++) {
            boolean posts = i % 2 == 0;
            threads.add(Thread.startVirtualThread(() -> {
                while (!stopped.get()) {
                    ask(client, address, posts);
                    LockSupport.parkNanos(PAUSE);
                }
            }));
        }
    }

    private void ask(HttpClient client, URI address, boolean posts) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("/name")).timeout(Duration.ofSeconds(60));
        try {
            HttpResponse<String> response = client.send(
                    posts
                            ? request.POST(HttpRequest.BodyPublishers.ofString("some body"))
                                    .build()
                            : request.build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                names.computeIfAbsent(response.body(), _ -> new AtomicLong()).incrementAndGet();
            } else {
                failures.add(response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until so many more answers of this name have come.
    void await(String name, long more) {
        AtomicLong count = names.computeIfAbsent(name, _ -> new AtomicLong());
        long goal = count.get() + more;
        Eventually.until(more + " answers of " + name, () -> count.get() >= goal);
    }

    /// All good answers so far.
    long answers() {
        return names.values().stream().mapToLong(AtomicLong::get).sum();
    }

    List<String> stop() {
        stopped.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return List.copyOf(failures);
    }
}
