package arelops.core.change;

import arelops.core.id.PersonName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Names and paths in sentences.
final class Words {
    private static final int MOST_NAMES = 5;

    private Words() {}

    /// `@ann, @bob or @cat`, five of them at most.
    static String or(Collection<PersonName> people) {
        return list(people, "or");
    }

    /// `@ann, @bob and @cat`, five of them at most.
    static String and(Collection<PersonName> people) {
        return list(people, "and");
    }

    private static String list(Collection<PersonName> people, String word) {
        List<String> names =
                people.stream().distinct().sorted().map(PersonName::toString).collect(Collectors.toList());
        if (names.size() > MOST_NAMES) {
            names = new ArrayList<>(names.subList(0, MOST_NAMES));
            names.add((people.size() - MOST_NAMES) + " more");
        }
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " " + word + " " + names.getLast();
    }

    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /// A text of others, of which no character does anything to a screen: what does not print
    /// becomes `?`.
    static String printable(String text, int longest) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(longest).map(c -> isPrintable(c) ? c : '?').forEach(out::appendCodePoint);
        return text.codePointCount(0, text.length()) > longest ? out + "..." : out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
