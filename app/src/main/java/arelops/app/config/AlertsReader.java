package arelops.app.config;

import arelops.core.policy.AlertWatch;
import arelops.core.policy.MonitorServer;
import arelops.core.policy.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the entries of `watch` that are alerts, and tells what is wrong with how they are written.
final class AlertsReader {
    private static final String FROM = "alertmanager";
    private static final List<String> OF_ALERTS =
            List.of("server", "token", "labels", "heartbeat", "silenced", "release");
    private static final List<String> OF_MEASURES =
            List.of("query", "kind", "critical", "max", "min", "worse", "fewer");
    private static final List<String> OF_QUERIES = List.of("kind", "critical");
    private static final Set<String> KNOWN = Set.of("$APP", "$ENV");
    private static final Pattern NAMED = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");

    private AlertsReader() {}

    static boolean isAlerts(Section watched) {
        return watched.text("from").equals(Optional.of(FROM));
    }

    static AlertWatch read(String name, Section watched) {
        Map<String, String> labels = new LinkedHashMap<>();
        watched.section("labels")
                .entries()
                .forEach(entry -> Section.scalar(entry.value())
                        .ifPresent(value -> labels.put(entry.key().text(), value)));
        return new AlertWatch(
                name,
                new MonitorServer(watched.text("server").orElse(""), watched.text("token")),
                labels,
                Optional.of(watched.text("heartbeat").orElse(AlertWatch.HEARTBEAT))
                        .filter(heartbeat -> !heartbeat.equals("off")),
                watched.word("silenced", AlertWatch.Silenced.class).orElse(AlertWatch.Silenced.WAIT),
                watched.text("release"));
    }

    /// What is wrong with an entry, if anything; what is wrong with a single value is said elsewhere.
    static List<Problem> problems(String name, Section watched, Origins origins) {
        String at = "watch." + name;
        List<Problem> problems = new ArrayList<>();
        if (!isAlerts(watched)) {
            OF_ALERTS.stream()
                    .filter(watched::has)
                    .forEach(key -> problems.add(new Problem(
                            at + "." + key, "only alerts have the key " + key + ".", "Add from: " + FROM + ".")));
            OF_QUERIES.stream()
                    .filter(watched::has)
                    .forEach(key -> problems.add(new Problem(
                            at + "." + key, "only a query has the key " + key + ".", "Add a query and its server.")));
            return problems;
        }
        OF_MEASURES.stream()
                .filter(watched::has)
                .forEach(key -> problems.add(new Problem(
                        at + "." + key, "alerts have no " + key + ": their rules have the limits.", "Drop the key.")));
        if (origins.of(at + ".server").isEmpty()) {
            problems.add(
                    new Problem(at, "nothing says where alerts are asked for.", "Add server: http://127.0.0.1:9093."));
        }
        if (watched.section("labels").entries().isEmpty()
                && (watched.has("labels") || origins.of(at + ".labels").isEmpty())) {
            problems.add(
                    new Problem(at, "without labels every alert would count, everywhere.", "Add labels: {env: $ENV}."));
        }
        watched.section("labels")
                .entries()
                .forEach(entry -> Section.scalar(entry.value())
                        .flatMap(AlertsReader::unknown)
                        .ifPresent(unknown -> problems.add(new Problem(
                                at + ".labels." + entry.key().text(),
                                "there is no " + unknown + " here.",
                                "$APP and $ENV stand for the app and the environment."))));
        return problems;
    }

    private static Optional<String> unknown(String value) {
        return NAMED.matcher(value)
                .results()
                .map(found -> found.group())
                .filter(found -> !KNOWN.contains(found))
                .findFirst();
    }
}
