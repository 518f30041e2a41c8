package arelops.app.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Git's own HTTP server (`git http-backend`, a CGI program) behind the JDK's HTTP server.
public final class HttpBackend implements Closeable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path root;

    private HttpBackend(HttpServer server, Path root) {
        this.server = server;
        this.root = root;
    }

    public static HttpBackend start(Path root) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpBackend backend = new HttpBackend(server, root);
        server.setExecutor(backend.threads);
        server.createContext("/", backend::serve);
        server.start();
        return backend;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(NativeGit.ENVIRONMENT);
            builder.environment().putAll(variables(exchange));
            Process process = builder.start();
            var _ = threads.submit(() -> {
                try (OutputStream in = process.getOutputStream()) {
                    return exchange.getRequestBody().transferTo(in);
                }
            });
            answer(exchange, new BufferedInputStream(process.getInputStream()));
        }
    }

    private Map<String, String> variables(HttpExchange exchange) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "GIT_PROJECT_ROOT", root.toString(),
                "GIT_HTTP_EXPORT_ALL", "1",
                "REMOTE_USER", "ann",
                "REQUEST_METHOD", exchange.getRequestMethod(),
                "PATH_INFO", exchange.getRequestURI().getPath(),
                "QUERY_STRING",
                        Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("")));
        Map<String, String> headers = Map.of(
                "Content-Type", "CONTENT_TYPE",
                "Content-Length", "CONTENT_LENGTH",
                "Content-Encoding", "HTTP_CONTENT_ENCODING",
                "Git-Protocol", "GIT_PROTOCOL");
        headers.forEach((header, variable) -> Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst(header))
                .ifPresent(value -> variables.put(variable, value)));
        return variables;
    }

    private static void answer(HttpExchange exchange, InputStream out) throws IOException {
        int status = 200;
        for (String line = line(out); !line.isEmpty(); line = line(out)) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        out.transferTo(exchange.getResponseBody());
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
