package arelops.app.page;

import arelops.app.answer.Doc;
import java.util.List;

/// The sign of a state and the class of its colour; a word always stands beside it.
public record Sign(String glyph, String tone, String word) {
    private static final Sign GOOD = new Sign("✓", "g", "met");
    private static final Sign MOVES = new Sign("↻", "mo", "under way");
    private static final Sign YOU = new Sign("◐", "w", "waits for people");
    private static final Sign BAD = new Sign("✕", "x", "failed");
    private static final Sign UNKNOWN = new Sign("?", "w", "not known");
    private static final Sign NONE = new Sign("·", "q", "does not apply");

    /// Of a condition.
    public static Sign ofGate(Doc gate) {
        return switch (gate.text("state")) {
            case "open" -> GOOD;
            case "waiting" -> gate.text("by").contains("arelops ") ? YOU : MOVES;
            case "failed" -> BAD;
            case "unknown" -> UNKNOWN;
            default -> NONE;
        };
    }

    /// How many of the conditions that apply are met.
    public static String met(List<Doc> gates) {
        List<Sign> signs = gates.stream()
                .map(Sign::ofGate)
                .filter(sign -> !sign.equals(NONE))
                .toList();
        return signs.stream().filter(GOOD::equals).count() + " of " + signs.size() + " met";
    }

    /// Of a change as a whole.
    public static Sign ofChange(Doc change) {
        return switch (change.text("state")) {
            case "landed" -> GOOD;
            case "closed" -> NONE;
            default ->
                switch (change.at("gate").text("state")) {
                    case "failed" -> BAD;
                    case "unknown" -> UNKNOWN;
                    default -> change.flag("needsPerson") ? YOU : MOVES;
                };
        };
    }

    /// Of a commit's status in an environment.
    public static Sign ofStatus(Doc status) {
        return switch (status.text("state")) {
            case "success" -> GOOD;
            case "failure" -> BAD;
            default -> MOVES;
        };
    }

    /// Of one run of a check.
    public static Sign ofRun(Doc result) {
        return switch (result.text("outcome")) {
            case "passed" -> GOOD;
            case "failed" -> BAD;
            default -> UNKNOWN;
        };
    }

    /// Of what a person said of it.
    public static Sign ofOpinion(Doc opinion) {
        if (opinion.text("kind").equals("asks-for-changes")) {
            return BAD;
        }
        return opinion.has("counts") && !opinion.flag("counts") ? NONE : GOOD;
    }
}
