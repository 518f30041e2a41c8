package arelops.core.traffic.anonymise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The text form of rules.
///
/// | text | what |
/// |---|---|
/// | `authorization` | a header |
/// | `cookie.sid` | a cookie; `cookie.*` each |
/// | `?token` | a parameter of the query |
/// | `/users/*` | the segment at the `*`, below paths that begin so |
/// | `$.card.number`, `$.items[*].name`, `$..email` | JSON |
/// | `form.iban` | a field of a form |
/// | `part.photo` | a part of a multipart body |
/// | `xml:/order/customer`, `xml://email`, `xml://user/@id` | XML |
/// | `*.email` | a field of that name in any query, form, part, JSON or XML |
public final class HideRuleText {
    private HideRuleText() {}

    /// What a text was read as.
    public sealed interface Parsed {
        /// A rule.
        record Rule(HideRule rule) implements Parsed {}

        /// No rule.
        ///
        /// @param at the index of the character from which on the text is not understood
        /// @param mend how to write it
        record Wrong(String text, int at, String because, String mend) implements Parsed {}
    }

    /// A rule that replaces values by pseudonyms.
    public static Parsed parse(String text) {
        return parse(text, "fake");
    }

    /// A rule as it is written alone: `RULE`, or `RULE=drop`, `=blank`, `=hash`, `=fake`.
    public static Parsed written(String text) {
        for (Action action : Action.values()) {
            String end = "=" + action.name().toLowerCase(Locale.ROOT);
            if (text.endsWith(end)) {
                return parse(text.substring(0, text.length() - end.length()), action);
            }
        }
        return parse(text);
    }

    /// A rule with an action: `drop`, `blank`, `hash` or `fake`.
    public static Parsed parse(String text, String with) {
        for (Action action : Action.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(with)) {
                return parse(text, action);
            }
        }
        return new Parsed.Wrong(with, 0, "no way to hide a value", "with: drop, blank, hash or fake");
    }

    private static Parsed parse(String text, Action action) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return new Parsed.Wrong(text, 0, "empty", "a header's name, ?name, cookie.name, /path/*, $.path or *.name");
        }
        if (trimmed.startsWith("$")) {
            return json(trimmed, action);
        }
        if (trimmed.startsWith("/")) {
            return path(trimmed, action);
        }
        if (trimmed.startsWith("xml:")) {
            return xml(trimmed, action);
        }
        if (trimmed.startsWith("?")) {
            return named(Place.QUERY, trimmed, 1, action);
        }
        if (trimmed.startsWith("*.")) {
            return named(Place.FIELD, trimmed, 2, action);
        }
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith("cookie.")) {
            return named(Place.COOKIE, trimmed, 7, action);
        }
        if (lower.startsWith("form.")) {
            return named(Place.FORM, trimmed, 5, action);
        }
        if (lower.startsWith("part.")) {
            return named(Place.PART, trimmed, 5, action);
        }
        for (int i = 0; i < trimmed.length(); i++) {
            if (!isToken(trimmed.charAt(i))) {
                return new Parsed.Wrong(
                        text,
                        i,
                        "not the name of a header",
                        "write ?name for the query, cookie.name, form.name, part.name, /path/*, $.path or xml:/path");
            }
        }
        return new Parsed.Rule(new HideRule(Place.HEADER, List.of(new Step.Named(lower)), action, trimmed));
    }

    private static Parsed named(Place place, String text, int from, Action action) {
        String name = text.substring(from);
        if (name.isBlank()) {
            return new Parsed.Wrong(text, from, "a name is missing", text + "name");
        }
        Step step = name.equals("*") ? new Step.Any() : new Step.Named(name);
        return new Parsed.Rule(new HideRule(place, List.of(step), action, text));
    }

    private static Parsed path(String text, Action action) {
        List<Step> steps = new ArrayList<>();
        int at = 1;
        boolean hides = false;
        while (at <= text.length()) {
            int slash = text.indexOf('/', at);
            int end = slash < 0 ? text.length() : slash;
            String segment = text.substring(at, end);
            if (segment.isEmpty()) {
                return new Parsed.Wrong(text, at, "an empty segment", "/users/* hides what follows /users/");
            }
            if (segment.indexOf('*') >= 0 && !segment.equals("*")) {
                return new Parsed.Wrong(
                        text, at + segment.indexOf('*'), "a * inside a segment", "only a whole segment: *");
            }
            hides |= segment.equals("*");
            steps.add(segment.equals("*") ? new Step.Any() : new Step.Named(segment));
            at = end + 1;
        }
        if (!hides) {
            return new Parsed.Wrong(text, text.length(), "it says no segment to hide", text + "/*");
        }
        return new Parsed.Rule(new HideRule(Place.PATH, steps, action, text));
    }

    private static Parsed json(String text, Action action) {
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                int end = text.indexOf(']', at);
                String index = end < 0 ? "" : text.substring(at + 1, end);
                if (index.equals("*")) {
                    steps.add(new Step.Any());
                } else if (!index.isEmpty()
                        && index.length() < 8
                        && index.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    steps.add(new Step.At(Integer.parseInt(index)));
                } else if (index.length() > 2 && index.startsWith("'") && index.endsWith("'")) {
                    steps.add(new Step.Named(index.substring(1, index.length() - 1)));
                } else {
                    return new Parsed.Wrong(text, at, "no index", "[0], [*] or ['a name']");
                }
                at = end + 1;
                continue;
            }
            if (text.charAt(at) != '.') {
                return new Parsed.Wrong(text, at, "neither . nor [", "$.card.number, $.items[*].name or $..email");
            }
            at++;
            if (at < text.length() && text.charAt(at) == '.') {
                steps.add(new Step.Down());
                at++;
            }
            int end = at;
            while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                end++;
            }
            if (end == at) {
                return new Parsed.Wrong(text, at, "a name is missing", "$.card.number, $.items[*].name or $..email");
            }
            String name = text.substring(at, end);
            steps.add(name.equals("*") ? new Step.Any() : new Step.Named(name));
            at = end;
        }
        if (steps.isEmpty()) {
            steps.add(new Step.Down());
            steps.add(new Step.Any());
        }
        return new Parsed.Rule(new HideRule(Place.JSON, steps, action, text));
    }

    private static Parsed xml(String text, Action action) {
        List<Step> steps = new ArrayList<>();
        int at = 4;
        while (at < text.length()) {
            if (text.charAt(at) != '/') {
                return new Parsed.Wrong(text, at, "a / is missing", "xml:/order/customer or xml://email");
            }
            at++;
            if (at < text.length() && text.charAt(at) == '/') {
                steps.add(new Step.Down());
                at++;
            }
            int slash = text.indexOf('/', at);
            int end = slash < 0 ? text.length() : slash;
            if (end == at) {
                return new Parsed.Wrong(text, at, "a name is missing", "xml:/order/customer or xml://email");
            }
            String name = text.substring(at, end);
            steps.add(name.equals("*") ? new Step.Any() : new Step.Named(name));
            at = end;
        }
        if (steps.isEmpty()) {
            return new Parsed.Wrong(text, 4, "a path is missing", "xml:/order/customer or xml://email");
        }
        return new Parsed.Rule(new HideRule(Place.XML, steps, action, text));
    }

    private static boolean isToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#%&'^_`|~+-.".indexOf(c) >= 0;
    }
}
