package arelops.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// Clients on kept connections that ask at even times, so many times a second together, whatever the answers take.
final class PacedLoop {
    private static final byte[] QUESTION =
            "GET /x HTTP/1.1\r\nHost: bench.localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int clients;
    private final int perSecond;
    private final Duration length;

    PacedLoop(int clients, int perSecond, Duration length) {
        this.clients = clients;
        this.perSecond = perSecond;
        this.length = length;
    }

    /// What one round came to, in milliseconds from the sending to the whole answer; `lateness` is the 99th
    /// percentile of how much later than its time a question was sent.
    record Round(int asked, double p50, double p99, double lateness) {}

    Round ask(int port) {
        int each = (int) (perSecond * length.toSeconds() / clients);
        long[][] times = new long[clients][];
        long[][] late = new long[clients][];
        CompletableFuture<?>[] all = new CompletableFuture<?>[clients];
        long start = System.nanoTime() + Duration.ofMillis(50).toNanos();
        for (int client = 0; client < clients; client++) {
            int number = client;
            times[number] = new long[each];
            late[number] = new long[each];
            all[client] = CompletableFuture.runAsync(
                    () -> one(port, start + offset(number), times[number], late[number]),
                    task -> Thread.ofPlatform().daemon().start(task));
        }
        CompletableFuture.allOf(all).join();
        long[] sorted = sorted(times);
        return new Round(sorted.length, millis(sorted, 0.50), millis(sorted, 0.99), millis(sorted(late), 0.99));
    }

    private long offset(int client) {
        return Duration.ofSeconds(1).toNanos() / perSecond * client;
    }

    private static long[] sorted(long[][] nanos) {
        return Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    private void one(int port, long start, long[] times, long[] late) {
        long step = Duration.ofSeconds(1).toNanos() * clients / perSecond;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            Answers answers = new Answers(socket.getInputStream());
            for (int i = 0; i < times.length; i++) {
                long due = start + i * step;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                long sent = System.nanoTime();
                out.write(QUESTION);
                answers.next();
                times[i] = System.nanoTime() - sent;
                late[i] = sent - due;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
