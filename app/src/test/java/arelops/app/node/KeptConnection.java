package arelops.app.node;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// One connection of an HTTP client that is kept alive, byte by byte in the hands of a test.
final class KeptConnection implements Closeable {
    private final Socket socket;

    KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /// Reads one answer with a short body of known length.
    String answer() throws IOException {
        String head = until(read -> read.endsWith("\r\n\r\n"));
        int length = head.lines()
                .map(line -> line.split(": ", 2))
                .filter(field -> field[0].equalsIgnoreCase("content-length"))
                .mapToInt(field -> Integer.parseInt(field[1]))
                .findFirst()
                .orElse(0);
        return head + new String(in().readNBytes(length), StandardCharsets.US_ASCII);
    }

    /// Reads until this is so, and no byte more; or until the other side has ended.
    String until(Predicate<String> enough) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String text = "";
        while (!enough.test(text)) {
            int next = in().read();
            if (next < 0) {
                break;
            }
            read.write(next);
            text = read.toString(StandardCharsets.US_ASCII);
        }
        return text;
    }

    /// All that still comes.
    String rest() throws IOException {
        return new String(in().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
