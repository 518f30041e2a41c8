package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.util.List;

/// An entry of the ledger that tells what somebody did by hand with recorded traffic.
///
/// @param entry of the API's `log`
public record HandTraffic(Doc entry) {
    /// The newest of them, newest first.
    public static List<HandTraffic> newest(List<Doc> entries, int limit) {
        return entries.stream()
                .filter(entry -> entry.text("kind").equals("traffic"))
                .limit(limit)
                .map(HandTraffic::new)
                .toList();
    }

    private Standing standing() {
        return switch (entry.text("outcome")) {
            case "worse", "wrong", "different", "refused" -> Standing.BAD;
            case "invalid", "unknown", "broken", "empty" -> Standing.UNKNOWN;
            default -> Standing.NONE;
        };
    }

    /// The sign of what is out of the ordinary; empty else.
    public String glyph() {
        return standing() == Standing.NONE ? "" : standing().sign() + " ";
    }

    /// How it is painted; empty for what is ordinary.
    public String tone() {
        return standing() == Standing.NONE ? "" : new Sign(standing()).tone();
    }

    /// Who did it, and why or what came of it.
    public String why() {
        String because = entry.text("because");
        return entry.text("by") + (because.isEmpty() ? "" : ": " + because);
    }
}
