package hello;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A small shop: `/` greets, `/basket` prices a basket, `/version` says what runs here, `/health` says that it works.
public final class Hello {
    static final String GREETING = "Hello from the corner shop";

    /// Prices of one piece, in cents.
    static final Map<String, Integer> PRICES = Map.of("apples", 2_40, "bread", 3_80, "cheese", 12_50);

    private static final String SAMPLE = "apples:2,bread:1";

    private final Map<String, String> environment;
    private final Clock clock;

    Hello(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        HttpServer server = new Hello(System.getenv(), Clock.systemDefaultZone()).start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
        System.out.println("hello listens on port " + server.getAddress().getPort());
    }

    /// Serves on the loopback address; port 0 takes a free one.
    HttpServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 128);
        ExecutorService threads = Executors.newFixedThreadPool(16, work -> {
            Thread thread = new Thread(work, "hello-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> send(exchange, 200, "text/plain", GREETING + "\n");
                case "/health" -> send(exchange, 200, "text/plain", "ok\n");
                case "/version" -> send(exchange, 200, "application/json", version());
                case "/basket" -> basket(exchange, query == null ? SAMPLE : query.replaceFirst("^items=", ""));
                default -> send(exchange, 404, "text/plain", "no such page\n");
            }
        }
    }

    private void basket(HttpExchange exchange, String items) throws IOException {
        Basket basket;
        try {
            basket = parse(items);
        } catch (IllegalArgumentException | ArithmeticException e) {
            send(exchange, 400, "text/plain", e.getMessage() + "\n");
            return;
        }
        send(exchange, 200, "application/json", basket.json(DeliverySlot.firstAfter(LocalDateTime.now(clock))) + "\n");
    }

    /// Reads `article:quantity,article:quantity`.
    static Basket parse(String items) {
        List<Basket.Line> lines = new ArrayList<>();
        for (String item : items.isEmpty() ? new String[0] : items.split(",")) {
            String[] parts = item.split(":", 2);
            Integer price = PRICES.get(parts[0]);
            if (price == null || parts.length < 2 || !parts[1].matches("[0-9]{1,4}")) {
                throw new IllegalArgumentException("write article:quantity with one of " + PRICES.keySet().stream().sorted().toList());
            }
            lines.add(new Basket.Line(parts[0], price, Integer.parseInt(parts[1])));
        }
        return new Basket(lines);
    }

    private String version() {
        return "{\"app\":\"hello\",\"commit\":\"" + environment.getOrDefault("SHA", "unknown") + "\",\"environment\":\""
                + environment.getOrDefault("ENV", "none") + "\",\"instance\":\""
                + environment.getOrDefault("INSTANCE", "none") + "\"}\n";
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
