package arelops.app.node;

import arelops.core.alarm.InjectedFault;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What an injected fault does to one request of a replay.
record Harm(InjectedFault fault) {
    /// Tells whoever looks at such an answer.
    private static final String HEADER = "X-ARelOps-Fault";

    void befall(Exchange exchange, Request request, Response response, Callback callback, HeldBack held) {
        switch (fault) {
            case InjectedFault.Latency latency -> held.hold(latency.by(), exchange::begin);
            case InjectedFault.Errors errors ->
                exchange.broken(() -> {
                    response.getHeaders().put(HEADER, fault.name());
                    Router.say(response, errors.status(), "ARelOps injected this error into a replay.", callback);
                });
            case InjectedFault.Drop _ ->
                exchange.broken(() -> {
                    request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .close();
                    callback.failed(new EofException("ARelOps dropped the connection of a replay"));
                });
        }
    }
}
