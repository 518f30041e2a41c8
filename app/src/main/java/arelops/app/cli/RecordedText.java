package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.Locale;

/// One line on what is recorded of an app's users.
final class RecordedText {
    private final View view;

    RecordedText(View view) {
        this.view = view;
    }

    /// Whether somebody should look at it.
    static boolean troubled(Doc recording) {
        return recording.has("trouble") || recording.at("newest").has("trouble");
    }

    /// @param recording as the status has it
    String line(Doc recording) {
        String whose = recording.text("environment").toUpperCase(Locale.ROOT);
        String newest = newest(recording.at("newest"));
        if (recording.has("trouble")) {
            return "! " + whose + " is not recorded: " + View.harmless(recording.text("trouble")) + newest;
        }
        if (recording.has("now")) {
            Doc now = recording.at("now");
            return "↻ " + whose + " is recorded until " + clock(now, "until") + newest;
        }
        return "· " + whose + " is not recorded now: " + View.harmless(recording.text("because")) + newest;
    }

    private String newest(Doc newest) {
        if (newest.has("trouble")) {
            return "; the newest is not whole: " + View.harmless(newest.text("trouble"));
        }
        if (!newest.has("ended")) {
            return "";
        }
        return "; " + View.harmless(newest.text("id")) + " ended at " + clock(newest, "ended");
    }

    private String clock(Doc doc, String name) {
        return doc.instant(name).map(at -> HumanTime.clock(view, at)).orElse("");
    }
}
