package arelops.app.alerts.alertmanager;

import arelops.app.alerts.AlertSource;
import arelops.app.ask.Credential;
import arelops.app.ask.ForeignServer;
import arelops.app.ask.Unanswered;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks an Alertmanager for the alerts that fire now.
public final class AlertmanagerSource implements AlertSource {
    private final Limits limits;
    private final Function<String, Credential> credentials;
    private final Map<MonitorServer, ForeignServer> servers = new ConcurrentHashMap<>();

    /// @param credentials the token of this name
    public AlertmanagerSource(Limits limits, Function<String, Credential> credentials) {
        this.limits = limits;
        this.credentials = credentials;
    }

    /// Bad news stands whatever else is not known. That nothing fires is told only while the heartbeat is there: an
    /// Alertmanager whose rule engine is down has no alerts, either.
    @Override
    public AlertAnswer ask(AlertWatch watch, Slot slot, Instant now) {
        try {
            ForeignServer server = servers.computeIfAbsent(watch.server(), this::server);
            List<Alert> alerts = asked(server, labels(watch, slot)).stream()
                    .map(AlertsJson.Told::alert)
                    .filter(alert -> !watch.heartbeat().equals(Optional.of(alert.name())))
                    .toList();
            if (watch.heartbeat().isPresent()
                    && alerts.stream().noneMatch(alert -> alert.state() instanceof Alert.State.Firing)) {
                listen(server, watch.heartbeat().get(), now);
            }
            return new AlertAnswer.Told(alerts);
        } catch (Unanswered e) {
            return unknown(watch, e.because());
        } catch (IllegalArgumentException e) {
            return unknown(watch, "its address " + e.getMessage());
        }
    }

    private static AlertAnswer unknown(AlertWatch watch, String because) {
        return new AlertAnswer.Unknown("Alertmanager at " + watch.server().address() + ": " + because);
    }

    private ForeignServer server(MonitorServer server) {
        return new ForeignServer(
                URI.create(server.address()),
                limits.answer(),
                limits.bytes(),
                server.token().map(credentials).orElse(Credential.NONE));
    }

    private static Map<String, String> labels(AlertWatch watch, Slot slot) {
        Map<String, String> labels = new TreeMap<>();
        watch.labels()
                .forEach((label, value) -> labels.put(
                        label,
                        value.replace("$APP", slot.app().text())
                                .replace("$ENV", slot.environment().text())));
        return labels;
    }

    private void listen(ForeignServer server, String heartbeat, Instant now) throws Unanswered {
        List<AlertsJson.Told> beats = asked(server, Map.of("alertname", heartbeat));
        if (beats.isEmpty()) {
            throw new Unanswered(
                    "the alert " + heartbeat + ", which always fires while rules are evaluated, is not there");
        }
        boolean fresh = beats.stream()
                .anyMatch(beat -> Duration.between(beat.updated(), now).abs().compareTo(limits.stale()) <= 0);
        if (!fresh) {
            throw new Unanswered("the alert " + heartbeat + " was last heard of at "
                    + beats.getLast().updated() + ", and it is " + now);
        }
    }

    private List<AlertsJson.Told> asked(ForeignServer server, Map<String, String> labels) throws Unanswered {
        String filter = labels.entrySet().stream()
                .map(label -> "filter="
                        + URLEncoder.encode(
                                label.getKey() + "=\"" + quoted(label.getValue()) + "\"", StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        ForeignServer.Answer answer = server.get("/api/v2/alerts?" + filter, limits.answer());
        if (answer.status() != 200) {
            throw new Unanswered("it answers with " + answer.status() + ": "
                    + AlertsJson.error(answer.body().bytes()));
        }
        return AlertsJson.read(answer.body().bytes(), labels);
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
