package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.util.List;

/// The sign of a state and the class of its colour; a word always stands beside it.
public record Sign(Standing standing) {
    public static Sign ofGate(Doc gate) {
        return new Sign(Standing.ofGate(gate));
    }

    public static Sign ofChange(Doc change) {
        return new Sign(Standing.ofChange(change));
    }

    public static Sign ofStatus(Doc status) {
        return new Sign(Standing.ofStatus(status));
    }

    public static Sign ofRun(Doc result) {
        return new Sign(Standing.ofRun(result));
    }

    public static Sign ofOpinion(Doc opinion) {
        return new Sign(Standing.ofOpinion(opinion));
    }

    public static Sign ofSignOff(Doc signed, Doc change) {
        return new Sign(Standing.ofSignOff(signed, change));
    }

    /// How many of the conditions that apply are met.
    public static String met(List<Doc> gates) {
        List<Standing> apply = gates.stream()
                .map(Standing::ofGate)
                .filter(one -> one != Standing.NONE)
                .toList();
        return apply.stream().filter(one -> one == Standing.GOOD).count() + " of " + apply.size() + " met";
    }

    public String glyph() {
        return standing.sign();
    }

    public String word() {
        return standing.word();
    }

    public String tone() {
        return switch (standing) {
            case GOOD -> "g";
            case MOVES -> "mo";
            case YOU, UNKNOWN -> "w";
            case BAD -> "x";
            case NONE -> "q";
        };
    }
}
