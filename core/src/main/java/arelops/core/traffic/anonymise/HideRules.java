package arelops.core.traffic.anonymise;

import java.util.List;

/// All rules of a recording.
///
/// At each value the first of these that says something is followed: `hide`, `keep`, the standard
/// rules, what holds
/// for the object or element around it, and else the default. The default of a JSON, form, multipart or
/// XML value is
/// a pseudonym (an allow-list); of headers, path and query see `docs/anonymise.md`.
///
/// @param keep values that stay as they are, apart from what a detector finds in them; their action
/// does not count
public record HideRules(List<HideRule> hide, List<HideRule> keep, Bodies bodies) {
    /// What becomes of values in bodies that no rule names.
    public enum Bodies {
        /// They become pseudonyms: only what is kept by name stays.
        ALLOW_LIST,
        /// They stay, apart from what a detector finds in them.
        DENY_LIST
    }

    /// Copies the lists.
    public HideRules {
        hide = List.copyOf(hide);
        keep = List.copyOf(keep);
    }

    /// The standard rules alone, with an allow-list.
    public static HideRules standard() {
        return new HideRules(List.of(), List.of(), Bodies.ALLOW_LIST);
    }
}
