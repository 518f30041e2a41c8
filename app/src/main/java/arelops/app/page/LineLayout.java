package arelops.app.page;

import arelops.app.page.LinePicture.Arrow;
import arelops.app.page.LinePicture.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Lifts flags on their poles until none covers another one, its pole, or an arrow. A flag and its words go to the
/// right of its pole; widths are estimated for the narrowest screen on which the line lies.
final class LineLayout {
    private static final double NARROW = 730;
    private static final double WIDEST_COLUMN = 120;
    private static final double LETTER_OF_NAME = 8.8;
    private static final double AROUND_NAME = 36;
    private static final double LETTER = 7;
    private static final double BEFORE_TEXT = 16;

    private final List<List<Flag>> standing;
    private final List<List<Flag>> coming;
    private final int[] lifts;
    private final int[] ghosts;
    private final List<Flight> flights = new ArrayList<>();

    /// What goes from a flag to where it is to come, at this height.
    private record Flight(int from, int to, int level) {}

    private LineLayout(List<List<Flag>> standing, List<List<Flag>> coming) {
        this.standing = standing;
        this.coming = coming;
        this.lifts = new int[standing.size()];
        this.ghosts = new int[standing.size()];
    }

    /// @param standing the flags on each commit, oldest first
    /// @param coming those that are to come to it; they go above the others
    static LineLayout of(List<List<Flag>> standing, List<List<Flag>> coming) {
        LineLayout layout = new LineLayout(standing, coming);
        for (int i = standing.size() - 1; i >= 0; i--) {
            layout.place(i);
        }
        return layout;
    }

    private void place(int at) {
        double width = width(standing.get(at));
        lifts[at] = clear(at, overRight(at, width), standing.get(at).size(), width);
        double wide = width(coming.get(at));
        int above = Math.max(lifts[at] + standing.get(at).size(), overRight(at, wide));
        ghosts[at] = clear(at, above, coming.get(at).size(), wide);
        for (int i = 0; i < coming.get(at).size(); i++) {
            int from = place(coming.get(at).get(i));
            if (from >= 0 && from < at) {
                flights.add(new Flight(from, at, top(at) - 1 - i));
            }
        }
    }

    /// The height above all to the right that flags of this width would cover.
    private int overRight(int at, double width) {
        return IntStream.range(at + 1, lifts.length)
                .filter(right -> reaches(at, right, width) && top(right) > 0)
                .map(this::top)
                .max()
                .orElse(0);
    }

    private boolean reaches(int at, int right, double width) {
        return width > (right - at) * column(lifts.length);
    }

    /// This height, or the next at which no arrow goes through.
    private int clear(int at, int height, int count, double width) {
        int lift = height;
        boolean isCrossed = true;
        while (isCrossed) {
            int bottom = lift;
            isCrossed = flights.stream()
                    .filter(flight -> flight.from() <= at || reaches(at, flight.from(), width))
                    .anyMatch(flight -> bottom <= flight.level() && flight.level() < bottom + count);
            lift += isCrossed ? 1 : 0;
        }
        return lift;
    }

    /// The commit on which the flag stands that is to come.
    private int place(Flag ghost) {
        for (int i = 0; i < standing.size(); i++) {
            if (standing.get(i).stream().anyMatch(flag -> flag.number() == ghost.number())) {
                return i;
            }
        }
        return -1;
    }

    /// How high a commit's flags reach; 0 where it has none.
    private int top(int at) {
        if (!coming.get(at).isEmpty()) {
            return ghosts[at] + coming.get(at).size();
        }
        return standing.get(at).isEmpty() ? 0 : lifts[at] + standing.get(at).size();
    }

    /// How wide a column is on the narrowest screen.
    static double column(int columns) {
        return Math.min(WIDEST_COLUMN, NARROW / Math.max(1, columns));
    }

    private static double width(List<Flag> flags) {
        return flags.stream().mapToDouble(LineLayout::width).max().orElse(0);
    }

    static double width(Flag flag) {
        return Math.max(
                flag.name().length() * LETTER_OF_NAME + AROUND_NAME, flag.text().length() * LETTER + BEFORE_TEXT);
    }

    /// How high the lowest flag of a commit is.
    int lift(int column) {
        return lifts[column];
    }

    /// How high the lowest of those that are to come is.
    int ghosts(int column) {
        return ghosts[column];
    }

    /// How many flags high all of it is.
    int height() {
        return IntStream.range(0, lifts.length).map(this::top).max().orElse(0);
    }

    /// The arrows: up from the flag that stands and across; or only across from its pole, where it hangs higher.
    List<Arrow> arrows() {
        return flights.stream()
                .map(flight -> {
                    int top = lifts[flight.from()] + standing.get(flight.from()).size();
                    boolean isFlat = top > flight.level();
                    return new Arrow(
                            flight.from() + 1,
                            flight.to() + 1,
                            isFlat ? flight.level() : top,
                            isFlat ? Arrow.FLAT : flight.level() - top);
                })
                .toList();
    }
}
