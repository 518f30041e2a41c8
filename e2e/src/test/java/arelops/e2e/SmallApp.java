package arelops.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A web app in one file, that needs nothing but a JDK: what it answers is an expression of Java.
final class SmallApp {
    /// BETA alone is performed, and everything is short.
    static final String CONFIG = """
            build: mkdir -p out && javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -d out App.java
            run: exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp out App
            checks:
              tests: sh check.sh
            window: 1s
            environments:
              beta: {soak: {length: 1s, samples: 1}}
              passive: off
              production: {mode: observe}
            """;

    private SmallApp() {}

    /// Writes the app with its config and its check, which fails as long as some note says BROKEN.
    static void into(Path folder, String answer) throws IOException {
        Files.createDirectories(folder.resolve("notes"));
        Files.writeString(folder.resolve(".arelops.yaml"), CONFIG);
        Files.writeString(folder.resolve("App.java"), source(answer));
        Files.writeString(folder.resolve("notes/first.txt"), "fine\n");
        Files.writeString(folder.resolve("check.sh"), """
                if grep -r BROKEN notes; then echo 'a note is broken' && exit 1; fi
                echo 'every note is fine'
                """);
    }

    static String source(String answer) {
        return """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;
                import java.net.URI;

                public class App {
                    static String answer() throws Exception {
                        return ANSWER;
                    }

                    static String ask(String variable) throws Exception {
                        String address = System.getenv(variable);
                        return address == null
                                ? "nobody, as " + variable + " is not set"
                                : new String(URI.create(address).toURL().openStream().readAllBytes());
                    }

                    static String of(String path) {
                        try {
                            return path.equals("/pid") ? "" + ProcessHandle.current().pid() : answer();
                        } catch (Exception e) {
                            return "broken: " + e;
                        }
                    }

                    public static void main(String[] args) throws Exception {
                        int port = Integer.parseInt(System.getenv("PORT"));
                        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                        server.createContext("/", exchange -> {
                            byte[] body = of(exchange.getRequestURI().getPath()).getBytes();
                            exchange.sendResponseHeaders(200, body.length);
                            exchange.getResponseBody().write(body);
                            exchange.close();
                        });
                        server.start();
                    }
                }
                """.replace("ANSWER", answer);
    }
}
