package arelops.app.node;

import arelops.app.deploy.Arm;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Origin;
import arelops.core.id.Slot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The reverse proxy: finds the slot or the deployment by port or host name, and hands the request to an
/// [Exchange].
///
/// It never blocks a thread: bodies are passed on chunk by chunk, each when the other side has taken the last.
/// Upgrades (WebSocket) and trailers are not passed on.
final class Router extends Handler.Abstract.NonBlocking {
    /// With the key of the data folder: which arm and origin a request is meant to have.
    static final String KEY = "x-arelops-key";

    /// Towards the router the origin that a trusted sender means; towards an app what it may need to know of it.
    static final String ORIGIN = "x-arelops-origin";
    static final String ARM = "x-arelops-arm";

    /// Tells the app in an environment that stands by that this is a user's request, which it serves now.
    static final String ROLE = "x-arelops-role";

    private final HttpClient client;
    private final byte[] key;
    private final HeldBack held;
    private volatile boolean closed;
    private volatile Addresses addresses = Addresses.NONE;

    Router(HttpClient client, String key) {
        this.client = client;
        this.key = key.getBytes(StandardCharsets.US_ASCII);
        this.held = new HeldBack(client);
    }

    /// The host name of a slot's shared address, for example `beta.hello.localhost`.
    static String host(Slot slot) {
        return slot.environment().text() + "." + slot.app().text() + ".localhost";
    }

    /// A shorter host name: `pr-7.test.localhost` for the TEST environment of a change, whose slot is called
    /// `pr-7`.
    static Optional<String> alias(Slot slot) {
        return slot.environment().text().startsWith("pr-")
                ? Optional.of(slot.environment().text() + ".test.localhost")
                : Optional.empty();
    }

    /// Whether this host name leads to this slot now.
    boolean is(String host, SlotKeeper keeper) {
        Addresses.Target target = addresses.hosts().get(host);
        return target != null && target.keeper() == keeper;
    }

    /// The host name of a deployment's own address.
    static String host(Slot slot, DeploymentId deployment) {
        return deployment + "." + host(slot);
    }

    /// From now on no request is passed on; those under way end as they would.
    void close() {
        closed = true;
        held.close();
    }

    /// Nobody is held back any more, so that the end need not wait for it.
    void letGo() {
        held.close();
    }

    void use(Addresses newAddresses) {
        addresses = newAddresses;
    }

    HttpClient client() {
        return client;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (closed) {
            say(response, 503, "ARelOps was stopped on this machine, with its apps.", callback);
            return true;
        }
        String host = Optional.ofNullable(Request.getServerName(request)).orElse("");
        Optional<Addresses.Target> target =
                addresses.find(Request.getLocalPort(request), host.toLowerCase(Locale.ROOT));
        if (target.isEmpty()) {
            say(response, 404, "No app has the address " + host + " on this port.", callback);
            return true;
        }
        boolean trusted = trusted(request);
        Optional<FaultRun> tried = FaultRun.of(target.get().faults(), request.getHeaders());
        Origin origin = tried.isPresent() ? Origin.TRIED : trusted ? origin(request) : Origin.USER;
        Optional<Arm> arm = trusted ? arm(request) : Optional.empty();
        Exchange exchange =
                new Exchange(this, target.get(), new Exchange.Wish(origin, arm), request, response, callback);
        tried.flatMap(FaultRun::next)
                .map(Harm::new)
                .ifPresentOrElse(harm -> harm.befall(exchange, request, response, callback, held), exchange::begin);
        return true;
    }

    private boolean trusted(Request request) {
        String given = request.getHeaders().get(KEY);
        return given != null && MessageDigest.isEqual(key, given.getBytes(StandardCharsets.UTF_8));
    }

    private static Origin origin(Request request) {
        String given = request.getHeaders().get(ORIGIN);
        for (Origin origin : Origin.values()) {
            if (origin.name().equals(given)) {
                return origin;
            }
        }
        return Origin.USER;
    }

    private static Optional<Arm> arm(Request request) {
        String given = request.getHeaders().get(ARM);
        for (Arm arm : Arm.values()) {
            if (arm.name().equals(given)) {
                return Optional.of(arm);
            }
        }
        return Optional.empty();
    }

    /// Answers with one plain sentence.
    static void say(Response response, int status, String sentence, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, sentence + "\n", callback);
    }
}
