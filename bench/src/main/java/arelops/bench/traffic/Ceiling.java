package arelops.bench.traffic;

import arelops.app.traffic.replay.Order;
import arelops.app.traffic.replay.Reach;
import arelops.app.traffic.replay.Replay;
import arelops.app.traffic.replay.ReplayPlan;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Target;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// How many requests a second one core sends at most, each as soon as a connection is free: ours, which reads each from
/// a recording and writes it anew, and wrk, which sends one text again and again. One nginx on the other core answers
/// both.
final class Ceiling implements AutoCloseable {
    private static final int PORT = 7397;
    private static final int CONNECTIONS = 64;
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private final Process nginx;

    /// How fast one was.
    ///
    /// @param rate in requests a second
    /// @param processor seconds of a core that each took
    record Speed(double rate, double processor) {}

    private Ceiling(Process nginx) {
        this.nginx = nginx;
    }

    static boolean isHere() {
        return Files.isExecutable(NGINX) && Peer.WRK.isHere();
    }

    static Ceiling start(Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                error_log %2$s/nginx.err;
                pid %2$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %2$s/body;
                  proxy_temp_path %2$s/proxy;
                  fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi;
                  scgi_temp_path %2$s/scgi;
                  keepalive_requests 100000000;
                  server { listen 127.0.0.1:%1$d; location / { return 200 "ok"; } }
                }
                """.formatted(PORT, folder));
        List<String> command = new ArrayList<>(Cores.second());
        command.addAll(List.of(NGINX.toString(), "-c", config.toString(), "-p", folder.toString()));
        Ceiling ceiling = new Ceiling(new ProcessBuilder(command).inheritIO().start());
        for (int tries = 0; !answers(); tries++) {
            if (tries > 100) {
                throw new IOException("nginx does not listen on port " + PORT);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return ceiling;
    }

    private static boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    Speed wrk(int seconds) throws IOException, InterruptedException {
        double before = Processor.ofChildren();
        double rate = Peer.WRK.run("-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "http://127.0.0.1:" + PORT + "/1");
        return new Speed(rate, (Processor.ofChildren() - before) / (rate * seconds));
    }

    Speed ours(int requests) throws InterruptedException {
        ReplayPlan plan = ReplayPlan.of(new Target("127.0.0.1", PORT), "bench")
                .with(Order.STRICT)
                .with(new Reach(1, CONNECTIONS, Duration.ofMinutes(2)));
        HttpMessage request = ReplayCase.request(1);
        Optional<HttpMessage> answer = Optional.of(ReplayCase.ANSWER);
        List<SessionId> sessions = IntStream.range(0, CONNECTIONS)
                .mapToObj(number -> new SessionId("s" + number))
                .toList();
        Iterator<Exchange> recording = IntStream.range(0, requests)
                .mapToObj(number -> new Exchange(sessions.get(number % CONNECTIONS), 0, 1, request, answer))
                .iterator();
        double before = Processor.ofThis();
        try (Replay replay = Replay.start(plan, recording)) {
            ReplayReport report = replay.await();
            long ended = System.nanoTime();
            double used = Processor.ofThis() - before;
            if (report.answers().answered() != requests) {
                throw new IllegalStateException(report.answers() + " of " + requests);
            }
            return new Speed(requests * 1e9 / (double) (ended - replay.begins()), used / requests);
        }
    }

    @Override
    public void close() {
        nginx.destroy();
        try {
            nginx.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
