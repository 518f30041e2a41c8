package arelops.app.traffic;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Finds segments of paths that look like ids and are stored as they came, and tells the rule that would hide them,
/// never a value. For one thread.
///
/// Numbers, UUIDs and long hexadecimal ids in paths become others without a rule; `u4711` or `order-00123` do not.
final class PathIds {
    /// What is in a path again and again, `sha256`, is no id.
    private static final int DIFFERENT = 3;

    private static final int FEWEST_DIGITS = 3;
    private static final int LONGEST = 64;
    private static final int MOST_RULES = 1_000;

    /// What is told as it is, is a word of a route: short, of letters. Where more of them than so many stand at one
    /// place they may be names.
    private static final Pattern WORD = Pattern.compile("[A-Za-z](?:[A-Za-z_-]{0,23}|[0-9]{1,2})");
    private static final int FEW = 8;
    private static final String ANY = "*";
    private static final String ENDS = "/ ?#;\r\n";

    private final Map<String, Seen> rules = new HashMap<>();

    private static final class Seen {
        private final Set<Integer> values = new HashSet<>();
        private long count;

        Seen plus(Seen other) {
            Seen both = new Seen();
            both.values.addAll(values);
            both.values.addAll(other.values);
            both.count = count + other.count;
            return both;
        }
    }

    /// Looks at a request, as it came and as it is stored.
    void look(HttpMessage came, HttpMessage stored) {
        List<String> is = segments(stored);
        if (is.stream().noneMatch(PathIds::isId)) {
            return;
        }
        List<String> was = segments(came);
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < Math.min(is.size(), was.size()); i++) {
            String segment = is.get(i);
            boolean kept = was.get(i).equals(segment);
            boolean id = kept && isId(segment);
            boolean told = kept && !id && WORD.matcher(segment).matches();
            rule.append('/').append(told ? segment : ANY);
            if (id) {
                count(rule.toString(), segment);
            }
        }
    }

    /// Rules that would hide them, and in how many requests; only where there are several values, and where the rule
    /// names some of the path.
    Map<String, Long> found() {
        Map<String, Long> found = new TreeMap<>();
        told().forEach((rule, seen) -> {
            boolean names =
                    List.of(rule.split("/", -1)).stream().anyMatch(part -> !part.isEmpty() && !part.equals(ANY));
            if (names && seen.values.size() >= DIFFERENT) {
                found.put(rule, seen.count);
            }
        });
        return found;
    }

    /// From the first place to the last: where many words stand behind the same beginning, none of them is told.
    private Map<String, Seen> told() {
        Map<String, Seen> all = rules;
        int longest = rules.keySet().stream()
                .mapToInt(rule -> rule.split("/", -1).length)
                .max()
                .orElse(0);
        for (int place = 1; place < longest; place++) {
            Map<String, Set<String>> words = new HashMap<>();
            for (String rule : all.keySet()) {
                List<String> parts = List.of(rule.split("/", -1));
                if (place < parts.size() && !parts.get(place).equals(ANY)) {
                    words.computeIfAbsent(beginning(parts, place), _ -> new HashSet<>())
                            .add(parts.get(place));
                }
            }
            Map<String, Seen> next = new HashMap<>();
            for (Map.Entry<String, Seen> entry : all.entrySet()) {
                List<String> parts = new ArrayList<>(List.of(entry.getKey().split("/", -1)));
                if (place < parts.size()
                        && words.getOrDefault(beginning(parts, place), Set.of()).size() > FEW) {
                    parts.set(place, ANY);
                }
                next.merge(String.join("/", parts), entry.getValue(), Seen::plus);
            }
            all = next;
        }
        return all;
    }

    private static String beginning(List<String> parts, int place) {
        return String.join("/", parts.subList(0, place));
    }

    private void count(String rule, String value) {
        if (rules.size() >= MOST_RULES && !rules.containsKey(rule)) {
            return;
        }
        Seen seen = rules.computeIfAbsent(rule, _ -> new Seen());
        seen.count++;
        if (seen.values.size() < DIFFERENT) {
            seen.values.add(value.hashCode());
        }
    }

    /// Of its path, without the query and without empty ones.
    private static List<String> segments(HttpMessage request) {
        Bytes head = request.head();
        byte[] in = head.array();
        int from = Bytes.indexOf(in, ' ', head.from(), head.to()) + 1;
        List<String> segments = new ArrayList<>();
        for (int at = from; at < head.to() && in[at] == '/'; ) {
            int end = at + 1;
            while (end < head.to() && ENDS.indexOf(in[end]) < 0) {
                end++;
            }
            if (end > at + 1) {
                segments.add(new String(in, at + 1, end - at - 1, StandardCharsets.ISO_8859_1));
            }
            at = end;
        }
        return segments;
    }

    /// Letters and digits together, and no word with a number at its end such as `v2`.
    private static boolean isId(String segment) {
        if (segment.length() > LONGEST) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c < 128 && Character.isLetter(c)) {
                letters++;
            } else if (c != '-' && c != '_') {
                return false;
            }
        }
        return letters > 0 && digits >= FEWEST_DIGITS;
    }
}
