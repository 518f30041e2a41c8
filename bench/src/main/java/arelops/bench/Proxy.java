package arelops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The peer: HAProxy in front of the same app, where it is installed.
final class Proxy implements AutoCloseable {
    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Proxy> inFrontOf(int app, Path folder, int port) throws IOException {
        Path program = Path.of("/usr/sbin/haproxy");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        Path config = folder.resolve("haproxy.cfg");
        Files.writeString(config, """
                global
                  nbthread 2
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  option forwardfor
                frontend in
                  bind 127.0.0.1:%d
                  default_backend app
                backend app
                  server one 127.0.0.1:%d
                """.formatted(port, app));
        Process process = new ProcessBuilder(program.toString(), "-db", "-f", config.toString())
                .inheritIO()
                .start();
        return Optional.of(new Proxy(process, port));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
