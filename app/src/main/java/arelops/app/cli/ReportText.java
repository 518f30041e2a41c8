package arelops.app.cli;

import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `error list` and `error show`, `people list` and `verify`.
final class ReportText {
    private final View view;

    ReportText(View view) {
        this.view = view;
    }

    List<String> errors(Doc errors, boolean all) {
        Table table = new Table(view);
        for (Doc error : errors.list("errors")) {
            if (all || error.flag("open")) {
                long open = error.list("suspects").stream()
                        .filter(one -> one.flag("open"))
                        .count();
                table.row(
                        (error.flag("open") ? Glyph.BAD : Glyph.GOOD).cell("error " + error.number("number")),
                        Cell.of(error.at("rejected").text("short") + " rejected in "
                                + error.text("environment").toUpperCase(Locale.ROOT)),
                        Cell.of(error.flag("open") ? open + (open == 1 ? " suspect" : " suspects") : "resolved"));
            }
        }
        List<String> lines = table.lines();
        return lines.isEmpty() ? List.of(view.paint(Tone.GOOD, "✓") + " No error is open.") : lines;
    }

    List<String> error(Doc error) {
        List<String> lines = new ArrayList<>();
        String environment = error.text("environment").toUpperCase(Locale.ROOT);
        lines.add(
                "Error " + error.number("number") + ": " + error.at("rejected").text("short") + " was rejected in "
                        + environment + ". "
                        + (error.flag("open")
                                ? "Releases with these suspects do not come to " + environment + " or beyond:"
                                : "It is resolved."));
        Table table = new Table(view);
        for (Doc suspect : error.list("suspects")) {
            String fate = !suspect.text("fixedBy").isEmpty()
                    ? "fixed by " + suspect.text("fixedBy")
                    : !suspect.text("revertedBy").isEmpty()
                            ? "reverted by " + suspect.text("revertedBy")
                            : suspect.flag("cleared")
                                    ? "cleared"
                                    : suspect.flag("open") ? "suspect" : "no longer suspect";
            table.row(
                    (suspect.flag("open") ? Glyph.BAD : Glyph.GOOD).cell(suspect.text("short")),
                    Cell.of(fate),
                    Cell.of(suspect.text("subject")));
        }
        lines.addAll(table.lines());
        if (error.flag("open")) {
            String clear = "  arelops error clear " + error.number("number");
            lines.add("");
            lines.add(view.paint(Tone.QUIET, "Push a fix or a revert, then:"));
            lines.add(clear + " --suspect SHA --fixed-by SHA -m \"reason\"");
            lines.add(clear + " --suspect SHA -m \"reason\"      it was not this one");
            lines.add(clear + " --culprit SHA -m \"reason\"      it was this one");
        }
        return lines;
    }

    List<String> people(Doc people) {
        Table table = new Table(view);
        for (Doc person : people.list("people")) {
            table.row(
                    new Cell(Tone.STRONG, "@" + person.text("name")),
                    Cell.of(person.text("role") + (person.flag("bot") ? " (bot)" : "")),
                    new Cell(Tone.QUIET, String.join(", ", person.texts("emails"))));
        }
        return table.lines();
    }

    /// @param since from where on documents were read, as it was asked; empty for all
    List<String> verification(Doc verification, String since) {
        List<String> lines = new ArrayList<>();
        long entries = verification.number("entries");
        List<Doc> findings = verification.list("findings");
        boolean chain =
                findings.stream().allMatch(finding -> finding.text("kind").equals("drift"));
        if (chain) {
            lines.add(view.paint(Tone.GOOD, "✓") + " " + records(entries) + ", chain intact");
            if (!since.isBlank()) {
                long checked = verification.number("checked");
                lines.add(view.paint(Tone.GOOD, "✓") + " " + records(checked) + " since " + since.strip()
                        + ", with their documents; those of " + (entries - checked) + " before were not read again");
            }
        }
        if (findings.isEmpty()) {
            lines.add(view.paint(Tone.GOOD, "✓") + " the tags agree with the evidence");
        }
        for (Doc finding : findings) {
            lines.add(view.paint(Tone.BAD, "✕") + " " + finding.text("text"));
            lines.add("  " + view.paint(Tone.STRONG, "Fix") + "  " + mend(finding.text("kind")));
        }
        return lines;
    }

    private static String records(long count) {
        return count + (count == 1 ? " record" : " records");
    }

    private static String mend(String kind) {
        return switch (kind) {
            case "drift" -> "arelops repair ENV, if the automation has not put it back meanwhile";
            case "evidence-missing" -> "fetch refs/arelops/* from a clone that has it";
            case "rewritten" -> "push the ledger back from a clone that still has it";
            default -> "find out who wrote it: git log refs/arelops/ledger; nothing moves until an admin put it right";
        };
    }
}
