package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `arelops status --at`: the line as the ledger's entries until then have it.
final class PastText {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final View view;

    PastText(View view) {
        this.view = view;
    }

    List<String> lines(Doc past) {
        List<String> lines = new ArrayList<>();
        Instant at = past.instant("at").orElse(Instant.EPOCH);
        lines.add(view.paint(Tone.STRONG, "At " + exact(at)) + ", as the ledger has it");
        boolean several = past.list("apps").size() > 1;
        for (Doc app : past.list("apps")) {
            lines.add("");
            if (several) {
                lines.add(view.paint(Tone.STRONG, app.text("name")));
            }
            app.maybe("failover").ifPresent(failover -> lines.add(view.paint(Tone.YOU, failover.text("sentence"))));
            Table table = new Table(view);
            app.list("environments").reversed().forEach(environment -> row(table, environment, at));
            lines.addAll(table.lines());
        }
        lines.add("");
        for (Doc error : past.list("errors")) {
            lines.add(view.paint(
                    Tone.BAD,
                    "  ✕ error " + error.number("number") + ": "
                            + error.at("rejected").text("short") + " was rejected in "
                            + error.text("environment").toUpperCase(Locale.ROOT)));
        }
        Doc last = past.at("last");
        lines.add(view.paint(
                Tone.QUIET,
                "  from " + past.number("entries") + " entries; the last one until then is " + last.number("seq") + ", "
                        + last.instant("at").map(this::exact).orElse("") + ": " + last.text("subject")));
        lines.add(view.paint(
                Tone.QUIET, "  What gates and checks said at that moment is not in the ledger: arelops log"));
        return lines;
    }

    private String exact(Instant at) {
        return EXACT.format(at.atZone(view.zone()));
    }

    private static void row(Table table, Doc environment, Instant at) {
        State state = State.of(environment);
        table.row(
                new Cell(Tone.STRONG, environment.text("name").toUpperCase(Locale.ROOT)),
                Cell.of(environment.has("sha") ? environment.text("short") : "-"),
                new Cell(
                        Tone.QUIET,
                        environment
                                .instant("since")
                                .map(since -> Span.of(Duration.between(since, at)))
                                .orElse("")),
                state.glyph().cell(state.word()),
                Cell.of(state.why()));
    }

    /// What an environment was about.
    private record State(Glyph glyph, String word, String why) {
        static State of(Doc environment) {
            Doc attempt = environment.at("attempt");
            String tries = attempt.text("short");
            if (environment.has("drift")) {
                return new State(Glyph.BAD, "drift", "found elsewhere than the ledger says");
            }
            if (environment.has("hold")) {
                Doc hold = environment.at("hold");
                String because = hold.text("because");
                return new State(
                        Glyph.YOU, "held", "by " + hold.text("by") + (because.isEmpty() ? "" : ": " + because));
            }
            if (environment.has("attempt")) {
                return attempt.flag("moved")
                        ? new State(Glyph.MOVES, "proving", tries + " was on trial")
                        : new State(Glyph.MOVES, "moving", tries + " was on its way in");
            }
            if (!environment.has("sha")) {
                return new State(Glyph.NONE, "empty", "nothing had come here yet");
            }
            return environment.flag("settled")
                    ? new State(Glyph.GOOD, "settled", "")
                    : new State(Glyph.NONE, "runs", "not settled");
        }
    }

    /// One record for each environment, tab-separated: app, name, commit, since, settled, next, state, why.
    static List<String> plain(Doc past) {
        List<String> lines = new ArrayList<>();
        for (Doc app : past.list("apps")) {
            for (Doc environment : app.list("environments")) {
                State state = State.of(environment);
                lines.add(String.join(
                        "\t",
                        app.text("name"),
                        environment.text("name"),
                        environment.text("sha"),
                        environment.text("since"),
                        environment.text("settled"),
                        environment.at("attempt").flag("moved")
                                ? ""
                                : environment.at("attempt").text("sha"),
                        state.word(),
                        state.why()));
            }
        }
        return lines;
    }
}
