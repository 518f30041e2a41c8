package arelops.app.page;

import arelops.app.page.LinePicture.Flag;
import java.util.List;

/// Lifts flags on their poles until none covers another one, or its pole. A flag and its words go to the right of its
/// pole; widths are estimated for the narrowest screen on which the line lies.
record LineLayout(int[] lifts, int[] ghostLifts) {
    private static final double NARROW = 780;
    private static final double WIDEST_COLUMN = 120;
    private static final double LETTER_OF_NAME = 8.8;
    private static final double AROUND_NAME = 36;
    private static final double LETTER = 7;
    private static final double BEFORE_TEXT = 16;

    static LineLayout of(List<List<Flag>> standing, List<List<Flag>> coming) {
        int size = standing.size();
        double column = Math.min(WIDEST_COLUMN, NARROW / Math.max(1, size));
        int[] lifts = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            for (int right = i + 1; right < size; right++) {
                if (reaches(standing.get(i), right - i, column) && !standing.get(right).isEmpty()) {
                    lifts[i] = Math.max(lifts[i], lifts[right] + standing.get(right).size());
                }
            }
        }
        int[] ghosts = new int[size];
        for (int i = 0; i < size; i++) {
            if (!coming.get(i).isEmpty()) {
                ghosts[i] = above(standing, coming, lifts, ghosts, i, column);
            }
        }
        return new LineLayout(lifts, ghosts);
    }

    /// Above its own column's flags, above all that its arrow goes over, and above what it would cover to its right.
    private static int above(
            List<List<Flag>> standing, List<List<Flag>> coming, int[] lifts, int[] ghosts, int at, double column) {
        int lift = 0;
        for (int i = 0; i < standing.size(); i++) {
            boolean isLeft = i <= at && !standing.get(i).isEmpty();
            boolean isCovered =
                    i > at && reaches(coming.get(at), i - at, column) && !standing.get(i).isEmpty();
            if (isLeft || isCovered) {
                lift = Math.max(lift, lifts[i] + standing.get(i).size());
            }
            if (i < at && !coming.get(i).isEmpty()) {
                lift = Math.max(lift, ghosts[i] + coming.get(i).size());
            }
        }
        return lift;
    }

    private static boolean reaches(List<Flag> flags, int columns, double column) {
        return flags.stream().mapToDouble(LineLayout::width).max().orElse(0) > columns * column;
    }

    private static double width(Flag flag) {
        return Math.max(
                flag.name().length() * LETTER_OF_NAME + AROUND_NAME, flag.text().length() * LETTER + BEFORE_TEXT);
    }

    int lift(int column) {
        return lifts[column];
    }

    int ghosts(int column) {
        return ghostLifts[column];
    }
}
