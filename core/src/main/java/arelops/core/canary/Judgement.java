package arelops.core.canary;

import java.util.List;
import java.util.OptionalInt;

/// One look, in words and in numbers.
///
/// @param verdict at this look
/// @param windows how many were judged
/// @param decidedAt the window of the rejection, or else of the first pass, from 1
/// @param sentence what it says, with the numbers that tipped it
/// @param measures every measure
public record Judgement(Verdict verdict, int windows, OptionalInt decidedAt, String sentence, List<Measured> measures) {
    public Judgement {
        measures = List.copyOf(measures);
    }
}
