package arelops.app.cli;

import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import arelops.app.simulate.Figures;
import arelops.app.simulate.Scenario;
import arelops.core.policy.DurationText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a simulation found, for people, for scripts and as JSON.
final class FiguresText {
    private final View view;
    private final Scenario scenario;
    private final Figures figures;

    FiguresText(View view, Scenario scenario, Figures figures) {
        this.view = view;
        this.scenario = scenario;
        this.figures = figures;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(assumed());
        lines.add("");
        Table table = new Table(view)
                .row(
                        quiet("environment"),
                        quiet("runs it after"),
                        quiet("settled after"),
                        quiet("at most"),
                        quiet("releases"),
                        quiet("commits each"),
                        quiet("occupied"));
        for (Figures.OfEnvironment one : figures.environments()) {
            table.row(
                    new Cell(Tone.STRONG, one.name().upper()),
                    Cell.of(one.serves().map(FiguresText::usual).orElse("never")),
                    Cell.of(one.settles().map(FiguresText::usual).orElse("never")),
                    Cell.of(one.settles().map(spread -> brief(spread.most())).orElse("")),
                    Cell.of(Integer.toString(one.endings().settled())),
                    Cell.of(one.batch()
                            .map(spread -> spread.p50() + " / " + spread.p95() + ", at most " + spread.most())
                            .orElse("")),
                    Cell.of(percent(one.occupied())));
        }
        lines.addAll(table.lines());
        lines.add("  Durations are P50 / P95, from the merge of a change; commits are P50 / P95 of a settled release.");
        lines.add("");
        lines.addAll(verdict());
        return lines;
    }

    private List<String> assumed() {
        Scenario.Pace pace = scenario.pace();
        Scenario.Load load = scenario.load();
        String faulty = load.faulty().fraction() > 0
                ? ", " + load.faulty() + " of them with an error that shows in "
                        + load.finds().upper()
                : "";
        return List.of(
                load.perDay() + " changes a day for " + scenario.period().days()
                        + (scenario.period().days() == 1 ? " day from " : " days from ")
                        + day() + faulty + " (seed " + scenario.seed() + ")",
                view.paint(
                        Tone.QUIET,
                        "A build takes " + DurationText.write(pace.build()) + ", a start "
                                + DurationText.write(pace.start()) + ", an acceptance test "
                                + DurationText.write(pace.accept()) + ", people "
                                + DurationText.write(pace.people())
                                + ": --build --start --accept --people"));
    }

    private List<String> verdict() {
        List<String> lines = new ArrayList<>();
        Figures.OfEnvironment last = figures.last();
        String merged = figures.changes() + " changes were merged";
        lines.add(
                last.missing() == 0
                        ? view.paint(Tone.GOOD, "✓") + " " + merged + ", and all that are sound settled in "
                                + last.name().upper()
                        : view.paint(Tone.BAD, "✕") + " "
                                + view.plain(merged + ", and " + last.missing() + " that are sound never settled in "
                                        + last.name().upper()));
        for (Figures.OfEnvironment one : figures.environments()) {
            Figures.Endings endings = one.endings();
            List<String> other = new ArrayList<>();
            count(other, endings.rejected(), "rejected");
            count(other, endings.failed(), "failed");
            count(other, endings.displaced(), "displaced by a newer one");
            count(other, endings.withdrawn(), "withdrawn");
            if (!other.isEmpty()) {
                lines.add("  " + one.name().upper() + ": " + String.join(", ", other));
            }
            if (one.missing() > 0) {
                lines.add("  at last: " + view.plain(one.waits()));
            }
        }
        if (figures.faulty() > 0) {
            lines.add("  " + figures.faulty() + " changes carried an error, " + figures.reverted() + " were reverted");
        }
        return lines;
    }

    private static void count(List<String> words, int number, String what) {
        if (number > 0) {
            words.add(number + " " + what);
        }
    }

    /// One record for each environment: name; P50, P95 and the longest until it runs a change,
    /// and until that is settled, in seconds; releases; commits of a release as P50, P95, most;
    /// share occupied; changes never settled.
    List<String> plain() {
        return figures.environments().stream()
                .map(one -> String.join(
                        "\t",
                        one.name().text(),
                        seconds(one.serves()),
                        seconds(one.settles()),
                        Integer.toString(one.endings().settled()),
                        one.batch()
                                .map(spread -> spread.p50() + "\t" + spread.p95() + "\t" + spread.most())
                                .orElse("\t\t"),
                        String.format(Locale.ROOT, "%.4f", one.occupied()),
                        Integer.toString(one.missing())))
                .toList();
    }

    private static String seconds(Optional<Figures.Spread<Duration>> spread) {
        return spread.map(one -> one.p50().toSeconds() + "\t" + one.p95().toSeconds() + "\t"
                        + one.most().toSeconds())
                .orElse("\t\t");
    }

    ObjectNode json() {
        Scenario.Pace pace = scenario.pace();
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.putObject("assumed")
                .put("app", scenario.app().text())
                .put("perDay", scenario.load().perDay())
                .put("faulty", scenario.load().faulty().fraction())
                .put("foundIn", scenario.load().finds().text())
                .put("from", day())
                .put("days", scenario.period().days())
                .put("buildSeconds", pace.build().toSeconds())
                .put("startSeconds", pace.start().toSeconds())
                .put("acceptSeconds", pace.accept().toSeconds())
                .put("peopleSeconds", pace.people().toSeconds())
                .put("seed", scenario.seed());
        out.put("changes", figures.changes())
                .put("faulty", figures.faulty())
                .put("reverted", figures.reverted())
                .put("built", figures.built());
        ArrayNode all = out.putArray("environments");
        for (Figures.OfEnvironment one : figures.environments()) {
            ObjectNode json = all.addObject().put("name", one.name().text());
            one.serves().ifPresent(spread -> seconds(json.putObject("runsAfterSeconds"), spread));
            one.settles().ifPresent(spread -> seconds(json.putObject("settledAfterSeconds"), spread));
            one.batch()
                    .ifPresent(spread -> json.putObject("commitsPerRelease")
                            .put("p50", spread.p50())
                            .put("p95", spread.p95())
                            .put("most", spread.most()));
            json.put("settled", one.endings().settled())
                    .put("rejected", one.endings().rejected())
                    .put("failed", one.endings().failed())
                    .put("displaced", one.endings().displaced())
                    .put("withdrawn", one.endings().withdrawn())
                    .put("occupied", one.occupied())
                    .put("neverSettled", one.missing())
                    .put("atLast", one.waits());
        }
        return out;
    }

    private static void seconds(ObjectNode json, Figures.Spread<Duration> spread) {
        json.put("p50", spread.p50().toSeconds())
                .put("p95", spread.p95().toSeconds())
                .put("most", spread.most().toSeconds());
    }

    private String day() {
        return scenario.period().from().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String usual(Figures.Spread<Duration> spread) {
        return brief(spread.p50()) + " / " + brief(spread.p95());
    }

    /// In minutes, from two days on in hours.
    private static String brief(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        return DurationText.write(
                duration.toDays() >= 2 ? Duration.ofHours(duration.toHours()) : Duration.ofMinutes(minutes));
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    private static Cell quiet(String text) {
        return new Cell(Tone.QUIET, text);
    }
}
