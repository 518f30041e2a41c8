package arelops.core.difference;

import java.util.List;
import java.util.Map;

/// Where two answers differ. With another status nothing else is compared: the rest follows from it.
final class AnswerComparison {
    private AnswerComparison() {}

    static void compare(AnswerReading base, AnswerReading other, Ignored ignored, Differences out) {
        if (base.status() != other.status()) {
            out.differ(
                    Aspect.VALUE,
                    "status",
                    () -> Integer.toString(base.status()),
                    () -> Integer.toString(other.status()));
            if (!ignored.covers("status")) {
                return;
            }
        }
        headers(base.headers(), other.headers(), out);
        if (!base.body().equals(other.body())) {
            bodies(base, other, out);
        }
    }

    private static void headers(Map<String, List<String>> base, Map<String, List<String>> other, Differences out) {
        base.forEach((place, values) -> {
            List<String> others = other.getOrDefault(place, List.of());
            if (others.isEmpty()) {
                out.differ(Aspect.MISSING, place, () -> sample(values), () -> "");
            } else if (!values.equals(others)) {
                Aspect aspect = TreeComparison.ofTexts(text(values), text(others), false);
                out.differ(aspect, place, () -> sample(values), () -> sample(others));
            }
        });
        other.forEach((place, values) -> {
            if (!base.containsKey(place)) {
                out.differ(Aspect.NEW, place, () -> "", () -> sample(values));
            }
        });
    }

    private static void bodies(AnswerReading base, AnswerReading other, Differences out) {
        boolean kept = base.body() instanceof Body.Whole && other.body() instanceof Body.Whole;
        if (kept && base.isJson() && other.isJson()) {
            new TreeComparison(base.tree(), other.tree(), out).compare();
            return;
        }
        boolean sameKind = !kept || base.isJson() == other.isJson();
        out.differ(sameKind ? Aspect.VALUE : Aspect.KIND, "body", base::sample, other::sample);
    }

    private static String text(List<String> values) {
        return String.join(", ", values);
    }

    private static String sample(List<String> values) {
        return Example.cut(text(values));
    }
}
