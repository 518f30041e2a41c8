package arelops.app.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who or what opens a condition, taken apart: `@ann or @ben: arelops approve 3, or take it back`.
///
/// @param who people or things before the command; all of it where there is no command
/// @param command what they type; empty where there is nothing to type
/// @param rest what is said after the command
public record Opener(String who, String command, String rest) {
    private static final Pattern COMMAND = Pattern.compile("(?:(.*): )?(arelops [^,;:]+)(.*)");

    public static Opener of(String by) {
        Matcher told = COMMAND.matcher(by);
        return told.matches()
                ? new Opener(told.group(1) == null ? "" : told.group(1) + ": ", told.group(2), told.group(3))
                : new Opener(by, "", "");
    }
}
