package arelops.core.traffic.anonymise;

import java.util.List;

/// What becomes of the values at one place: hidden in a way, or (in a list of what is kept) left as
/// they are.
///
/// @param steps of a header, cookie, query, form, part or field one name or `Any`; of others a path
/// @param text as it was written; counts and reports name the rule by it
public record HideRule(Place place, List<Step> steps, Action action, String text) {
    /// Copies the steps.
    public HideRule {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a rule needs a name or a path: " + text);
        }
    }
}
