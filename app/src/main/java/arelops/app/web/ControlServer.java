package arelops.app.web;

import arelops.app.fault.Fault;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The server of the control API, on the loopback address alone.
public final class ControlServer implements AutoCloseable {
    private static final int HEADERS = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;
    private static final long STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;

    /// @param port 0 for any free one
    /// @param stop what a person's `stop` calls, once its answer is sent
    public ControlServer(int port, Engine engine, Accounts accounts, Runnable stop, InstantSource clock) {
        QueuedThreadPool threads = new QueuedThreadPool(40, 4);
        threads.setName("api");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADERS);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);
        Endpoints endpoints = new Endpoints(engine, accounts, clock);
        server.setHandler(new Door(new Visitors(engine, accounts), endpoints, stop));
        server.setErrorHandler(new JsonErrors());
    }

    /// Starts to listen, and tells where.
    @SuppressWarnings("IllegalCatch")
    public URI start() {
        try {
            server.start();
            return URI.create("http://127.0.0.1:" + connector.getLocalPort());
        } catch (Exception e) { // Jetty declares no narrower one
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "api.port",
                    "Cannot listen on 127.0.0.1:" + connector.getPort() + ": " + e.getMessage(),
                    "Choose another port: arelops up --port 0 takes any free one.",
                    e);
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower one
            throw new Fault(
                    Fault.Kind.BROKEN, "api.stop", "The API did not stop cleanly: " + e, "It goes with the process.", e);
        }
    }
}
