package arelops.core.canary;

import java.util.List;
import java.util.stream.Stream;

/// By how much two arms differ more from window to window than chance alone lets them.
///
/// Requests of one moment share a pause, a cache and a neighbour, so a window of a hundred may tell as
/// little as one of ten. What was seen in the windows before says how much the next one is worth: the mean,
/// over pairs of neighbouring windows, of the squared change of the standardised difference, which is one
/// by chance alone. A canary that is worse all the time does not change it; one that becomes worse changes
/// it once, and that by so much at most, and not before two windows have told of it.
///
/// @param squares the last of them, oldest first
/// @param last the standardised difference of the window before; NaN where there was none
record Scatter(List<Double> squares, double last) {
    private static final int KEPT = 21;
    /// As many pairs that scatter by chance alone are reckoned to lie before the first.
    private static final int BEFORE = 4;
    /// A single change counts for so much at most.
    private static final double MOST = 12;
    /// Fewer hits tell nothing of it.
    private static final double LEAST_INFORMATION = 1;

    static final Scatter NONE = new Scatter(List.of(), Double.NaN);

    Scatter {
        squares = List.copyOf(squares);
    }

    Scatter plus(Hits hits) {
        double information = hits.information();
        if (information < LEAST_INFORMATION) {
            return this;
        }
        double expected = (double) hits.hits() * hits.canaryTotal() / hits.total();
        double difference = (hits.canaryHits() - expected) / StrictMath.sqrt(information);
        if (Double.isNaN(last)) {
            return new Scatter(squares, difference);
        }
        double change = difference - last;
        List<Double> more =
                Stream.concat(squares.stream(), Stream.of(change * change / 2)).toList();
        return new Scatter(more.subList(Math.max(0, more.size() - KEPT), more.size()), difference);
    }

    /// What a window is worth beside one that scatters by chance alone; from above 0 to 1. The newest change
    /// is left out: it may be the very one that is to be found.
    double weight() {
        int count = Math.max(0, squares.size() - 1);
        double sum = BEFORE;
        for (double square : squares.subList(0, count)) {
            sum += Math.min(square, MOST);
        }
        return Math.min(1, (count + BEFORE) / sum);
    }
}
