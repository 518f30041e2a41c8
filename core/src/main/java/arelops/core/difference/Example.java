package arelops.core.difference;

/// One request at which a place differed; texts are cut to [#LONGEST] characters.
///
/// @param number of the request
/// @param request its method and target
/// @param stable the value of stable, empty if it has none
/// @param candidate the value of the release, empty if it has none
public record Example(long number, String request, String stable, String candidate) {
    /// Characters that are kept of a text.
    public static final int LONGEST = 80;

    /// The beginning of a text.
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
