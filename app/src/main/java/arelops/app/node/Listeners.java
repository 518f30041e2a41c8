package arelops.app.node;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one Jetty server of a node with all its loopback ports, and the one client towards the instances.
final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int HEADERS = 32 * 1024;

    /// Below the 5 s after which common servers close an idle connection, so that we are first and no
    /// request meets a connection that is just being closed.
    private static final long CLIENT_IDLE_MILLIS = 3000;

    private final QueuedThreadPool threads = new QueuedThreadPool(250, 8);
    private final Server server = new Server(threads);
    private final HttpClient client;
    private final Router router;
    private final ServerConnector control;
    private final ServerConnector shared;
    private final Map<SlotKeeper, Door> doors = new ConcurrentHashMap<>();

    /// A slot's own port; `trouble` is empty while it listens.
    private record Door(ServerConnector connector, String trouble) {}

    Listeners(DataFolder folder, int routerPort, Function<String, Control> controls) {
        threads.setName("node");
        threads.setDaemon(true);
        client = client(threads, "router");
        router = new Router(client, folder.originSecret());
        control = opened(0);
        shared = shared(folder, routerPort);
        server.addConnector(control);
        server.addConnector(shared);
        server.setHandler(new GracefulHandler(new Fork(controls.apply(folder.controlSecret()), router)));
        server.setStopTimeout(TimeUnit.SECONDS.toMillis(10));
        run(client);
        run(server);
    }

    /// Control and routing are told apart by the port, never by anything that a request says.
    private final class Fork extends Handler.Abstract.NonBlocking {
        private final Control commands;
        private final Router requests;

        Fork(Control commands, Router requests) {
            this.commands = commands;
            this.requests = requests;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return Request.getLocalPort(request) == controlPort()
                    ? commands.handle(request, response, callback)
                    : requests.handle(request, response, callback);
        }
    }

    private ServerConnector opened(int port) {
        ServerConnector connector = connector(port);
        try {
            connector.open();
            return connector;
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.port",
                    "The node cannot listen on any port of 127.0.0.1: " + e.getMessage() + ".",
                    "Let its user open local ports; arelops doctor tries one.",
                    e);
        }
    }

    /// Two nodes of a machine want the same port for host names: the second takes a free one, and keeps it.
    private ServerConnector shared(DataFolder folder, int wanted) {
        for (int port : folder.routerPort().orElse(wanted) == wanted
                ? new int[] {wanted}
                : new int[] {folder.routerPort().getAsInt(), wanted}) {
            ServerConnector connector = connector(port);
            try {
                connector.open();
                return connector;
            } catch (IOException e) {
                LOG.warn("port {} is in use by another program; host names get another one", port);
            }
        }
        ServerConnector free = opened(0);
        folder.saveRouterPort(free.getLocalPort());
        return free;
    }

    static void run(LifeCycle part) {
        try {
            LifeCycle.start(part);
        } catch (IllegalStateException e) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "node.start",
                    "The node's HTTP part could not be started: " + e.getMessage() + ".",
                    "See the node's log; starting it again may help.",
                    e);
        }
    }

    static HttpClient client(QueuedThreadPool threads, String name) {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setName(name);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setConnectTimeout(2000);
        client.setIdleTimeout(CLIENT_IDLE_MILLIS);
        client.setDestinationIdleTimeout(60_000);
        client.setMaxConnectionsPerDestination(2048);
        client.setMaxRequestsQueuedPerDestination(10_000);
        client.setRequestBufferSize(HEADERS);
        client.setMaxResponseHeadersSize(HEADERS);
        client.setHttpCookieStore(new org.eclipse.jetty.http.HttpCookieStore.Empty());
        client.setDefaultRequestContentType(null);
        return client;
    }

    private ServerConnector connector(int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADERS);
        http.setResponseHeaderSize(HEADERS);
        // What a path means is for the app to say.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector =
                new ServerConnector(server, null, null, null, 0, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        // Longer than an exchange may be silent, so that it is the exchange that ends with a sentence.
        connector.setIdleTimeout(TimeUnit.SECONDS.toMillis(Exchange.IDLE_SECONDS + 30));
        return connector;
    }

    HttpClient client() {
        return client;
    }

    Router router() {
        return router;
    }

    int controlPort() {
        return control.getLocalPort();
    }

    int routerPort() {
        return shared.getLocalPort();
    }

    /// Opens a slot's port, if it is not open yet; what stands in the way is kept for [#trouble(SlotKeeper)].
    synchronized void listen(SlotKeeper keeper) {
        Door door = doors.get(keeper);
        if (door != null && door.trouble().isEmpty()) {
            return;
        }
        ServerConnector connector = connector(keeper.port());
        try {
            connector.open();
            server.addConnector(connector);
            run(connector);
            doors.put(keeper, new Door(connector, ""));
        } catch (IOException e) {
            if (door == null) {
                LOG.warn("port {} of {} is in use by another program", keeper.port(), keeper.slot());
            }
            doors.put(
                    keeper,
                    new Door(
                            connector,
                            "Port " + keeper.port() + " is in use by another program; the host name works."));
        }
    }

    /// Closes a slot's port for good.
    synchronized void leave(SlotKeeper keeper) {
        Door door = doors.remove(keeper);
        if (door != null) {
            LifeCycle.stop(door.connector());
            server.removeConnector(door.connector());
        }
    }

    String trouble(SlotKeeper keeper) {
        Door door = doors.get(keeper);
        return door == null ? "The port is not open yet." : door.trouble();
    }

    /// Lets requests in flight end, for some seconds, and closes all ports.
    @Override
    public void close() {
        LifeCycle.stop(server);
        LifeCycle.stop(client);
    }
}
