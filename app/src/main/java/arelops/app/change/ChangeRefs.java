package arelops.app.change;

import arelops.core.id.ChangeNumber;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The refs of a change.
public final class ChangeRefs {
    static final String HISTORIES = "refs/arelops/changes/";
    private static final Pattern HISTORY = Pattern.compile(HISTORIES + "([1-9][0-9]{0,8})");

    private static final Pattern NUMBER =
            Pattern.compile("(?:" + HISTORIES + "|refs/pull/)([1-9][0-9]{0,7})(?:/head)?");

    private ChangeRefs() {}

    /// Where its history is.
    public static String history(ChangeNumber change) {
        return HISTORIES + change.value();
    }

    /// Where its newest commit is, for everybody to fetch.
    public static String head(ChangeNumber change) {
        return "refs/pull/" + change.value() + "/head";
    }

    /// The largest number that any of these refs names; 0 where none does.
    public static int largest(Collection<String> refs) {
        return refs.stream()
                .map(NUMBER::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .max()
                .orElse(0);
    }

    /// The change whose history this ref holds; empty for any other ref.
    static Optional<ChangeNumber> change(String ref) {
        if (!ref.startsWith(HISTORIES)) {
            return Optional.empty();
        }
        Matcher matcher = HISTORY.matcher(ref);
        return matcher.matches() ? Optional.of(new ChangeNumber(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }
}
