package arelops.app.page;

import arelops.app.answer.CanaryLook.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A small picture of a measure, window by window: two lines on one scale. A window that tells nothing is a gap.
///
/// @param windows the newest of both arms
public record Chart(Series windows) {
    public static final int WIDE = 148;
    public static final int HIGH = 34;
    private static final int MARGIN = 3;
    private static final int MOST = 60;
    private static final double CALM = 0.7;

    public Chart {
        int size = windows.baseline().size();
        windows = size <= MOST
                ? windows
                : new Series(
                        windows.baseline().subList(size - MOST, size),
                        windows.canary().subList(size - MOST, size));
    }

    /// The strokes of the baseline, each as the points of an SVG polyline.
    public List<String> baseline() {
        return strokes(windows.baseline());
    }

    /// Those of the canary.
    public List<String> canary() {
        return strokes(windows.canary());
    }

    private List<String> strokes(List<Double> values) {
        double least = known().min(Double::compare).orElse(0.0) * CALM; // small changes stay small to the eye
        double most = known().max(Double::compare).orElse(0.0);
        List<String> strokes = new ArrayList<>();
        List<String> stroke = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                stroke.add(String.format(Locale.ROOT, "%.1f,%.1f", across(i), down(values.get(i), least, most)));
            } else {
                end(strokes, stroke);
            }
        }
        end(strokes, stroke);
        return strokes;
    }

    /// A window alone is drawn as a short dash.
    private static void end(List<String> strokes, List<String> stroke) {
        if (stroke.size() == 1) {
            String[] at = stroke.getFirst().split(",", 2);
            stroke.add(String.format(Locale.ROOT, "%.1f,%s", Double.parseDouble(at[0]) + 1, at[1]));
        }
        if (!stroke.isEmpty()) {
            strokes.add(String.join(" ", stroke));
        }
        stroke.clear();
    }

    private Stream<Double> known() {
        return Stream.concat(windows.baseline().stream(), windows.canary().stream())
                .filter(Double::isFinite);
    }

    private double across(int index) {
        int last = Math.max(1, windows.baseline().size() - 1);
        return MARGIN + (double) (WIDE - 2 * MARGIN) * index / last;
    }

    private static double down(double value, double least, double most) {
        double part = most > least ? (value - least) / (most - least) : 0.5;
        return HIGH - MARGIN - (HIGH - 2 * MARGIN) * part;
    }
}
