package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `arelops status`: the sentence, the line with its flags, and a row for each environment.
final class StatusText {
    /// Below this width commits are dots.
    private static final int WIDE = 100;
    /// Below this width there is only the table.
    private static final int NARROW = 60;

    private static final int LEAST = 16;
    private static final String AFTER = "    ";

    private final View view;

    StatusText(View view) {
        this.view = view;
    }

    List<String> lines(Doc status) {
        List<String> lines = new ArrayList<>();
        headline(status, lines);
        boolean several = status.list("apps").size() > 1;
        for (Doc app : status.list("apps")) {
            lines.add("");
            if (several) {
                lines.add(view.paint(Tone.STRONG, app.text("name")));
            }
            if (view.columns() >= NARROW) {
                List<String> drawing = new LineDrawing(view, view.columns() >= WIDE).lines(status, app);
                lines.addAll(drawing);
                if (!drawing.isEmpty()) {
                    lines.add("");
                }
            }
            lines.addAll(table(app));
        }
        lines.addAll(new ChangeText(view).status(status));
        List<String> notes = notes(status);
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return lines;
    }

    private void headline(Doc status, List<String> lines) {
        String name =
                status.list("apps").size() == 1 ? status.list("apps").getFirst().text("name") : "";
        Tone tone = status.flag("needsYou") ? Tone.YOU : Tone.PLAIN;
        String first = name.isEmpty() ? "" : view.paint(Tone.STRONG, name) + "   ";
        int indent = name.isEmpty() ? 0 : name.length() + 3;
        List<String> wrapped = Table.wrap(status.text("sentence"), Math.max(30, view.columns() - indent));
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? first : " ".repeat(indent)) + view.paint(tone, wrapped.get(i)));
        }
    }

    /// One row for each environment, the one closest to customers first, and one for trunk.
    List<String> table(Doc app) {
        Table table = new Table(view);
        boolean narrow = view.columns() < NARROW;
        for (Doc environment : app.list("environments").reversed()) {
            EnvironmentState state = EnvironmentState.of(environment, view);
            Cell name = new Cell(Tone.STRONG, environment.text("name").toUpperCase(Locale.ROOT));
            Cell sha = Cell.of(environment.has("sha") ? environment.text("short") : "-");
            if (narrow) {
                table.row(name, sha, state.glyph().cell(state.word()), Cell.of(state.why()));
            } else {
                String since = environment
                        .instant("since")
                        .map(at -> HumanTime.since(view, at))
                        .orElse("");
                String next = environment.has("next")
                        ? "next " + environment.at("next").text("short")
                        : "";
                table.row(
                        name,
                        sha,
                        new Cell(Tone.QUIET, since),
                        Cell.of(next),
                        state.glyph().cell(state.word()),
                        new Cell(Tone.PLAIN, EnvironmentState.bar(environment) + state.why()));
            }
        }
        Doc intake = app.at("intake");
        Cell trunk = new Cell(Tone.STRONG, "trunk");
        Glyph glyph = intakeGlyph(intake);
        Cell why = Cell.of(
                intake.has("mishap")
                        ? intake.text("because") + ", which did not work: " + intake.text("mishap")
                        : intake.text("because") + EnvironmentState.act(intake));
        if (narrow) {
            table.row(trunk, Cell.of(""), glyph.cell(""), why);
        } else {
            table.row(trunk, Cell.of(""), Cell.of(""), Cell.of(""), glyph.cell(""), why);
        }
        return table.lines();
    }

    private List<String> notes(Doc status) {
        List<String> notes = new ArrayList<>();
        status.maybe("trouble")
                .ifPresent(trouble -> notes.addAll(note(
                        Tone.BAD,
                        "✕ Since "
                                + trouble.instant("since")
                                        .map(at -> HumanTime.clock(view, at))
                                        .orElse("a while")
                                + ": " + trouble.text("message"))));
        String broken = status.at("rules").text("broken");
        if (!broken.isEmpty()) {
            notes.addAll(note(Tone.BAD, "✕ " + broken + ". Nothing is promoted. See arelops config check."));
        }
        for (Doc error : status.list("errors")) {
            notes.addAll(note(
                    Tone.BAD,
                    "✕ error " + error.number("number") + ": "
                            + error.at("rejected").text("short") + " was rejected in "
                            + error.text("environment").toUpperCase(Locale.ROOT) + "   arelops error show "
                            + error.number("number")));
        }
        for (Doc app : status.list("apps")) {
            for (Doc debt : app.list("debts")) {
                notes.addAll(note(Tone.YOU, "! " + new SkippedText(view).debt(debt)));
            }
        }
        for (Doc app : status.list("apps")) {
            app.maybe("recording")
                    .ifPresent(recording -> notes.addAll(note(
                            RecordedText.troubled(recording) ? Tone.YOU : Tone.QUIET,
                            new RecordedText(view).line(recording))));
        }
        List<Doc> relaxed = status.list("relaxed");
        List<String> byRules = relaxed.stream()
                .filter(one -> one.text("by").isEmpty())
                .map(one -> one.text("key"))
                .distinct()
                .toList();
        if (!byRules.isEmpty()) {
            notes.add(quiet("  relaxed: " + String.join(", ", byRules) + "   arelops config explain"));
        }
        relaxed.stream()
                .filter(one -> one.text("by").equals("machine"))
                .forEach(one -> notes.add(quiet("  relaxed: " + one.text("sentence") + "   arelops doctor")));
        List<Doc> missing = status.list("notInThisRelease");
        if (!missing.isEmpty()) {
            notes.add(quiet("  relaxed, as not in this release: "
                    + String.join(
                            ", ",
                            missing.stream()
                                    .map(one -> one.text("key"))
                                    .distinct()
                                    .toList())));
        }
        status.instant("at")
                .ifPresent(at -> notes.add(quiet("  tags verified against git " + HumanTime.since(view, at) + " ago")));
        return notes;
    }

    /// Below the line and no wider than the screen; what is too long goes on below.
    private List<String> note(Tone tone, String text) {
        List<String> wrapped = Table.wrap(text, Math.max(LEAST, view.columns() - AFTER.length()));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(view.paint(tone, (i == 0 ? "  " : AFTER) + wrapped.get(i)));
        }
        return lines;
    }

    private String quiet(String text) {
        return view.paint(Tone.QUIET, View.cut(text, view.columns()));
    }

    /// One record for each environment, tab-separated: name, commit, since, settled, next, state, why.
    static List<String> plain(Doc status, View view) {
        List<String> lines = new ArrayList<>();
        for (Doc app : status.list("apps")) {
            for (Doc environment : app.list("environments")) {
                EnvironmentState state = EnvironmentState.of(environment, view);
                lines.add(String.join(
                        "\t",
                        app.text("name"),
                        environment.text("name"),
                        environment.text("sha"),
                        environment.text("since"),
                        environment.text("settled"),
                        environment.at("next").text("sha"),
                        state.word(),
                        state.why()));
            }
        }
        return lines;
    }

    private static Glyph intakeGlyph(Doc intake) {
        if (intake.has("mishap")) {
            return Glyph.BAD;
        }
        if (EnvironmentState.needsPerson(intake)) {
            return Glyph.YOU;
        }
        String because = intake.text("because");
        boolean failed = intake.list("gates").stream()
                .anyMatch(gate -> gate.text("state").equals("failed"));
        if (failed || because.endsWith("does not build")) {
            return Glyph.BAD;
        }
        return because.equals("trunk is built") ? Glyph.GOOD : Glyph.MOVES;
    }

    /// One line for each environment, as `status -w` redraws or prints them.
    static List<String> watched(Doc status) {
        List<String> lines = new ArrayList<>();
        boolean several = status.list("apps").size() > 1;
        for (Doc app : status.list("apps")) {
            for (Doc environment : app.list("environments").reversed()) {
                String name = environment.text("name").toUpperCase(Locale.ROOT);
                String because = environment.at("decision").text("because");
                lines.add((several ? app.text("name") + "/" : "")
                        + (because.startsWith(name) ? because : name + " " + because));
            }
            lines.add((several ? app.text("name") + "/" : "") + "trunk: "
                    + app.at("intake").text("because"));
        }
        lines.addAll(ChangeText.watched(status));
        return lines;
    }
}
