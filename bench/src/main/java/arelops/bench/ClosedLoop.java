package arelops.bench;

import java.io.DataInputStream;
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
            Answers answers = new Answers(new DataInputStream(socket.getInputStream()));
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

    /// Reads answers of known length from a connection.
    private static final class Answers {
        private final DataInputStream in;
        private final byte[] buffer = new byte[8192];
        private int filled;

        Answers(DataInputStream in) {
            this.in = in;
        }

        void next() throws IOException {
            int headers;
            while ((headers = endOfHeaders()) < 0) {
                more();
            }
            String head = new String(buffer, 0, headers, StandardCharsets.US_ASCII);
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException(head);
            }
            int whole = headers + length(head);
            while (filled < whole) {
                more();
            }
            System.arraycopy(buffer, whole, buffer, 0, filled - whole);
            filled -= whole;
        }

        private void more() throws IOException {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            filled += read;
        }

        private int endOfHeaders() {
            for (int i = 3; i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                    return i + 1;
                }
            }
            return -1;
        }

        private static int length(String head) {
            int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
            return Integer.parseInt(
                    head.substring(at + 15, head.indexOf('\r', at)).strip());
        }
    }
}
