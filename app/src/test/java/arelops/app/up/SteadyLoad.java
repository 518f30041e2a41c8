package arelops.app.up;

import arelops.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Users who ask one address some eighty times a second, half of them on kept connections and half on new ones, and
/// who write down every request that was not answered with 200.
final class SteadyLoad implements AutoCloseable {
    private static final long GAP = Duration.ofMillis(25).toNanos();
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, AtomicLong> answered = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> users;

    SteadyLoad(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
        this.users = List.of(
                Thread.ofPlatform().name("user-kept").start(() -> keep(request)),
                Thread.ofPlatform().name("user-new").start(() -> anew(request)));
    }

    /// So many users on kept connections, each some forty times a second.
    SteadyLoad(URI address, int kept) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
        this.users = IntStream.range(0, kept)
                .mapToObj(user -> Thread.ofPlatform().name("user-" + user).start(() -> keep(request)))
                .toList();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private void keep(HttpRequest request) {
        try (HttpClient client = client()) {
            while (!stopped.get()) {
                ask(client, request);
                LockSupport.parkNanos(GAP);
            }
        }
    }

    private void anew(HttpRequest request) {
        while (!stopped.get()) {
            try (HttpClient client = client()) {
                ask(client, request);
            }
            LockSupport.parkNanos(GAP);
        }
    }

    private void ask(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                count(answer.body().split(" ", 2)[0]).incrementAndGet();
            } else {
                failures.add(LocalTime.now(ZoneOffset.UTC) + " " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(LocalTime.now(ZoneOffset.UTC) + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AtomicLong count(String version) {
        return answered.computeIfAbsent(version, _ -> new AtomicLong());
    }

    long answered() {
        return answered.values().stream().mapToLong(AtomicLong::get).sum();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Waits until so many more requests were answered by this version of the app.
    void await(String version, long more) {
        long goal = count(version).get() + more;
        Patience.until(
                more + " more answers of version " + version + ", having failed " + failures,
                () -> count(version).get() >= goal);
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            for (Thread user : users) {
                user.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
