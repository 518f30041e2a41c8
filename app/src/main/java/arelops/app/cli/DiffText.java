package arelops.app.cli;

import arelops.app.traffic.difference.Comparison;
import arelops.core.difference.DifferenceReport;
import arelops.core.difference.Example;
import arelops.core.difference.Finding;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        DifferenceReport report = comparison.report();
        lines.add(verdict(comparison));
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
        lines.addAll(notes(comparison));
        return lines;
    }

    private String verdict(Comparison comparison) {
        DifferenceReport report = comparison.report();
        String compared = TrafficCommands.count(report.compared().pairs(), "request") + " compared";
        int found = report.findings().size();
        if (found > 0) {
            return view.paint(View.Tone.BAD, "✕") + " " + TrafficCommands.count(found, "place")
                    + " answered differently than by stable; " + compared;
        }
        return report.conclusive()
                ? view.paint(View.Tone.GOOD, "✓") + " nothing is answered differently than by stable; " + compared
                : view.paint(View.Tone.BAD, "?") + " too little to tell: " + compared + ", " + DifferenceReport.FEWEST
                        + " are needed at least";
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

    private List<String> notes(Comparison comparison) {
        DifferenceReport.Compared compared = comparison.report().compared();
        List<String> notes = new ArrayList<>();
        note(notes, comparison.failed(), "request", "not answered by one of the three");
        note(notes, comparison.unmatched(), "request", "given up: too many answers waited for a missing one");
        note(notes, comparison.fenced(), "request", "not sent");
        note(notes, compared.otherRoute(), "request", "of routes that had no room of their own");
        note(notes, compared.withoutRoom(), "difference", "not counted: their places had no room");
        return notes;
    }

    private void note(List<String> notes, long number, String what, String because) {
        if (number > 0) {
            notes.add("  " + view.paint(View.Tone.QUIET, TrafficCommands.count(number, what) + " " + because));
        }
    }

    static ObjectNode json(String recording, Comparison comparison) {
        DifferenceReport report = comparison.report();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("v", 1).put("recording", recording);
        json.put("conclusive", report.conclusive());
        ObjectNode requests = json.putObject("requests");
        requests.put("asked", comparison.asked())
                .put("compared", report.compared().pairs())
                .put("failed", comparison.failed())
                .put("unmatched", comparison.unmatched())
                .put("fenced", comparison.fenced());
        json.putObject("room")
                .put("routes", report.compared().routes())
                .put("places", report.compared().places())
                .put("requestsOfOtherRoutes", report.compared().otherRoute())
                .put("differencesNotCounted", report.compared().withoutRoom());
        ArrayNode found = json.putArray("differences");
        report.findings().forEach(finding -> found.add(json(finding)));
        return json;
    }

    /// The same without what the apps answered: that may show persons, and the ledger forgets nothing.
    static ObjectNode withoutExamples(String recording, Comparison comparison) {
        ObjectNode json = json(recording, comparison);
        json.path("differences").forEach(finding -> ((ObjectNode) finding).remove("examples"));
        return json;
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("route", finding.route())
                .put("place", finding.place())
                .put("aspect", finding.aspect().name().toLowerCase(Locale.ROOT))
                .put("differ", finding.counts().raw())
                .put("of", finding.counts().pairs())
                .put("noise", finding.counts().noise())
                .put("alone", finding.counts().alone())
                .put("chance", finding.chance());
        ArrayNode examples = json.putArray("examples");
        finding.examples()
                .forEach(example -> examples.addObject()
                        .put("number", example.number())
                        .put("request", example.request())
                        .put("stable", example.stable())
                        .put("candidate", example.candidate()));
        return json;
    }
}
