package arelops.app.config;

import arelops.core.policy.Command;
import arelops.core.policy.NotInThisRelease;
import arelops.core.policy.Policy;
import arelops.core.policy.Recipe;
import arelops.core.policy.Recipes;
import arelops.core.policy.Relaxed;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The effective config, each value with where it comes from, and what is looser than the standard.
public record Explanation(List<Line> lines, List<Relaxed> relaxed, List<NotInThisRelease> notInThisRelease) {
    /// One value: `origin` is `default`, `.arelops.yaml:9` or `detected from pom.xml`; `note` is empty or a sentence.
    public record Line(String key, String value, String origin, String note) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEY_WIDTH = 44;
    private static final int VALUE_WIDTH = 40;

    public Explanation {
        lines = List.copyOf(lines);
        relaxed = List.copyOf(relaxed);
        notInThisRelease = List.copyOf(notInThisRelease);
    }

    static Explanation of(String file, Policy policy, Recipes recipes, Origins origins, Detected detected) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean several = policy.apps().size() > 1 || origins.of("apps").isPresent();
        for (Recipe recipe : recipes.apps()) {
            recipe(values, recipe, several ? "apps." + recipe.app() + "." : "");
        }
        values.putAll(policy.text());
        OriginText origin = new OriginText(file, origins, detected);
        List<Line> lines = new ArrayList<>();
        values.forEach((key, value) -> lines.add(new Line(key, value, origin.of(key, value), note(key, policy))));
        return new Explanation(lines, policy.relaxed(), policy.notInThisRelease());
    }

    private static void recipe(Map<String, String> values, Recipe recipe, String at) {
        values.put(at + "build", recipe.build().map(Command::line).orElse("none"));
        values.put(at + "run", recipe.run().orElse("none"));
        values.put(at + "health", recipe.health());
        values.put(
                at + "artifact",
                recipe.artifact().isEmpty()
                        ? "the clean copy after the build"
                        : recipe.artifact().toString());
        recipe.checks().forEach((name, command) -> values.put("checks." + name, command.line()));
    }

    private static String note(String key, Policy policy) {
        for (NotInThisRelease thing : policy.notInThisRelease()) {
            if (thing.key().equals(key)) {
                return thing.sentence();
            }
        }
        for (Relaxed relaxed : policy.relaxed()) {
            if (relaxed.key().equals(key)) {
                return relaxed.sentence();
            }
        }
        return "";
    }

    private record OriginText(String file, Origins origins, Detected detected) {
        private String of(String key, String value) {
            String inApp = key.replaceFirst("^apps\\.[^.]+\\.", "");
            for (String candidate : List.of(key, inApp, key.endsWith(".accept") ? "accept" : key)) {
                if (origins.of(candidate).isPresent()) {
                    return file + ":" + origins.of(candidate).get().line();
                }
            }
            boolean found = (key.equals("build") && detected.build().equals(Optional.of(value)))
                    || (key.equals("run") && detected.run().equals(Optional.of(value)))
                    || (key.startsWith("checks.") && origins.of("checks").isEmpty());
            return found ? "detected from " + detected.from() : "default";
        }
    }

    /// The explanation as a terminal shows it.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(pad(line.key(), KEY_WIDTH)).append("  ").append(pad(shown(line.value()), VALUE_WIDTH));
            text.append("  ").append(line.origin()).append('\n');
        }
        section(
                text,
                "Looser than the standard",
                relaxed.stream().map(r -> r.key() + ": " + r.sentence()).toList());
        section(
                text,
                "Not in this release",
                notInThisRelease.stream()
                        .map(t -> t.key() + ": " + t.sentence())
                        .toList());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            text.append('\n').append(title).append('\n');
            sentences.forEach(
                    sentence -> text.append("  ").append(shown(sentence)).append('\n'));
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /// The explanation as one JSON object: `v`, `values`, `relaxed`, `notInThisRelease`.
    public String json() {
        ObjectNode root = JSON.createObjectNode().put("v", 1);
        ArrayNode values = root.putArray("values");
        lines.forEach(line -> values.addObject()
                .put("key", line.key())
                .put("value", line.value())
                .put("origin", line.origin())
                .put("note", line.note()));
        ArrayNode loose = root.putArray("relaxed");
        relaxed.forEach(r -> loose.addObject().put("key", r.key()).put("sentence", r.sentence()));
        ArrayNode missing = root.putArray("notInThisRelease");
        notInThisRelease.forEach(thing -> {
            ObjectNode node = missing.addObject().put("key", thing.key()).put("gate", thing.gate());
            thing.environment().ifPresent(name -> node.put("environment", name.text()));
            node.put("declared", thing.declared()).put("sentence", thing.sentence());
        });
        return root.toPrettyString() + "\n";
    }
}
