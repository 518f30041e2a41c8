package arelops.app.forge;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests written byte by byte, as no polite client sends them.
final class RawHttp {
    private RawHttp() {}

    static String get(int port, String path, String token, String host) throws IOException {
        return send(
                port,
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                        + "\r\nConnection: close\r\n\r\n",
                new byte[0]);
    }

    static String post(int port, String path, String token, String type, byte[] body) throws IOException {
        return send(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n",
                body);
    }

    private static String send(int port, String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
