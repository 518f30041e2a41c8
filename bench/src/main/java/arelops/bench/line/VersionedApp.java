package arelops.bench.line;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The app of the measurement: says its version; with a fault in it, one request of three fails in PRODUCTION.
final class VersionedApp {
    static final String FAULTY = "faulty";
    private static final int ONE_OF = 3;

    private VersionedApp() {}

    public static void main(String[] arguments) throws IOException {
        String version = Files.readString(Path.of("out/version.txt")).strip();
        byte[] body = version.getBytes(StandardCharsets.US_ASCII);
        boolean faulty = version.startsWith(FAULTY) && "PRODUCTION".equalsIgnoreCase(System.getenv("ENV"));
        AtomicLong asked = new AtomicLong();
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            boolean fails =
                    faulty && exchange.getRequestURI().getPath().equals("/") && asked.incrementAndGet() % ONE_OF == 0;
            exchange.sendResponseHeaders(fails ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
    }
}
