package arelops.core.difference;

import java.util.Set;
import java.util.TreeSet;

/// Places that are not compared, each with all that is below it: `header date`, `$.items[].stock`,
/// `body`, `status`.
public record Ignored(Set<String> places) {
    /// Headers of one connection, and those that follow from the body or from how long an answer took:
    /// a release that is slower would differ in them more often than stable from itself.
    private static final Set<String> STANDARD = Set.of(
            "header age",
            "header connection",
            "header content-encoding",
            "header content-length",
            "header date",
            "header keep-alive",
            "header server-timing",
            "header trailer",
            "header transfer-encoding",
            "header upgrade");

    /// Copies.
    public Ignored {
        places = Set.copyOf(places);
    }

    /// What never tells a release from another.
    public static Ignored standard() {
        return new Ignored(STANDARD);
    }

    /// These as well.
    public Ignored and(Set<String> more) {
        Set<String> all = new TreeSet<>(places);
        all.addAll(more);
        return new Ignored(all);
    }

    /// Whether a place is left out.
    boolean covers(String place) {
        if (places.contains(place)) {
            return true;
        }
        for (int at = place.length() - 1; at > 0; at--) {
            char c = place.charAt(at);
            if ((c == '.' || c == '[' || c == ' ') && places.contains(place.substring(0, at))) {
                return true;
            }
        }
        return false;
    }
}
