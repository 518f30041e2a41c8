package arelops.app.config;

import arelops.core.policy.MonitorServer;
import arelops.core.policy.Percent;
import arelops.core.policy.Problem;
import arelops.core.policy.QueryWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the entries of `watch` that ask a metric store, and tells what is wrong with how they are written.
final class QueriesReader {
    private static final String FROM = "prometheus";
    private static final List<String> LIMITS = List.of("worse", "fewer", "max", "min");
    private static final List<String> OF_ALERTS = List.of("labels", "heartbeat", "silenced", "release");
    private static final Pattern NAMED = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");

    private QueriesReader() {}

    static boolean isQuery(Section watched) {
        return watched.has("query") || watched.text("from").equals(Optional.of(FROM));
    }

    static QueryWatch read(String name, Section watched) {
        return new QueryWatch(
                name,
                new MonitorServer(watched.text("server").orElse(""), watched.text("token")),
                watched.text("query").orElse(""),
                comparison(watched));
    }

    private static Optional<QueryWatch.Comparing> comparison(Section watched) {
        Optional<Percent> worse = watched.percent("worse");
        Optional<Percent> fewer = watched.percent("fewer");
        QueryWatch.Kind kind = watched.word("kind", QueryWatch.Kind.class).orElse(QueryWatch.Kind.GAUGE);
        boolean critical = watched.onOff("critical").orElse(true);
        return worse.or(() -> fewer)
                .map(tolerance -> new QueryWatch.Comparing(
                        kind,
                        worse.isEmpty()
                                ? QueryWatch.Worse.FEWER
                                : fewer.isEmpty() ? QueryWatch.Worse.MORE : QueryWatch.Worse.EITHER,
                        tolerance,
                        critical));
    }

    /// What is wrong with an entry, if anything; what is wrong with a single value is said elsewhere.
    static List<Problem> problems(String name, Section watched, Origins origins) {
        String at = "watch." + name;
        List<Problem> problems = new ArrayList<>();
        OF_ALERTS.stream()
                .filter(watched::has)
                .forEach(key -> problems.add(new Problem(
                        at + "." + key, "only alerts have the key " + key + ".", "Add from: alertmanager.")));
        watched.text("from")
                .filter(from -> !from.equals(FROM))
                .ifPresent(from -> problems.add(new Problem(
                        at + ".from", "a query is asked of a Prometheus, not of " + from + ".", "Drop the key.")));
        if (origins.of(at + ".query").isEmpty()) {
            problems.add(new Problem(at, "nothing says what is asked for.", "Add query: a query in PromQL."));
        }
        if (origins.of(at + ".server").isEmpty()) {
            problems.add(
                    new Problem(at, "nothing says where the query is asked.", "Add server: http://127.0.0.1:9090."));
        }
        limits(at, watched, problems);
        watched.text("query").ifPresent(query -> variables(at + ".query", query, watched, problems));
        return problems;
    }

    private static void limits(String at, Section watched, List<Problem> problems) {
        Optional<Percent> worse = watched.percent("worse");
        Optional<Percent> fewer = watched.percent("fewer");
        if (LIMITS.stream().noneMatch(watched::has)) {
            problems.add(new Problem(
                    at, "nothing says how much is too much.", "Add worse: 10%, or fewer: 5%, beside the baseline."));
        }
        if (worse.isPresent() && fewer.isPresent() && !worse.equals(fewer)) {
            problems.add(new Problem(
                    at + ".fewer",
                    "where more and fewer are both worse, one tolerance holds for both.",
                    "Write the same share twice, or make two measures."));
        }
    }

    private static void variables(String at, String query, Section watched, List<Problem> problems) {
        NAMED.matcher(query)
                .results()
                .map(found -> found.group())
                .filter(found -> !QueryWatch.VARIABLES.contains(found))
                .findFirst()
                .ifPresent(unknown -> problems.add(new Problem(
                        at,
                        "there is no " + unknown + " here.",
                        "A query knows " + String.join(", ", QueryWatch.VARIABLES) + ".")));
        boolean compares = watched.has("worse") || watched.has("fewer");
        if (compares && QueryWatch.TELLING.stream().noneMatch(query::contains)) {
            problems.add(new Problem(
                    at,
                    "the query asks the same for the canary and for its baseline.",
                    "Tell them apart by one of " + String.join(", ", QueryWatch.TELLING) + "."));
        }
    }
}
