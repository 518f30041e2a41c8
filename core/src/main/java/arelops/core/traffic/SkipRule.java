package arelops.core.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Requests that are not recorded, written `POST /charges`: that method, that path and all below it.
///
/// `*` stands for any method, or for any one segment of a path; without a method all are meant. Letter case, escapes,
/// doubled slashes and dots do not tell paths apart, so that no way of writing an address goes past a rule.
///
/// @param method empty for any
/// @param segments in lower case; `*` is any
public record SkipRule(Optional<String> method, List<String> segments, String text) {
    public SkipRule {
        segments = List.copyOf(segments);
    }

    /// What a text was read as.
    public sealed interface Parsed {
        /// A rule.
        record Rule(SkipRule rule) implements Parsed {}

        /// No rule.
        record Wrong(String because, String mend) implements Parsed {}
    }

    /// Reads a rule.
    public static Parsed parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        String path = words[words.length - 1];
        if (words.length > 2 || !path.startsWith("/")) {
            return new Parsed.Wrong(
                    "'" + text + "' names no path.", "Write POST /charges, or /charges for any method.");
        }
        Optional<String> method = words.length == 1 || words[0].equals("*") ? Optional.empty() : Optional.of(words[0]);
        if (method.isPresent() && !method.get().matches("[A-Za-z]{1,20}")) {
            return new Parsed.Wrong("'" + words[0] + "' is no method.", "Write one like POST, or * for any.");
        }
        if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            return new Parsed.Wrong("a rule has no query.", "Write the path alone; it holds whatever the query is.");
        }
        List<String> segments = segments(path);
        Optional<String> mixed = segments.stream()
                .filter(segment -> segment.indexOf('*') >= 0 && !segment.equals("*"))
                .findFirst();
        if (mixed.isPresent()) {
            return new Parsed.Wrong("a * inside a segment.", "A * stands for a whole segment: /users/*/cards.");
        }
        return new Parsed.Rule(new SkipRule(method.map(one -> one.toUpperCase(Locale.ROOT)), segments, text.strip()));
    }

    /// Whether a request is meant.
    ///
    /// @param target the path, with or without its query
    public boolean matches(String asked, String target) {
        if (method.isPresent() && !method.get().equalsIgnoreCase(asked)) {
            return false;
        }
        List<String> path = segments(target);
        if (path.size() < segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals("*") && !segments.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String target) {
        int end = target.length();
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) == '?' || target.charAt(i) == '#') {
                end = i;
                break;
            }
        }
        List<String> segments = new ArrayList<>();
        for (String part : decoded(target.substring(0, end)).split("/", -1)) {
            int parameters = part.indexOf(';');
            String segment = (parameters < 0 ? part : part.substring(0, parameters)).toLowerCase(Locale.ROOT);
            if (segment.equals("..") && !segments.isEmpty()) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%'
                    && i + 2 < raw.length
                    && HexFormat.isHexDigit(raw[i + 1])
                    && HexFormat.isHexDigit(raw[i + 2])) {
                bytes[length] = (byte) ((HexFormat.fromHexDigit(raw[i + 1]) << 4) | HexFormat.fromHexDigit(raw[i + 2]));
                i += 2;
            } else {
                bytes[length] = raw[i];
            }
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
