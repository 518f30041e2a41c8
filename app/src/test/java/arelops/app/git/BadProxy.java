package arelops.app.git;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A TCP proxy on loopback that spoils the answers to pushes, or cuts every connection.
public final class BadProxy implements Closeable {
    /// What becomes of the answer.
    public enum Fault {
        /// Everything passes.
        NONE,
        /// The server's answer is taken in whole and thrown away, then the connection is cut.
        ANSWER_LOST,
        /// The request goes nowhere, and nothing is ever said.
        HANGS,
        /// Every connection is cut at once, as if the server were gone.
        GONE
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;

    public BadProxy(String targetAddress) throws IOException {
        target = java.net.URI.create(targetAddress).getPort();
        Thread.ofVirtual().start(this::accept);
    }

    public void spoilPushes(Fault how) throws IOException {
        fault = how;
        if (how == Fault.GONE) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /// The same address through this proxy.
    public String address(String targetAddress) {
        return targetAddress.replace(":" + target, ":" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (fault == Fault.GONE) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                Connection connection = new Connection(client, server);
                Thread.ofVirtual().start(connection::upstream);
                Thread.ofVirtual().start(connection::downstream);
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean pushing;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void upstream() {
            try (InputStream in = client.getInputStream();
                    OutputStream out = server.getOutputStream()) {
                byte[] buffer = new byte[65536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    if (text.startsWith("GET ") || text.startsWith("POST ")) {
                        // A connection that is kept alive carries one request after another.
                        pushing = text.matches("(?s)POST .*receive-pack.*");
                    }
                    if (!(pushing && fault == Fault.HANGS)) {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side went away, which is what a proxy is for.
            }
        }

        void downstream() {
            try (client;
                    InputStream in = server.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                byte[] buffer = new byte[65536];
                StringBuilder swallowed = new StringBuilder();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (pushing && fault == Fault.ANSWER_LOST) {
                        swallowed.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                        if (swallowed.indexOf("unpack ok") >= 0) {
                            return;
                        }
                    } else {
                        out.write(buffer, 0, n);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // One side went away, which is what a proxy is for.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
