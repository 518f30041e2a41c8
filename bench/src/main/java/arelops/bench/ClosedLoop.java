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

/// Clients on kept connections that ask again as soon as they have their answer.
final class ClosedLoop {
    private static final byte[] QUESTION =
            "GET /x HTTP/1.1\r\nHost: bench.localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 400_000;

    private final int clients;
    private final Duration length;

    ClosedLoop(int clients, Duration length) {
        this.clients = clients;
        this.length = length;
    }

    /// What one round came to; times in milliseconds.
    record Round(double perSecond, double p50, double p99) {}

    Round ask(int port) {
        long[][] each = new long[clients][];
        CompletableFuture<?>[] all = new CompletableFuture<?>[clients];
        long start = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            int number = client;
            all[client] = CompletableFuture.runAsync(() -> each[number] = one(port), Thread::startVirtualThread);
        }
        CompletableFuture.allOf(all).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] nanos =
                Arrays.stream(each).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Round(nanos.length / seconds, millis(nanos, 0.50), millis(nanos, 0.99));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }

    private long[] one(int port) {
        long[] nanos = new long[MOST];
        int count = 0;
        long end = System.nanoTime() + length.toNanos();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            Answers answers = new Answers(socket.getInputStream());
            for (long now = System.nanoTime(); now - end < 0 && count < MOST; now = System.nanoTime()) {
                out.write(QUESTION);
                answers.next();
                nanos[count++] = System.nanoTime() - now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(nanos, count);
    }
}
