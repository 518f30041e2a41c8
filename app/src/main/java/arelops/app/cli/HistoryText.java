package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `log`, `show` and `diff`: what happened, and what lies between two commits.
final class HistoryText {
    private final View view;

    HistoryText(View view) {
        this.view = view;
    }

    List<String> log(Doc log) {
        Table table = new Table(view);
        for (Doc entry : log.list("entries")) {
            String because = entry.text("because").isEmpty() ? "" : " (" + entry.text("because") + ")";
            table.row(
                    new Cell(Tone.QUIET, entry.text("seq")),
                    new Cell(
                            Tone.QUIET,
                            HumanTime.clock(view, entry.instant("at").orElse(Instant.EPOCH))),
                    new Cell(tone(entry.text("kind")), sign(entry.text("kind"))),
                    Cell.of(by(entry.text("by"))),
                    Cell.of(entry.text("subject") + because));
        }
        List<String> lines = table.lines();
        return lines.isEmpty() ? List.of("Nothing is recorded yet.") : lines;
    }

    private static String by(String actor) {
        return actor.startsWith("@") ? actor : "arelops";
    }

    private static String sign(String kind) {
        return switch (kind) {
            case "moved", "adopted", "settled" -> "●";
            case "rejected", "not-built", "failed", "drift" -> "✕";
            case "rollback", "withdrawn", "hold", "failover", "failback" -> "◐";
            default -> "·";
        };
    }

    private static Tone tone(String kind) {
        return switch (kind) {
            case "rejected", "not-built", "failed", "drift" -> Tone.BAD;
            case "settled" -> Tone.GOOD;
            case "rollback", "withdrawn", "hold", "failover", "failback" -> Tone.YOU;
            default -> Tone.PLAIN;
        };
    }

    static List<String> plainLog(Doc log) {
        return log.list("entries").stream()
                .map(entry -> String.join(
                        "\t",
                        entry.text("seq"),
                        entry.text("at"),
                        entry.text("kind"),
                        entry.text("by"),
                        entry.text("app"),
                        entry.text("environment"),
                        entry.text("subject"),
                        entry.text("because")))
                .toList();
    }

    /// The journey of a commit.
    List<String> show(Doc journey) {
        List<String> lines = new ArrayList<>();
        String written = journey.text("author").isEmpty() ? "" : "   " + journey.text("author");
        String when = journey.instant("at")
                .map(at -> ", " + HumanTime.clock(view, at))
                .orElse("");
        lines.add(view.paint(Tone.STRONG, journey.text("short")) + "  " + view.plain(journey.text("subject"))
                + view.paint(Tone.QUIET, written + when));
        for (Doc app : journey.list("apps")) {
            lines.add(WhyText.where(journey, app) + ".");
            lines.add("");
            lines.addAll(steps(journey, app));
            if (!app.text("artifact").isEmpty()) {
                lines.add("");
                lines.add("  Release " + app.text("release") + ", artifact " + View.cut(app.text("artifact"), 24)
                        + " built once");
            }
        }
        lines.add("");
        Table table = new Table(view);
        for (Doc entry : journey.list("entries")) {
            table.row(
                    new Cell(Tone.QUIET, entry.text("seq")),
                    new Cell(
                            Tone.QUIET,
                            HumanTime.clock(view, entry.instant("at").orElse(Instant.EPOCH))),
                    Cell.of(entry.text("subject")));
        }
        lines.addAll(table.lines());
        return lines;
    }

    private List<String> steps(Doc journey, Doc app) {
        Table table = new Table(view);
        boolean on = journey.flag("onTrunk");
        table.row(
                (on ? Glyph.GOOD : Glyph.NONE).cell("on trunk"),
                Cell.of(journey.instant("seenAt")
                        .map(at -> "seen " + HumanTime.clock(view, at))
                        .orElse("")));
        for (Doc gate : app.list("gates")) {
            String people = String.join(
                    ", ",
                    journey.texts("approvals").stream().map(name -> "@" + name).toList());
            table.row(
                    Glyph.of(gate).cell(gate.text("id")),
                    Cell.of(gate.text("sentence") + (people.isEmpty() ? "" : " by " + people)));
        }
        for (Doc check : journey.list("checks")) {
            Glyph glyph = check.text("outcome").equals("passed") ? Glyph.GOOD : Glyph.BAD;
            table.row(
                    glyph.cell(check.text("name")),
                    Cell.of(check.text("said").isEmpty() ? check.text("outcome") : check.text("said")));
        }
        table.row(
                (app.flag("built") ? Glyph.GOOD : app.flag("notBuilt") ? Glyph.BAD : Glyph.NONE)
                        .cell(app.flag("notBuilt") ? "not built" : "built"),
                Cell.of(app.flag("built") ? "release " + app.text("release") : ""));
        for (Doc environment : app.list("environments")) {
            String state = environment.text("state");
            table.row(
                    glyph(state).cell(environment.text("name").toUpperCase(Locale.ROOT)),
                    Cell.of(state.equals("not-yet") ? "" : words(state)));
        }
        return table.lines();
    }

    private static String words(String state) {
        return switch (state) {
            case "runs" -> "runs it";
            case "trial" -> "runs it and proves it";
            case "entering" -> "on its way in";
            case "contained" -> "runs a newer one that contains it";
            case "ran" -> "ran it";
            case "candidate" -> "next";
            default -> state;
        };
    }

    private static Glyph glyph(String state) {
        return switch (state) {
            case "runs", "ran", "contained" -> Glyph.GOOD;
            case "trial", "entering" -> Glyph.MOVES;
            case "rejected" -> Glyph.BAD;
            case "withdrawn", "candidate" -> Glyph.YOU;
            default -> Glyph.NONE;
        };
    }

    List<String> diff(Doc diff, String from, String to) {
        List<String> lines = new ArrayList<>();
        List<Doc> commits = diff.list("commits");
        String count = commits.size() + (commits.size() == 1 ? " commit" : " commits");
        String shas =
                " (" + diff.at("from").text("short") + " → " + diff.at("to").text("short") + ")";
        lines.add(
                switch (diff.text("direction")) {
                    case "same" ->
                        from + " and " + to + " are at the same commit, "
                                + diff.at("to").text("short") + ".";
                    case "forward" -> to + " is " + count + " ahead of " + from + shas + ".";
                    case "back" -> to + " is " + count + " behind " + from + shas + ".";
                    default -> "One of " + from + " and " + to + " is not on trunk" + shas + ".";
                });
        lines.addAll(commits(commits));
        return lines;
    }

    List<String> commits(List<Doc> commits) {
        Table table = new Table(view);
        commits.forEach(commit -> table.row(
                Cell.of(commit.text("short")),
                Cell.of(commit.text("subject")
                        + (commit.text("author").isEmpty() ? "" : "   " + commit.text("author")))));
        return table.lines();
    }
}
