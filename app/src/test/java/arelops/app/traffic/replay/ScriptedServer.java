package arelops.app.traffic.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that remembers what it was asked and does what the test says.
final class ScriptedServer implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket listening;
    private final Script script;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /// @param connection counted from 1
    /// @param head as it came, with the empty line
    record Seen(int connection, String head, String body) {
        String path() {
            return head.split(" ", 3)[1];
        }
    }

    /// What the server does with a request; it may write, close and wait.
    interface Script {
        void answer(Seen request, Socket socket) throws IOException, InterruptedException;
    }

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static ScriptedServer thatSays(String answer) throws IOException {
        return new ScriptedServer((_, socket) -> say(socket, answer));
    }

    static void say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    Target target() {
        return new Target("127.0.0.1", listening.getLocalPort());
    }

    List<Seen> seen() {
        return seen;
    }

    List<String> paths() {
        return seen.stream().map(Seen::path).toList();
    }

    int connections() {
        return connections.get();
    }

    /// Connections that the other side has not closed.
    int open() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(number, socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(int connection, Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Optional<Seen> request = read(connection, in);
            while (request.isPresent()) {
                seen.add(request.get());
                script.answer(request.get(), socket);
                request = read(connection, in);
            }
        } catch (IOException _) {
            // the other side went, or the test ended
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private static Optional<Seen> read(int connection, InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                return Optional.empty();
            }
            bytes.write(one);
            head = one == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
        }
        int length = head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return Optional.of(new Seen(connection, head, new String(in.readNBytes(length), StandardCharsets.UTF_8)));
    }
}
