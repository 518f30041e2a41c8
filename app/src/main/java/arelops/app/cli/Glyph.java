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
            case "waiting" -> gate.text("by").startsWith("arelops ") ? YOU : MOVES;
            case "failed" -> BAD;
            case "unknown" -> UNKNOWN;
            default -> NONE;
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
