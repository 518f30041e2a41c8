package arelops.app.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A small HTTP app, run as a process of its own, that behaves as badly as its arguments say.
///
/// Arguments: `wrong-port=N`, `unhealthy`, `exit=CODE`, `fixed-port=N`, `ignore-term`, `chatty`,
/// `name=X`, `stuck` (/note never answers). Paths: /health, /name, /pid, /env?NAME, /slow?MILLIS, /status?CODE, /echo,
/// /headers,
/// /crash, /sicken, /held or /held?begun (its name after /release was asked; a dot
/// before that), /drip?TIMES, /big?MEGABYTES, /half?fixed or chunked (breaks off in the middle of
/// its answer), /events or /events?none (a stream of events without an end, or without an event), /note?X
/// (kept, with method and headers, for /noted).
final class SampleApp {
    private final Map<String, String> environment = System.getenv();
    private final String name;
    private final boolean stuck;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);

    private volatile boolean sick;

    private SampleApp(String name, boolean stuck) {
        this.name = name;
        this.stuck = stuck;
    }

    public static void main(String[] arguments) throws Exception {
        String all = " " + String.join(" ", arguments) + " ";
        if (all.contains(" exit=")) {
            System.out.println("cannot find my database");
            System.exit(Integer.parseInt(value(all, "exit")));
        }
        if (all.contains(" ignore-term ")) {
            Runtime.getRuntime().addShutdownHook(new Thread(SampleApp::forever));
        }
        int port = Integer.parseInt(System.getenv("PORT"));
        if (all.contains(" wrong-port=")) {
            port = Integer.parseInt(value(all, "wrong-port"));
        }
        if (all.contains(" chatty ")) {
            Thread.ofVirtual().start(SampleApp::chat);
        }
        String name = all.contains(" name=") ? value(all, "name") : "app";
        new SampleApp(name, all.contains(" stuck ")).serve(port, !all.contains(" unhealthy "));
    }

    private static String value(String all, String key) {
        int from = all.indexOf(" " + key + "=") + key.length() + 2;
        return all.substring(from, all.indexOf(' ', from));
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void chat() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (int line = 0; !never.await(1, TimeUnit.MILLISECONDS); line++) {
                System.out.println("line %09d of a chatty app".formatted(line));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(int port, boolean healthy) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange, healthy && !sick ? 200 : 500, "health"));
        server.createContext("/name", exchange -> answer(exchange, 200, name));
        server.createContext(
                "/pid",
                exchange -> answer(
                        exchange, 200, Long.toString(ProcessHandle.current().pid())));
        server.createContext("/env", exchange -> answer(exchange, 200, environment.getOrDefault(query(exchange), "-")));
        server.createContext("/slow", exchange -> {
            waitFor(Long.parseLong(query(exchange)));
            answer(exchange, 200, name);
        });
        server.createContext("/status", exchange -> answer(exchange, Integer.parseInt(query(exchange)), "as asked"));
        server.createContext(
                "/headers",
                exchange -> answer(
                        exchange,
                        200,
                        String.join(
                                "\n",
                                exchange.getRequestHeaders().entrySet().stream()
                                        .map(header -> header.getKey() + ": " + header.getValue())
                                        .toList())));
        server.createContext("/ticket", this::ticket);
        server.createContext("/echo", SampleApp::echo);
        server.createContext("/crash", exchange -> Runtime.getRuntime().halt(7));
        server.createContext("/sicken", exchange -> {
            sick = true;
            answer(exchange, 200, "sick");
        });
        server.createContext("/held", this::held);
        server.createContext("/release", exchange -> {
            released.countDown();
            answer(exchange, 200, "released");
        });
        server.createContext("/big", SampleApp::big);
        server.createContext("/drip", SampleApp::drip);
        server.createContext("/half", SampleApp::half);
        server.createContext("/events", SampleApp::events);
        server.createContext("/note", this::note);
        server.createContext("/noted", exchange -> answer(exchange, 200, String.join("\n", notes)));
        server.start();
        System.out.println(name + " listens on " + port);
    }

    /// Gives a ticket out; with `?id=` of one that it never gave out it breaks.
    private void ticket(HttpExchange exchange) throws IOException {
        String asked = query(exchange);
        if (asked.isEmpty()) {
            String ticket = UUID.randomUUID().toString();
            tickets.add(ticket);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, 200, "{\"ticket\":\"" + ticket + "\"}");
        } else {
            answer(exchange, tickets.contains(asked.substring("id=".length())) ? 200 : 500, name);
        }
    }

    private void note(HttpExchange exchange) throws IOException {
        notes.add(exchange.getRequestMethod() + " " + query(exchange) + " "
                + new TreeMap<>(exchange.getRequestHeaders()));
        if (stuck) {
            forever();
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void held(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!query(exchange).isEmpty()) {
                out.write('.');
                out.flush();
            }
            released.await();
            out.write(name.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query == null ? "" : query;
    }

    private static void waitFor(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (InputStream in = exchange.getRequestBody();
                OutputStream out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private static void big(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'x');
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = Integer.parseInt(query(exchange)); i > 0; i--) {
                out.write(chunk);
            }
        }
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, query(exchange).equals("fixed") ? 1000 : 0);
        OutputStream out = exchange.getResponseBody();
        out.write("the first half".getBytes(StandardCharsets.UTF_8));
        out.flush();
        throw new IOException("the second half is missing");
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            int times = query(exchange).isEmpty() ? 6000 : Integer.parseInt(query(exchange));
            for (int i = 0; i < times; i++) {
                out.write('.');
                out.flush();
                waitFor(10);
            }
        }
    }

    private static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        if (query(exchange).equals("none")) {
            forever();
        }
        for (int event = 0; true; event++) {
            out.write(("data: event " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            waitFor(20);
        }
    }
}
