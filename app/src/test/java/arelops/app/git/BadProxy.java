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

/// A TCP proxy on loopback that spoils the answer to a push.
final class BadProxy implements Closeable {
    /// What becomes of the answer.
    enum Fault {
        /// Everything passes.
        NONE,
        /// The server's answer is taken in whole and thrown away, then the connection is cut.
        ANSWER_LOST,
        /// The request goes nowhere, and nothing is ever said.
        HANGS
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;

    BadProxy(String targetAddress) throws IOException {
        target = java.net.URI.create(targetAddress).getPort();
        Thread.ofVirtual().start(this::accept);
    }

    void spoilPushes(Fault how) {
        fault = how;
    }

    /// The same address through this proxy.
    String address(String targetAddress) {
        return targetAddress.replace(":" + target, ":" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
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
                    pushing |=
                            new String(buffer, 0, n, StandardCharsets.ISO_8859_1).matches("(?s)POST .*receive-pack.*");
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
