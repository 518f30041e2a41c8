package arelops.app.cli;

import arelops.core.difference.DifferenceEvidence;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.DifferenceVerdict;
import arelops.core.difference.Example;
import arelops.core.difference.Finding;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a release answers differently, on a terminal and as JSON.
final class DiffText {
    private static final String NOTHING = "nothing";

    private final View view;

    DiffText(View view) {
        this.view = view;
    }

    List<String> lines(DifferenceEvidence evidence) {
        List<String> lines = new ArrayList<>();
        DifferenceReport report = evidence.report();
        lines.add(verdict(evidence));
        Table table = new Table(view);
        for (Finding finding : report.findings()) {
            Finding.Counts counts = finding.counts();
            table.row(
                    Table.Cell.of(printable(finding.route())),
                    Table.Cell.of(printable(finding.place())),
                    Table.Cell.of(finding.aspect().words()),
                    Table.Cell.of(String.format(Locale.ROOT, "%,d of %,d", counts.raw(), counts.pairs())),
                    new Table.Cell(View.Tone.QUIET, String.format(Locale.ROOT, "noise %,d", counts.noise())),
                    Table.Cell.of("")); // the last cell alone may take several lines
        }
        List<String> rows = table.lines();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(rows.get(i));
            report.findings().get(i).examples().forEach(example -> lines.add(line(example)));
        }
        lines.addAll(notes(evidence));
        return lines;
    }

    private String verdict(DifferenceEvidence evidence) {
        DifferenceReport report = evidence.report();
        return switch (evidence.verdict()) {
            case DifferenceVerdict.Different _ ->
                view.paint(View.Tone.BAD, "✕") + " "
                        + TrafficCommands.count(report.findings().size(), "place")
                        + " answered differently than by stable; "
                        + TrafficCommands.count(report.compared().pairs(), "request") + " compared";
            case DifferenceVerdict.Alike(String because) -> view.paint(View.Tone.GOOD, "✓") + " " + because;
            case DifferenceVerdict.Unknown(String because) -> view.paint(View.Tone.BAD, "?") + " " + because;
        };
    }

    private String line(Example example) {
        String change = shown(example.stable()) + " → " + shown(example.candidate());
        return "      " + change + "  " + view.paint(View.Tone.QUIET, printable(example.request()));
    }

    private static String shown(String value) {
        return value.isEmpty() ? NOTHING : printable(value);
    }

    /// Answers are an app's: nothing in them may steer a terminal.
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '·' : c));
        return out.toString();
    }

    private List<String> notes(DifferenceEvidence evidence) {
        DifferenceReport.Compared compared = evidence.report().compared();
        DifferenceEvidence.Requests requests = evidence.requests();
        List<String> notes = new ArrayList<>();
        note(notes, requests.failed(), "request", "not answered by one of the three");
        note(notes, requests.unmatched(), "request", "given up: too many answers waited for a missing one");
        note(notes, requests.fenced(), "request", "not sent");
        note(notes, compared.otherRoute(), "request", "of routes that had no room of their own");
        note(notes, compared.withoutRoom(), "difference", "not counted: their places had no room");
        return notes;
    }

    private void note(List<String> notes, long number, String what, String because) {
        if (number > 0) {
            notes.add("  " + view.paint(View.Tone.QUIET, TrafficCommands.count(number, what) + " " + because));
        }
    }

    /// As the gate of the line has it beside its entry.
    static ObjectNode json(DifferenceEvidence evidence) {
        try {
            return (ObjectNode) new JsonMapper().readTree(evidence.json().canonical());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is JSON", e);
        }
    }

    /// The same without what the apps answered: that may show persons, and the ledger forgets nothing.
    static ObjectNode withoutExamples(DifferenceEvidence evidence) {
        ObjectNode json = json(evidence);
        json.path("places").forEach(place -> ((ObjectNode) place).remove("examples"));
        return json;
    }
}
