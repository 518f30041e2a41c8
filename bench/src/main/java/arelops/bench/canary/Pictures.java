package arelops.bench.canary;

import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judging;
import arelops.core.canary.Situation;
import arelops.core.canary.Verdict;
import arelops.core.canary.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// The pictures of `docs/canary.md`, drawn from days of the bench.
final class Pictures {
    private static final int LOOKS = 60;
    private static final int SEEDS = 400;
    private static final Judge JUDGE =
            new Judge(JudgePolicy.standard(), new Situation(Optional.of(Day.SCALE), OptionalDouble.of(Day.ERRORS)));

    private Pictures() {}

    static void draw(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("canary-looks.svg"), looks());
        Files.writeString(folder.resolve("canary-evidence.svg"), evidence());
    }

    /// How many healthy canaries were rejected until each look.
    private static String looks() {
        List<List<Window>> days = IntStream.range(0, SEEDS)
                .mapToObj(seed -> Day.alike(100).draw(seed))
                .toList();
        int[] ranks = days.parallelStream()
                .mapToInt(day -> new RankJudge(0.01).rejects(day).orElse(LOOKS + 1))
                .toArray();
        int[] ours = days.parallelStream().mapToInt(Pictures::rejected).toArray();
        Chart chart = new Chart("look", "healthy canaries rejected so far, %", LOOKS, 0, 10);
        chart.level(1, "alpha");
        chart.line(shares(ranks), "a test of ranks at each look", "#d1495b");
        chart.line(shares(ours), "the judge", "#2a7f62");
        return chart.svg();
    }

    private static double[] shares(int[] at) {
        return IntStream.rangeClosed(1, LOOKS)
                .mapToDouble(look ->
                        100.0 * IntStream.of(at).filter(one -> one <= look).count() / at.length)
                .toArray();
    }

    private static int rejected(List<Window> day) {
        Judging judging = JUDGE.start();
        for (Window window : day) {
            judging = JUDGE.look(judging, window);
            if (JUDGE.verdict(judging) == Verdict.REJECT) {
                return judging.windows();
            }
        }
        return LOOKS + 1;
    }

    /// The evidence that latency is worse, in days that differ.
    private static String evidence() {
        Chart chart = new Chart("window", "evidence that latency is worse, e to the power of", LOOKS, -4, 14);
        chart.level(Math.log(200), "rejects");
        chart.line(evidence(Day.alike(100)), "alike", "#2a7f62");
        chart.line(evidence(Day.alike(100).worse(new Day.Worse(0.01, 1, 1.5), 1)), "slowest 5 % x1.5", "#d1495b");
        chart.line(
                evidence(Day.alike(100).worse(new Day.Worse(0.01, 1.5, 1), 40)), "all x1.5 from window 40", "#7a5195");
        return chart.svg();
    }

    private static double[] evidence(Day day) {
        double[] logs = new double[LOOKS];
        Judging judging = JUDGE.start();
        int look = 0;
        for (Window window : day.draw(4)) {
            judging = JUDGE.take(judging, window);
            logs[look++] =
                    JUDGE.judgement(judging).measures().getLast().evidence().logWorse();
        }
        return logs;
    }

    /// A line chart in a grey that reads on light and dark pages.
    private static final class Chart {
        private static final int WIDTH = 640;
        private static final int HEIGHT = 300;
        private static final int LEFT = 44;
        private static final int BOTTOM = 36;
        private static final int TOP = 44;
        private static final String INK = "#7d8590";

        private final int count;
        private final double low;
        private final double high;
        private final List<String> parts = new ArrayList<>();
        private int labels;

        Chart(String x, String y, int count, double low, double high) {
            this.count = count;
            this.low = low;
            this.high = high;
            text(LEFT, 14, y, INK);
            text(WIDTH - 60, HEIGHT - 6, x, INK);
            for (int tick = 0; tick <= count; tick += 10) {
                text((int) x(tick) - 6, HEIGHT - BOTTOM + 16, Integer.toString(tick), INK);
            }
            for (double tick = Math.ceil(low / 2) * 2; tick <= high; tick += 2) {
                parts.add(String.format(
                        Locale.ROOT,
                        "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='%s' stroke-opacity='0.25'/>",
                        LEFT,
                        y(tick),
                        WIDTH - 10,
                        y(tick),
                        INK));
                text(8, (int) y(tick) + 4, String.format(Locale.ROOT, "%.0f", tick), INK);
            }
        }

        private double x(double look) {
            return LEFT + look * (WIDTH - LEFT - 10) / count;
        }

        private double y(double value) {
            return TOP + (high - Math.clamp(value, low, high)) * (HEIGHT - BOTTOM - TOP) / (high - low);
        }

        private void text(int x, int y, String text, String colour) {
            parts.add(String.format(Locale.ROOT, "<text x='%d' y='%d' fill='%s'>%s</text>", x, y, colour, text));
        }

        void level(double value, String name) {
            parts.add(String.format(
                    Locale.ROOT,
                    "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='%s' stroke-dasharray='6 4'/>",
                    LEFT,
                    y(value),
                    WIDTH - 10,
                    y(value),
                    INK));
            text(WIDTH - 60, (int) y(value) - 5, name, INK);
        }

        void line(double[] values, String name, String colour) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i + 1.0), y(values[i])));
            }
            parts.add("<polyline fill='none' stroke-width='2.5' stroke='" + colour + "' points='"
                    + points.toString().strip() + "'/>");
            int at = LEFT + 200 * labels++;
            parts.add("<rect x='" + at + "' y='24' width='10' height='10' fill='" + colour + "'/>");
            text(at + 15, 33, name, INK);
        }

        String svg() {
            return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + WIDTH + " " + HEIGHT
                    + "' font-family='system-ui, sans-serif' font-size='12'>\n" + String.join("\n", parts)
                    + "\n</svg>\n";
        }
    }
}
