package arelops.app.web;

import arelops.app.answer.Doc;
import arelops.app.answer.Unseen;
import java.util.Map;
import java.util.function.Function;

/// What a job printed, as text for a browser: its end, where it is long, since what failed stands there.
///
/// @param ask the answer of the API about this output with these parameters
record Printed(Function<Map<String, String>, Doc> ask) {
    private static final long SHOWN = 1L << 20;

    String text() {
        StringBuilder text = new StringBuilder();
        Doc first = ask.apply(Map.of("last", Long.toString(SHOWN)));
        Doc part = first;
        while (part.number("next") > part.number("from") && text.length() < 2 * SHOWN) {
            text.append(part.node().path("text").asText(""));
            part = ask.apply(Map.of("from", Long.toString(part.number("next"))));
        }
        if (text.isEmpty()) {
            String nothing = part.flag("complete") ? "It printed nothing.\n" : "It has printed nothing so far.\n";
            return part.flag("kept") ? nothing : "Nothing is kept of what it printed.\n";
        }
        String left = "";
        if (first.number("from") > 0) {
            left = "… " + first.number("from") / 1024
                    + " KiB before this are left out; arelops logs prints all of it\n";
            text.delete(0, text.indexOf("\n") + 1);
        }
        // Colours are for terminals.
        return left
                + Unseen.as(' ', text.toString().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""), "\n\t")
                + (part.flag("complete") ? "" : "… it goes on; look again for more\n");
    }
}
