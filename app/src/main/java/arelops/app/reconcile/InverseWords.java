package arelops.app.reconcile;

import arelops.app.git.InverseAnswer;
import arelops.app.reconcile.ChangeDesk.Told;
import arelops.app.reconcile.ChangeDesk.Undo;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.release.Answer;
import java.util.List;

/// How a change is worded that takes back what landed.
final class InverseWords {
    private static final String LABEL = "revert";
    private static final int LONGEST_TITLE = 200;
    private static final int NAMED = 5;

    private InverseWords() {}

    static Words of(Undo undo, String because) {
        String reason = because.isBlank() ? "" : because + "\n\n";
        return new Words(
                title(undo.title()), reason + "Reverts: " + undo.commit().hex(), false, List.of(LABEL));
    }

    private static String title(String of) {
        String around = "Revert \"\"";
        int room = LONGEST_TITLE - around.length();
        String cut = of.codePointCount(0, of.length()) > room
                ? of.substring(0, of.offsetByCodePoints(0, room - 1)) + "…"
                : of;
        return "Revert \"" + cut + "\"";
    }

    /// The message of the commit.
    static String message(Words words) {
        return words.title() + "\n\n" + words.description() + "\n";
    }

    static Told conflicts(Undo undo, InverseAnswer.Conflicts conflicts) {
        List<String> paths = conflicts.paths();
        int shown = Math.min(NAMED, paths.size());
        String named = String.join(", ", paths.subList(0, shown))
                + (paths.size() > shown ? " and " + (paths.size() - shown) + " more" : "");
        return ChangeDesk.refused(
                Answer.Reason.RULE,
                undo.commit().brief() + " cannot be taken back by itself: later work builds on it in " + named,
                "on a branch: git revert " + undo.commit().brief()
                        + " (with -m 1 if it is a merge), mend these files, and arelops change open");
    }
}
