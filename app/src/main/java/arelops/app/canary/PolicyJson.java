package arelops.app.canary;

import arelops.core.canary.JudgePolicy;
import arelops.core.canary.MetricRule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The judge's policy as JSON: what is left out is standard, what is not known is refused.
public final class PolicyJson {
    public static final String CODE = "canary.policy";

    private PolicyJson() {}

    public static JudgePolicy read(Path file, String name) {
        return new JudgeFile(name, CODE).read(file, PolicyJson::of);
    }

    static JudgePolicy of(JsonPlace file) {
        known(file, Set.of("v", "alpha", "beta", "errors", "latency", "noise", "needs", "metrics"));
        JudgePolicy standard = JudgePolicy.standard();
        return new JudgePolicy(
                new JudgePolicy.Certainty(
                        number(file, "alpha", standard.certainty().alpha()),
                        number(file, "beta", standard.certainty().beta())),
                errors(file.find("errors"), standard.errors()),
                latency(file.find("latency"), standard.latency()),
                number(file, "noise", standard.noise()),
                needs(file.find("needs"), standard.needs()),
                file.find("metrics").map(PolicyJson::metrics).orElse(List.of()));
    }

    private static void known(JsonPlace place, Set<String> names) {
        List<String> strangers = place.strangers(names);
        if (!strangers.isEmpty()) {
            throw new JsonPlace.Malformed(
                    (place.path().isEmpty() ? "" : place.path() + ".") + strangers.getFirst(),
                    "is not known; there are "
                            + String.join(", ", names.stream().sorted().toList()));
        }
    }

    private static double number(JsonPlace place, String name, double standard) {
        return place.find(name).map(one -> one.number()).orElse(standard);
    }

    private static JudgePolicy.ErrorLimits errors(Optional<JsonPlace> given, JudgePolicy.ErrorLimits standard) {
        if (given.isEmpty()) {
            return standard;
        }
        known(given.get(), Set.of("odds", "inferiorOdds", "inferiorShare"));
        double odds = number(given.get(), "odds", standard.odds());
        return new JudgePolicy.ErrorLimits(
                odds,
                number(given.get(), "inferiorOdds", Math.max(standard.inferiorOdds(), 1.25 * odds)),
                number(given.get(), "inferiorShare", standard.inferiorShare()));
    }

    private static JudgePolicy.LatencyLimits latency(Optional<JsonPlace> given, JudgePolicy.LatencyLimits standard) {
        if (given.isEmpty()) {
            return standard;
        }
        known(given.get(), Set.of("worse", "inferior"));
        double worse = number(given.get(), "worse", standard.worse());
        return new JudgePolicy.LatencyLimits(
                worse, number(given.get(), "inferior", Math.max(standard.inferior(), 2 * worse)));
    }

    private static JudgePolicy.Needs needs(Optional<JsonPlace> given, JudgePolicy.Needs standard) {
        if (given.isEmpty()) {
            return standard;
        }
        known(given.get(), Set.of("requests", "staleAfter", "windows", "horizon"));
        return new JudgePolicy.Needs(
                given.get()
                        .find("requests")
                        .map(one -> one.count(1_000_000_000))
                        .orElse(standard.requests()),
                whole(given.get(), "staleAfter", standard.staleAfter()),
                whole(given.get(), "windows", standard.windows()),
                whole(given.get(), "horizon", standard.horizon()));
    }

    private static int whole(JsonPlace place, String name, int standard) {
        return place.find(name).map(one -> (int) one.count(1_000_000)).orElse(standard);
    }

    private static List<MetricRule> metrics(JsonPlace all) {
        List<MetricRule> rules = new ArrayList<>();
        for (JsonPlace one : all.items()) {
            known(one, Set.of("name", "kind", "direction", "tolerance", "inferior", "critical"));
            double tolerance = number(one, "tolerance", 0.2);
            rules.add(new MetricRule(
                    one.member("name").text(),
                    choice(MetricRule.Kind.values(), one.member("kind")),
                    one.find("direction")
                            .map(word -> choice(MetricRule.Direction.values(), word))
                            .orElse(MetricRule.Direction.MORE),
                    tolerance,
                    number(one, "inferior", Math.max(0.5, 2 * tolerance)),
                    one.find("critical").map(flag -> flag.flag()).orElse(true)));
        }
        return rules;
    }

    private static <E extends Enum<E>> E choice(E[] all, JsonPlace word) {
        List<String> words = new ArrayList<>();
        for (E one : all) {
            if (word(one).equals(word.text())) {
                return one;
            }
            words.add(word(one));
        }
        throw new JsonPlace.Malformed(
                word.path(), "is '" + word.text() + "', and one of " + String.join(", ", words) + " is expected");
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /// Every value in force.
    public static ObjectNode write(JudgePolicy policy) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("alpha", policy.certainty().alpha())
                .put("beta", policy.certainty().beta())
                .put("noise", policy.noise());
        out.putObject("errors")
                .put("odds", policy.errors().odds())
                .put("inferiorOdds", policy.errors().inferiorOdds())
                .put("inferiorShare", policy.errors().inferiorShare());
        out.putObject("latency")
                .put("worse", policy.latency().worse())
                .put("inferior", policy.latency().inferior());
        out.putObject("needs")
                .put("requests", policy.needs().requests())
                .put("staleAfter", policy.needs().staleAfter())
                .put("windows", policy.needs().windows())
                .put("horizon", policy.needs().horizon());
        ArrayNode metrics = out.putArray("metrics");
        for (MetricRule rule : policy.metrics()) {
            metrics.addObject()
                    .put("name", rule.name())
                    .put("kind", word(rule.kind()))
                    .put("direction", word(rule.direction()))
                    .put("tolerance", rule.tolerance())
                    .put("inferior", rule.inferior())
                    .put("critical", rule.critical());
        }
        return out;
    }
}
