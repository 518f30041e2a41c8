package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Happened;
import arelops.app.answer.Standing;
import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import arelops.core.gate.Sentence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Changes on the screen: `change list`, `change show`, `why 420`, and the row of the status.
final class ChangeText {
    private static final int TITLE = 48;
    /// How many changes the status names.
    private static final int NAMED = 3;

    private static final int LEAST = 30;

    private final View view;

    ChangeText(View view) {
        this.view = view;
    }

    List<String> list(Doc answer) {
        Table table = new Table(view);
        for (Doc change : answer.list("changes")) {
            table.row(
                    Glyph.ofChange(change).cell("#" + change.text("number")),
                    Cell.of(View.cut(change.text("title"), TITLE)),
                    Cell.of(change.text("by")),
                    new Cell(Tone.QUIET, age(change, "updatedAt")),
                    Cell.of(change.text("brief")
                            + (change.texts("labels").isEmpty()
                                    ? ""
                                    : "   " + String.join(", ", change.texts("labels")))));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (lines.isEmpty()) {
            lines.add("No change is here. Propose one: arelops change open");
        }
        if (answer.has("next")) {
            lines.add(view.paint(Tone.QUIET, "  and older ones: arelops change list -n 1000"));
        }
        for (Doc damaged : answer.list("damaged")) {
            lines.add(view.paint(
                    Tone.BAD,
                    "✕ The history of #" + damaged.text("number") + " cannot be read: " + damaged.text("because")));
        }
        return lines;
    }

    private String age(Doc doc, String name) {
        return doc.instant(name).map(at -> HumanTime.since(view, at)).orElse("");
    }

    private String clock(Doc doc, String name) {
        return HumanTime.clock(view, doc.instant(name).orElse(Instant.EPOCH));
    }

    /// What it waits for: the sentence, and each condition with who or what opens it.
    List<String> why(Doc change) {
        List<String> lines = new ArrayList<>();
        headline(change, lines);
        if (change.has("mishap")) {
            lines.add(view.paint(Tone.BAD, "The last step did not work: " + change.text("mishap")));
        }
        List<Doc> gates = change.list("gates");
        if (!gates.isEmpty()) {
            lines.add("");
            lines.addAll(new WhyText(view).gates(gates));
        }
        return lines;
    }

    private void headline(Doc change, List<String> lines) {
        Glyph glyph = Glyph.ofChange(change);
        lines.add(view.paint(Tone.STRONG, "#" + change.text("number")) + " " + view.plain(change.text("title")) + "   "
                + view.paint(glyph.tone(), glyph.sign() + " " + change.text("brief")));
        Table.wrap(change.text("sentence"), width(0)).forEach(line -> lines.add(view.plain(line)));
        test(change, lines);
    }

    private void test(Doc change, List<String> lines) {
        if (change.has("test")) {
            Doc test = change.at("test");
            Tone tone = test.flag("conflicts") ? Tone.YOU : Tone.PLAIN;
            Table.wrap(said(test), width(0)).forEach(line -> lines.add(view.paint(tone, view.plain(line))));
            if (test.has("url")) {
                lines.add(view.plain("  " + test.text("url")));
            }
            if (test.has("others")) {
                Doc others = test.at("others");
                boolean missing = !others.texts("missing").isEmpty();
                String again = missing ? "; once it is: arelops test " + change.text("number") : "";
                lines.add(view.paint(
                        missing ? Tone.YOU : Tone.QUIET, "  " + view.plain(others.text("sentence")) + again));
            }
        }
    }

    /// How TEST is; right after it was raised or ended no look has said so yet.
    private static String said(Doc test) {
        return test.has("sentence")
                ? Sentence.of(test.text("sentence"))
                : "TEST " + test.text("state") + " " + test.text("short");
    }

    /// All that is known of it.
    List<String> show(Doc change) {
        List<String> lines = new ArrayList<>(why(change));
        Doc head = change.at("head");
        lines.add("");
        lines.add("  "
                + view.plain(change.text("by") + " proposed it "
                        + age(change, "openedAt") + " ago"
                        + (change.text("branch").isEmpty() ? "" : ", from " + change.text("branch"))
                        + (change.has("reverts")
                                ? ", to take back " + change.at("reverts").text("short")
                                : "")
                        + "; its newest commit is " + head.text("short") + ", since " + clock(head, "since")));
        if (!change.texts("labels").isEmpty()) {
            lines.add("  " + view.plain("labels: " + String.join(", ", change.texts("labels"))));
        }
        List<String> description = change.lines("description");
        if (!description.isEmpty()) {
            lines.add("");
            lines.addAll(text(description, "    "));
        }
        said(change, lines);
        lines.add("");
        change.list("history").forEach(entry -> lines.addAll(entry(entry)));
        return lines;
    }

    private void said(Doc change, List<String> lines) {
        Table table = new Table(view);
        for (Doc opinion : change.list("opinions")) {
            if (!opinion.has("withdrawn")) {
                table.row(Glyph.of(Standing.ofOpinion(opinion)).cell(opinion.text("by")), Cell.of(words(opinion)));
            }
        }
        for (Doc signed : change.list("signOffs")) {
            Standing standing = Standing.ofSignOff(signed, change);
            table.row(
                    Glyph.of(standing).cell(signed.text("by")),
                    Cell.of("signed " + signed.text("short") + " off as " + signed.text("as")
                            + (standing == Standing.GOOD ? "" : ", which is not the newest commit")));
        }
        if (!table.lines().isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
    }

    private static String words(Doc opinion) {
        String what = opinion.text("kind").equals("asks-for-changes") ? "asks for changes of " : "approved ";
        return what
                + opinion.text("short")
                + (opinion.has("counts") && !opinion.flag("counts") ? "; " + opinion.text("sentence") : "");
    }

    /// What happened once; what people wrote goes below, as they broke its lines.
    private List<String> entry(Doc entry) {
        List<String> written = entry.lines("text");
        String sentence = Happened.of(entry) + (written.isEmpty() ? "" : ":");
        List<String> lines = new ArrayList<>(new Table(view)
                .row(new Cell(Tone.QUIET, clock(entry, "at")), Cell.of(sentence))
                .lines());
        lines.addAll(text(written, "         "));
        return lines;
    }

    private List<String> text(List<String> written, String indent) {
        return written.stream()
                .flatMap(line -> Table.wrap(line, width(indent.length())).stream())
                .map(line -> (indent + view.plain(line)).stripTrailing())
                .toList();
    }

    private int width(int indent) {
        return Math.max(LEAST, view.columns() - indent);
    }

    /// The row of the status; nothing where no change is open.
    List<String> status(Doc status) {
        Doc changes = status.at("changes");
        long open = changes.number("open");
        if (open == 0) {
            return List.of();
        }
        List<String> named = changes.list("first").stream()
                .limit(NAMED)
                .map(change -> "#" + change.text("number") + " " + change.text("brief"))
                .toList();
        String more = open > named.size() ? "  and " + (open - named.size()) + " more" : "";
        return new Table(view)
                .row(
                        new Cell(Tone.STRONG, View.pad("CHANGES", widest(status))),
                        Cell.of(open + " open"),
                        Cell.of(String.join("  ", named) + more))
                .lines();
    }

    /// The longest name of an environment, below which the row stands.
    private static int widest(Doc status) {
        return status.list("apps").stream()
                .flatMap(app -> app.list("environments").stream())
                .mapToInt(environment -> environment.text("name").length())
                .max()
                .orElse(0);
    }

    /// One line for each that is named, as `status -w` prints them into a pipe.
    static List<String> watched(Doc status) {
        return status.at("changes").list("first").stream()
                .map(change -> "#" + change.text("number") + " " + change.text("brief"))
                .toList();
    }

    /// `change list --plain`: number, state, draft or not, who, commit, branch, opened, updated, how it
    /// stands, labels, title.
    static List<String> plain(Doc answer) {
        return answer.list("changes").stream()
                .map(change -> String.join(
                        "\t",
                        change.text("number"),
                        change.text("state"),
                        change.flag("draft") ? "draft" : "",
                        change.text("by"),
                        change.at("head").text("sha"),
                        change.text("branch"),
                        change.text("openedAt"),
                        change.text("updatedAt"),
                        change.text("brief"),
                        String.join(",", change.texts("labels")),
                        change.text("title")))
                .toList();
    }

    /// `why 420 --plain`: as the gates of an environment; one record for a change that has none any more.
    static List<String> plainGates(Doc change) {
        String name = change.text("number");
        List<String> gates = change.list("gates").stream()
                .map(gate -> PlainText.gate(name, gate))
                .toList();
        return gates.isEmpty()
                ? List.of(String.join(
                        "\t", name, "change", change.text("state"), "", "", "", "", change.text("sentence")))
                : gates;
    }
}
