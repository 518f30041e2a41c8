package arelops.core.change;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Names of branches, tags and topics: which are fit, and which are one to a disk or an eye.
final class RefNames {
    static final int LONGEST = 200;

    /// What git forbids (git-check-ref-format), apart from its rules on whole parts of a name.
    private static final String FORBIDDEN = "~^:?*[\\";

    private RefNames() {}

    /// Why a short name (without `refs/heads/`) is not fit; empty where it is.
    static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            return Optional.of("it has " + bytes + " bytes, and " + LONGEST + " are the most");
        }
        if (name.startsWith("-")) {
            return Optional.of("it begins with a dash, so commands would take it for an option");
        }
        if (name.equalsIgnoreCase("HEAD") || name.equals("@")) {
            return Optional.of("git means something else by it");
        }
        if (name.matches("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")) {
            return Optional.of("it looks like the id of a commit");
        }
        return character(name).or(() -> parts(name));
    }

    private static Optional<String> character(String name) {
        return name.codePoints()
                .mapToObj(RefNames::character)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> character(int point) {
        if (FORBIDDEN.indexOf(point) >= 0) {
            return Optional.of("git allows no '" + Character.toString(point) + "' in it");
        }
        return Character.getType(point) == Character.SPACE_SEPARATOR
                ? Optional.of("it has a space in it")
                : unseen(point);
    }

    /// Why a character cannot be shown; empty for one that can.
    private static Optional<String> unseen(int point) {
        if (point == 0xFFFD) {
            return Optional.of("it is not UTF-8");
        }
        return switch (Character.getType(point)) {
            case Character.SURROGATE -> Optional.of("it is not UTF-8");
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                Optional.of("it has a control character in it, " + code(point));
            case Character.FORMAT -> Optional.of("it has an invisible character in it, " + code(point));
            case Character.UNASSIGNED, Character.PRIVATE_USE ->
                Optional.of("it has a character in it that nobody can read, " + code(point));
            default -> Optional.empty();
        };
    }

    private static String code(int point) {
        return String.format(Locale.ROOT, "U+%04X", point);
    }

    private static Optional<String> parts(String name) {
        if (name.contains("..")) {
            return Optional.of("git allows no '..' in it");
        }
        if (name.contains("@{")) {
            return Optional.of("git allows no '@{' in it");
        }
        if (name.endsWith(".")) {
            return Optional.of("git allows no '.' at its end");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty()) {
                return Optional.of("a part of it is empty");
            }
            if (part.startsWith(".")) {
                return Optional.of("a part of it begins with '.'");
            }
            if (part.toLowerCase(Locale.ROOT).endsWith(".lock")) {
                return Optional.of("a part of it ends with '.lock'");
            }
        }
        return Optional.empty();
    }

    /// The same text for names that disks of Windows and macOS, or readers, take for one.
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /// Every name above this one: `a` and `a/b` for `a/b/c`. Git can keep no ref of such a name beside it.
    static List<String> above(String name) {
        String[] parts = name.split("/", -1);
        return IntStream.range(1, parts.length)
                .mapToObj(i -> String.join("/", Arrays.asList(parts).subList(0, i)))
                .toList();
    }

    /// A name as it may be shown: what cannot be seen is written as its code.
    static String shown(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(LONGEST).forEach(point -> {
            if (unseen(point).isPresent()) {
                text.append('<').append(code(point)).append('>');
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }
}
