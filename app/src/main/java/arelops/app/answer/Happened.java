package arelops.app.answer;

/// What an entry of a change's history says, in one line; what the person wrote stands below it.
public final class Happened {
    private Happened() {}

    /// `@ann commented`, `arelops merged it onto 8549ee2 as 71385a0`.
    public static String of(Doc entry) {
        return entry.lines("text").isEmpty()
                ? entry.text("sentence")
                        .replaceFirst("^arelops/\\S+", "arelops")
                        .replaceFirst("^arelops check ", "check ")
                : entry.text("by") + " " + verb(entry);
    }

    private static String verb(Doc entry) {
        return switch (entry.text("verdict")) {
            case "approved" -> "approved " + entry.text("sha").replaceFirst("^(.{7}).*", "$1");
            case "changes-requested" -> "asks for changes";
            case "withdrawn" -> "withdrew what they said";
            default -> "commented";
        };
    }
}
