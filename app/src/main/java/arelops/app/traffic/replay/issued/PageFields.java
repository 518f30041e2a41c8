package arelops.app.traffic.replay.issued;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hidden fields and `meta` names of a page with their values.
final class PageFields {
    private static final Pattern TAG = Pattern.compile("<(input|meta)\\b([^>]{0,8192})>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z-]{1,40})\\s{0,8}=\\s{0,8}(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern NUMBER = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));");

    private PageFields() {}

    /// The first value of each name.
    static Map<String, String> of(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher tags = TAG.matcher(page);
        while (tags.find()) {
            Map<String, String> attributes = attributes(tags.group(2));
            boolean input = tags.group(1).equalsIgnoreCase("input");
            boolean hidden = attributes.getOrDefault("type", "").equalsIgnoreCase("hidden");
            String name = attributes.getOrDefault("name", "");
            String value = attributes.getOrDefault(input ? "value" : "content", "");
            if (!name.isEmpty() && !value.isEmpty() && (!input || hidden || Worth.isCsrf(name))) {
                fields.putIfAbsent(name, unescaped(value));
            }
        }
        return fields;
    }

    /// The one of a name; a field against strangers may be called otherwise in the page than in the
    /// request.
    static Optional<String> named(Map<String, String> fields, String name) {
        Optional<String> exact = Optional.ofNullable(fields.get(name));
        if (exact.isPresent() || !Worth.isCsrf(name)) {
            return exact;
        }
        return fields.entrySet().stream()
                .filter(field -> Worth.isCsrf(field.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = Optional.ofNullable(matcher.group(2))
                    .or(() -> Optional.ofNullable(matcher.group(3)))
                    .or(() -> Optional.ofNullable(matcher.group(4)))
                    .orElse("");
            attributes.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    private static String unescaped(String value) {
        if (value.indexOf('&') < 0) {
            return value;
        }
        Matcher numbers = NUMBER.matcher(value);
        String plain = numbers.replaceAll(number -> {
            int point =
                    number.group(1) == null ? Integer.parseInt(number.group(2)) : Integer.parseInt(number.group(1), 16);
            return Character.isValidCodePoint(point) ? Matcher.quoteReplacement(Character.toString(point)) : "";
        });
        return plain.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
