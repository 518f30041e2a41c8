package arelops.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The peers: HAProxy and nginx in front of the same app, each where it is installed, each with kept connections to it.
final class Proxy implements AutoCloseable {
    private static final int HAPROXY_PORT = 7399;
    private static final int NGINX_PORT = 7398;

    private final String name;
    private final Process process;
    private final int port;

    private Proxy(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    static List<Proxy> inFrontOf(int app, Path folder) throws IOException {
        List<Proxy> peers = new ArrayList<>();
        Path haproxy = Path.of("/usr/sbin/haproxy");
        if (Files.isExecutable(haproxy)) {
            Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
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
            """.formatted(HAPROXY_PORT, app));
            peers.add(started("haproxy", HAPROXY_PORT, haproxy.toString(), "-db", "-f", config.toString()));
        }
        Path nginx = Path.of("/usr/sbin/nginx");
        if (Files.isExecutable(nginx)) {
            Path config = Files.writeString(folder.resolve("nginx.conf"), """
            daemon off;
            master_process on;
            worker_processes 2;
            error_log %3$s/nginx.err;
            pid %3$s/nginx.pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path %3$s/body;
              proxy_temp_path %3$s/proxy;
              fastcgi_temp_path %3$s/fastcgi;
              uwsgi_temp_path %3$s/uwsgi;
              scgi_temp_path %3$s/scgi;
              keepalive_requests 10000000;
              upstream app { server 127.0.0.1:%2$d; keepalive 64; }
              server {
                listen 127.0.0.1:%1$d;
                location / {
                  proxy_pass http://app;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                }
              }
            }
            """.formatted(NGINX_PORT, app, folder));
            peers.add(started("nginx", NGINX_PORT, nginx.toString(), "-c", config.toString(), "-p", folder.toString()));
        }
        return peers;
    }

    private static Proxy started(String name, int port, String... command) throws IOException {
        Proxy proxy = new Proxy(name, new ProcessBuilder(command).inheritIO().start(), port);
        for (int tries = 0; !proxy.answers(); tries++) {
            if (tries > 100 || !proxy.process.isAlive()) {
                throw new IOException(name + " does not listen on port " + port);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return proxy;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
