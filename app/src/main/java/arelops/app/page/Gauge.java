package arelops.app.page;

import arelops.app.answer.Doc;

/// How much of what a condition needs is there, in words: `1 of 2`; a soak says both itself.
public final class Gauge {
    private Gauge() {}

    public static String of(Doc gate) {
        String measured = gate.text("measured");
        String needed = gate.text("needed");
        return measured.isEmpty() || needed.isEmpty() || measured.contains(" of ")
                ? measured
                : measured + " of " + needed;
    }

    /// How far it is in hundredths, where that is counted.
    public static int hundredths(Doc gate) {
        return gate.at("progress").number("neededSeconds") > 0 ? Flags.hundredths(gate) : -1;
    }
}
