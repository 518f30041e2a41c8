package arelops.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What an address answers a browser: like browsers, it finds every name under `localhost` on this machine.
record Visit(int status, String body) {
    private static final int DEADLINE_MILLIS = 120_000;

    static Visit to(URI address) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            String path = address.getPath().isEmpty() ? "/" : address.getPath();
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + address.getAuthority() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
            return new Visit(Integer.parseInt(head.substring(9, 12)), answer.substring(head.length() + 4));
        }
    }
}
