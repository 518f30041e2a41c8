package arelops.app.cli;

import arelops.app.cli.View.Tone;
import arelops.core.canary.Judgement;
import arelops.core.canary.Measured;
import arelops.core.canary.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The judge's answer for a person: the sentence, the numbers, and each look where they are asked for.
final class JudgementText {
    private JudgementText() {}

    static List<String> lines(View view, Judgement judgement, List<Judgement> looks) {
        List<String> lines = new ArrayList<>();
        if (!looks.isEmpty()) {
            Table trace = new Table(view);
            looks.forEach(look -> trace.row(look(look).toArray(Table.Cell[]::new)));
            lines.addAll(trace.lines());
            lines.add("");
        }
        List<String> sentence = Table.wrap(judgement.sentence(), Math.max(40, view.columns() - 2));
        lines.add(view.paint(tone(judgement.verdict()), glyph(judgement.verdict())) + " "
                + view.plain(sentence.getFirst()));
        sentence.stream().skip(1).forEach(more -> lines.add("  " + view.plain(more)));
        lines.add("");
        Table table = new Table(view)
                .row(
                        quiet("measure"),
                        quiet("canary"),
                        quiet("baseline"),
                        quiet("change"),
                        quiet("at least"),
                        quiet("at most"),
                        quiet("limit"),
                        quiet("samples"),
                        quiet("certain"),
                        quiet("verdict"));
        judgement.measures().forEach(one -> row(table, one));
        lines.addAll(table.lines());
        return lines;
    }

    private static Table.Cell quiet(String text) {
        return new Table.Cell(Tone.QUIET, text);
    }

    private static void row(Table table, Measured one) {
        Measured.Numbers numbers = one.numbers();
        table.row(
                Table.Cell.of(numbers.what().equals(one.name()) ? one.name() : one.name() + " " + numbers.what()),
                Table.Cell.of(amount(numbers, numbers.value())),
                Table.Cell.of(amount(numbers, numbers.baseline())),
                Table.Cell.of(ratio(numbers.estimate())),
                Table.Cell.of(ratio(numbers.low())),
                Table.Cell.of(ratio(numbers.high())),
                Table.Cell.of(ratio(numbers.limit())),
                Table.Cell.of(one.samples().canary() + "/" + one.samples().baseline()),
                Table.Cell.of(certainty(one.evidence().certainty())),
                standing(one));
    }

    private static Table.Cell standing(Measured one) {
        return switch (one.evidence().standing()) {
            case WORSE -> new Table.Cell(one.critical() ? Tone.BAD : Tone.YOU, one.critical() ? "✕ worse" : "◐ worse");
            case NOT_WORSE -> new Table.Cell(Tone.GOOD, "✓ not worse");
            case UNSURE -> new Table.Cell(Tone.QUIET, "? not sure yet");
            case NO_DATA -> new Table.Cell(Tone.QUIET, "? no data");
        };
    }

    private static List<Table.Cell> look(Judgement look) {
        List<Table.Cell> cells = new ArrayList<>();
        cells.add(Table.Cell.of(String.format(Locale.ROOT, "%4d", look.windows())));
        cells.add(new Table.Cell(
                tone(look.verdict()),
                glyph(look.verdict()) + " " + look.verdict().name().toLowerCase(Locale.ROOT)));
        for (Measured one : look.measures()) {
            cells.add(Table.Cell.of(String.format(
                    Locale.ROOT,
                    "%s worse e^%.1f, not worse e^%.1f",
                    one.name(),
                    one.evidence().logWorse(),
                    one.evidence().logNotWorse())));
        }
        return cells;
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.GOOD;
            case REJECT -> Tone.BAD;
            case CONTINUE -> Tone.MOVE;
            case NODATA -> Tone.YOU;
        };
    }

    private static String glyph(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case REJECT -> "✕";
            case CONTINUE -> "↻";
            case NODATA -> "?";
        };
    }

    private static String amount(Measured.Numbers numbers, double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return switch (numbers.unit()) {
            case "share" -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
            case "" -> number(value);
            case "per request" -> number(value);
            default -> number(value) + " " + numbers.unit();
        };
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio) ? "x" + number(ratio) : "-";
    }

    private static String certainty(double share) {
        return share > 0.9999 ? ">99.99 %" : String.format(Locale.ROOT, "%.2f %%", Math.floor(share * 10_000) / 100);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
