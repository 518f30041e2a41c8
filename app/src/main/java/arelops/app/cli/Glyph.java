package arelops.app.cli;

import arelops.app.cli.View.Tone;

/// The sign of a state, with its colour; a word always stands beside it.
record Glyph(String sign, Tone tone) {
    static final Glyph GOOD = new Glyph("✓", Tone.GOOD);
    static final Glyph MOVES = new Glyph("↻", Tone.MOVE);
    static final Glyph YOU = new Glyph("◐", Tone.YOU);
    static final Glyph BAD = new Glyph("✕", Tone.BAD);
    static final Glyph UNKNOWN = new Glyph("?", Tone.YOU);
    static final Glyph NONE = new Glyph("·", Tone.QUIET);

    /// The sign of a gate.
    static Glyph of(Doc gate) {
        return switch (gate.text("state")) {
            case "open" -> GOOD;
            case "waiting" -> byPerson(gate.text("by")) ? YOU : MOVES;
            case "failed" -> BAD;
            case "unknown" -> UNKNOWN;
            default -> NONE;
        };
    }

    /// `arelops approve 420`, or the same behind the people who may.
    private static boolean byPerson(String by) {
        return by.startsWith("arelops ") || by.contains(": arelops ");
    }

    /// The sign of a change.
    static Glyph ofChange(Doc change) {
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

    static boolean lets(Doc gate) {
        return switch (gate.text("state")) {
            case "waiting", "failed", "unknown" -> false;
            default -> true;
        };
    }

    Table.Cell cell(String word) {
        return new Table.Cell(tone, (sign + " " + word).stripTrailing());
    }
}
