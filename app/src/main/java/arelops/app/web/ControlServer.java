package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.forge.GitDoor;
import arelops.app.forge.HostedForge;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the control API, on the loopback address alone.
public final class ControlServer implements AutoCloseable {
    /// Tags are called `release/7` and `TEST/pr-7`: such a name is one part of a path, with its slash as `%2F`.
    private static final UriCompliance NAMES_WITH_SLASHES =
            UriCompliance.DEFAULT.with("NAMES", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int HEADERS = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;
    /// For answers that are on their way; idle connections are closed at once.
    private static final long STOP_MILLIS = 5_000;

    private static final long LAST_IDLE_MILLIS = 20;

    private final Server server;
    private final ServerConnector connector;
    private final PagesDoor pages;

    /// @param port 0 for any free one
    /// @param stop what a person's `stop` calls, once its answer is sent
    public ControlServer(int port, Engine engine, Accounts accounts, Runnable stop, InstantSource clock) {
        this(port, engine, accounts, Optional.empty(), stop, clock);
    }

    /// As above, with the forge of a repository that is hosted here, if one is.
    public ControlServer(
            int port,
            Engine engine,
            Accounts accounts,
            Optional<HostedForge> forge,
            Runnable stop,
            InstantSource clock) {
        QueuedThreadPool threads = new QueuedThreadPool(40, 4);
        threads.setName("api");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADERS);
        http.setUriCompliance(NAMES_WITH_SLASHES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(LAST_IDLE_MILLIS);
        server.addConnector(connector);
        server.setStopTimeout(STOP_MILLIS);
        Endpoints endpoints = new Endpoints(engine, accounts, clock);
        Visitors visitors = new Visitors(engine, accounts);
        Handler.Sequence doors = new Handler.Sequence();
        forge.ifPresent(one -> doors.addHandler(new GitDoor(one, visitors::guest, Door::isAskedByName)));
        doors.addHandler(new SignInDoor(accounts.tokens(), forge.map(HostedForge::path), clock));
        pages = new PagesDoor(visitors, endpoints, engine, clock);
        doors.addHandler(pages);
        doors.addHandler(new Door(visitors, endpoints, stop));
        server.setHandler(doors);
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
        pages.close();
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower one
            LOG.warn("the API did not stop cleanly; it goes with the process: {}", e.toString());
        }
    }
}
