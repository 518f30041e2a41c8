package arelops.app.answer;

/// How something stands, as a sign that means the same on every screen; a word always goes beside it.
public enum Standing {
    GOOD("✓", "met"),
    MOVES("↻", "under way"),
    YOU("◐", "waits for people"),
    BAD("✕", "failed"),
    UNKNOWN("?", "not known"),
    NONE("·", "does not apply");

    private final String sign;
    private final String word;

    Standing(String sign, String word) {
        this.sign = sign;
        this.word = word;
    }

    public String sign() {
        return sign;
    }

    public String word() {
        return word;
    }

    /// Of a condition.
    public static Standing ofGate(Doc gate) {
        return switch (gate.text("state")) {
            case "open" -> GOOD;
            case "waiting" -> isForPeople(gate.text("by")) ? YOU : MOVES;
            case "failed" -> BAD;
            case "unknown" -> UNKNOWN;
            default -> NONE;
        };
    }

    /// `arelops approve 420`, or the same behind the people who may.
    private static boolean isForPeople(String by) {
        return by.startsWith("arelops ") || by.contains(": arelops ");
    }

    /// Of a change as a whole.
    public static Standing ofChange(Doc change) {
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

    /// Of what a person said of a change.
    public static Standing ofOpinion(Doc opinion) {
        if (opinion.text("kind").equals("asks-for-changes")) {
            return BAD;
        }
        return opinion.has("counts") && !opinion.flag("counts") ? NONE : GOOD;
    }

    /// Of a sign-off: it counts for the newest commit alone.
    public static Standing ofSignOff(Doc signed, Doc change) {
        return signed.text("sha").equals(change.at("head").text("sha")) ? GOOD : NONE;
    }

    /// Of a commit's status in an environment.
    public static Standing ofStatus(Doc status) {
        return switch (status.text("state")) {
            case "success" -> GOOD;
            case "failure" -> BAD;
            default -> MOVES;
        };
    }

    /// Of one run of a check.
    public static Standing ofRun(Doc result) {
        return switch (result.text("outcome")) {
            case "passed" -> GOOD;
            case "failed" -> BAD;
            default -> UNKNOWN;
        };
    }

    /// Whether a condition keeps nobody waiting.
    public static boolean lets(Doc gate) {
        return switch (ofGate(gate)) {
            case GOOD, NONE -> true;
            case MOVES, YOU, BAD, UNKNOWN -> false;
        };
    }
}
