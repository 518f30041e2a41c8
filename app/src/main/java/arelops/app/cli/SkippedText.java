package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Locale;

/// Gates that people skipped, in sentences (GATE-7).
final class SkippedText {
    private final View view;

    SkippedText(View view) {
        this.view = view;
    }

    /// Of what serves: who skipped what, when and why.
    String served(Doc skipped) {
        String owed = skipped.text("owed").isEmpty() ? "made up for since" : "owed: " + skipped.text("owed");
        return skipped.text("gate") + " was skipped for " + skipped.text("short") + who(skipped) + "   " + owed;
    }

    /// Of what stands open.
    String debt(Doc skipped) {
        return skipped.text("environment").toUpperCase(Locale.ROOT) + " took " + skipped.text("short") + " without "
                + skipped.text("gate") + who(skipped) + "   owed: " + skipped.text("owed");
    }

    private String who(Doc skipped) {
        String ago = skipped.instant("since")
                .map(at -> ", " + HumanTime.since(view, at) + " ago")
                .orElse("");
        String because = skipped.text("because").isEmpty() ? "" : ": " + skipped.text("because");
        List<String> people =
                skipped.texts("by").stream().map(name -> "@" + name).toList();
        return " by " + String.join(" and ", people) + ago + because;
    }
}
