package arelops.app.metrics.prometheus;

import arelops.app.ask.Credential;
import arelops.app.ask.Unanswered;
import arelops.app.metrics.QuerySource;
import arelops.app.metrics.QueryValue;
import arelops.core.policy.MonitorServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Asks Prometheus servers what a query gave at a moment.
public final class PrometheusQueries implements QuerySource {
    private final Limits limits;
    private final Function<String, Credential> credentials;
    private final Map<MonitorServer, QueryApi> servers = new ConcurrentHashMap<>();

    /// @param credentials the token of this name
    public PrometheusQueries(Limits limits, Function<String, Credential> credentials) {
        this.limits = limits;
        this.credentials = credentials;
    }

    @Override
    public QueryValue ask(MonitorServer server, String query, Instant at, Duration back) {
        String who = "Prometheus at " + server.address() + ": ";
        try {
            return switch (servers.computeIfAbsent(server, this::api).value(query, at, back)) {
                case QueryValue.Nothing(String because) -> new QueryValue.Nothing(who + because);
                case QueryValue.Told told -> told;
                case QueryValue.Failed failed -> failed;
            };
        } catch (Unanswered e) {
            return new QueryValue.Failed(who + e.because());
        } catch (IllegalArgumentException e) {
            return new QueryValue.Failed(who + "its address " + e.getMessage());
        }
    }

    private QueryApi api(MonitorServer server) {
        return new QueryApi(
                URI.create(server.address()),
                limits,
                server.token().map(credentials).orElse(Credential.NONE));
    }
}
