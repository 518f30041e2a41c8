package arelops.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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
    private static final int OK = 200;

    /// For a connection and for an answer, in ms.
    private static final int PATIENCE = 10_000;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
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
        URL page = url(address);
        users = IntStream.range(0, USERS)
                .mapToObj(user -> Thread.ofVirtual().name("demo-user-" + user).start(() -> {
                    while (!stopped.get()) {
                        LockSupport.parkNanos(pace.next() - System.nanoTime());
                        ask(page);
                    }
                }))
                .toList();
    }

    private void ask(URL address) {
        try {
            HttpURLConnection visit = visit(address);
            int status = visit.getResponseCode();
            if (status == OK) {
                body(visit);
            } else {
                failures.add("status " + status);
            }
        } catch (IOException e) {
            failures.add(String.valueOf(e));
        }
        asked.incrementAndGet();
    }

    private static HttpURLConnection visit(URL address) throws IOException {
        HttpURLConnection visit = (HttpURLConnection) address.openConnection();
        visit.setConnectTimeout(PATIENCE);
        visit.setReadTimeout(PATIENCE);
        return visit;
    }

    private static byte[] body(HttpURLConnection visit) throws IOException {
        try (InputStream body = visit.getInputStream()) {
            return body.readAllBytes();
        }
    }

    private static URL url(URI address) {
        try {
            return address.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of a page: " + address, e);
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
            return new String(body(visit(url(address))), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return String.valueOf(e);
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
    }
}
