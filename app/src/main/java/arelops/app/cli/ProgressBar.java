package arelops.app.cli;

import arelops.app.answer.Doc;
/// How far something is, drawn: `████████████░░░░░░░░  57 %  34/60 min`.

final class ProgressBar {
    private static final int CELLS = 20;
    private static final int MINUTE = 60;
    /// Below this, minutes are too coarse.
    private static final int SHORT = 5 * MINUTE;

    private ProgressBar() {}

    /// Of a gate's progress; empty where it has none.
    static String of(Doc progress) {
        long needed = progress.number("neededSeconds");
        if (needed <= 0) {
            return "";
        }
        long counted = Math.clamp(progress.number("countedSeconds"), 0, needed);
        int full = (int) (CELLS * counted / needed);
        int unit = needed < SHORT ? 1 : MINUTE;
        return "█".repeat(full) + "░".repeat(CELLS - full) + "  " + 100 * counted / needed + " %  " + counted / unit
                + "/" + (needed + unit - 1) / unit + (unit == 1 ? " s" : " min");
    }
}
