package arelops.app.forge;

import arelops.app.answer.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lines for the screen of whoever pushes; git writes `remote: ` before each.
final class PushScreen {
    private final List<String> lines = new ArrayList<>();

    void say(String line) {
        lines.add(safe(line));
    }

    /// What is no good, and what to do about it.
    void refused(String because, String instead) {
        say("Refused: " + sentence(because) + " Nothing was changed.");
        if (!instead.isEmpty()) {
            say("  Instead: " + instead);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static String sentence(String text) {
        String whole = text.endsWith(".") ? text : text + ".";
        return whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1);
    }

    /// One line without anything that a terminal would obey.
    static String safe(String text) {
        return Unseen.as('?', text);
    }

    /// A name as one word of a shell.
    static String quoted(String name) {
        return name.matches("[A-Za-z0-9@%+=:,./_-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
