package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import arelops.app.cli.View.Tone;

/// The sign of a state, with its colour; a word always stands beside it.
record Glyph(String sign, Tone tone) {
    static final Glyph GOOD = of(Standing.GOOD);
    static final Glyph MOVES = of(Standing.MOVES);
    static final Glyph YOU = of(Standing.YOU);
    static final Glyph BAD = of(Standing.BAD);
    static final Glyph UNKNOWN = of(Standing.UNKNOWN);
    static final Glyph NONE = of(Standing.NONE);

    static Glyph of(Standing standing) {
        return new Glyph(
                standing.sign(),
                switch (standing) {
                    case GOOD -> Tone.GOOD;
                    case MOVES -> Tone.MOVE;
                    case YOU, UNKNOWN -> Tone.YOU;
                    case BAD -> Tone.BAD;
                    case NONE -> Tone.QUIET;
                });
    }

    /// The sign of a gate.
    static Glyph of(Doc gate) {
        return of(Standing.ofGate(gate));
    }

    /// The sign of a change.
    static Glyph ofChange(Doc change) {
        return of(Standing.ofChange(change));
    }

    Table.Cell cell(String word) {
        return new Table.Cell(tone, (sign + " " + word).stripTrailing());
    }
}
