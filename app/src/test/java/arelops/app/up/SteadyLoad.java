package arelops.app.up;

import arelops.testkit.Patience;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Users who ask one address some eighty times a second, half of them on kept connections and half on new ones, and
/// who write down every request that was not answered with 200.
final class SteadyLoad implements AutoCloseable {
    private static final long GAP = Duration.ofMillis(25).toNanos();
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// An answer of 200 with its length and its body.
    private static final Pattern WHOLE =
            Pattern.compile("(?is)HTTP/1\\.1 200 .*?\r\ncontent-length: *(\\d+)(?:\r\n[^\r\n]+)*\r\n\r\n(.*)");

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, AtomicLong> answered = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> users;

    SteadyLoad(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(DEADLINE).build();
        this.users = List.of(
                Thread.ofPlatform().name("user-kept").start(() -> keep(request)),
                Thread.ofPlatform().name("user-new").start(() -> anew(address)));
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

    private void anew(URI address) {
        while (!stopped.get()) {
            try {
                note(alone(address));
            } catch (IOException e) {
                fails(e.toString());
            }
            LockSupport.parkNanos(GAP);
        }
    }

    /// The answer to one request on a connection of its own, which nothing tries again.
    private static String alone(URI address) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) DEADLINE.toMillis());
            String request = "GET / HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private void note(String answer) {
        Matcher good = WHOLE.matcher(answer);
        if (good.matches() && Integer.parseInt(good.group(1)) == good.group(2).length()) {
            count(good.group(2).split(" ", 2)[0]).incrementAndGet();
        } else {
            fails(answer.isEmpty() ? "no answer" : answer);
        }
    }

    private void fails(String how) {
        failures.add(LocalTime.now(ZoneOffset.UTC) + " " + how);
    }

    private void ask(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                count(answer.body().split(" ", 2)[0]).incrementAndGet();
            } else {
                fails(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            fails(e.toString());
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
