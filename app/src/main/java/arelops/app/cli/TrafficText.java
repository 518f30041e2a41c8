package arelops.app.cli;

import arelops.app.answer.Span;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.core.traffic.Bytes;
import arelops.core.traffic.Exchange;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What is said of a recording on a terminal.
final class TrafficText {
    private static final int MOST_RULES = 8;
    private static final int LONGEST_BODY = 400;
    private static final double SECOND = 1e9;

    private final View view;

    TrafficText(View view) {
        this.view = view;
    }

    /// How large it is, what was hidden, what the scan found.
    List<String> about(Recording recording, RecordingNote note) {
        Table table = new Table(view);
        RecordingNote.Amount kept = note.kept();
        row(
                table,
                "requests",
                TrafficCommands.count(kept.exchanges(), "request") + " in " + Span.of(note.length()) + ", from "
                        + HumanTime.clock(view, note.began()));
        row(
                table,
                "size",
                kept.stored() == 0
                        ? "nothing"
                        : TrafficCommands.bytes(kept.stored()) + " on the disk, "
                                + TrafficCommands.bytes(kept.raw()) + " before ("
                                + String.format(Locale.ROOT, "%.1fx", (double) kept.raw() / (double) kept.stored())
                                + ")");
        if (!note.hidden().isEmpty()) {
            row(table, "hidden", most(note.hidden()));
        }
        if (!note.left().isEmpty()) {
            row(table, "noted", most(note.left()));
        }
        if (!note.pathIds().isEmpty()) {
            row(table, "as it came", "what looks like an id in paths; to hide it: " + rules(note.pathIds()));
        }
        row(table, "scan", scan(note));
        recording
                .mark()
                .ifPresent(mark -> row(table, "by", "the line, as traffic in the config says (" + mark.slot() + ")"));
        row(table, "until", HumanTime.clock(view, note.keepUntil()) + ", then it is deleted with its key");
        row(table, "in", recording.folder().toString());
        return table.lines();
    }

    private static String scan(RecordingNote note) {
        String looked = TrafficCommands.bytes(note.scan().bytes()) + " looked through, also unpacked and decoded, for "
                + TrafficCommands.count(note.scan().values(), "original") + ", "
                + note.scan().planted() + " of them planted: ";
        return looked
                + (note.scan().missed().isEmpty()
                        ? "none was left"
                        : "found " + most(note.scan().missed()));
    }

    private static String rules(Map<String, Long> counts) {
        Map<String, Long> written = new HashMap<>();
        counts.forEach((rule, count) -> written.put("--hide '" + rule + "'", count));
        return most(written);
    }

    private void row(Table table, String name, String text) {
        table.row(new Table.Cell(View.Tone.QUIET, name), Table.Cell.of(View.harmless(text)));
    }

    /// The largest counts first.
    static String most(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String shown = sorted.stream()
                .limit(MOST_RULES)
                .map(one -> one.getKey() + String.format(Locale.ROOT, " %,d", one.getValue()))
                .collect(Collectors.joining(" · "));
        return sorted.size() > MOST_RULES ? shown + " · " + (sorted.size() - MOST_RULES) + " more" : shown;
    }

    /// One exchange as it is stored.
    List<String> exchange(Exchange exchange) {
        List<String> lines = new ArrayList<>();
        String status = exchange.response()
                .map(answer -> HttpHead.of(answer.head()).part(1))
                .orElse("no answer");
        lines.add(view.paint(
                View.Tone.QUIET,
                String.format(
                        Locale.ROOT,
                        "+%.3f s  session %s  answered %s after %s",
                        (double) exchange.offset() / SECOND,
                        exchange.session(),
                        status,
                        Span.of(Duration.ofNanos(exchange.duration())))));
        text(exchange.request().head()).lines().filter(line -> !line.isBlank()).forEach(lines::add);
        body(exchange.request(), lines);
        return lines.stream().map(line -> "  " + line).toList();
    }

    private static void body(HttpMessage message, List<String> lines) {
        if (message.extent() == Extent.BLANKED) {
            lines.add("(a body of " + TrafficCommands.bytes(message.length()) + " was blanked)");
        } else if (message.body().length() > 0) {
            text(message.body()).lines().forEach(lines::add);
        }
    }

    private static String text(Bytes bytes) {
        int length = Math.min(bytes.length(), LONGEST_BODY * 4);
        String text = new String(bytes.array(), bytes.from(), length, StandardCharsets.UTF_8);
        return View.harmless(View.cut(text.replace("\r\n", "\n"), LONGEST_BODY));
    }
}
