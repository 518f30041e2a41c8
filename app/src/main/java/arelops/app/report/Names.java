package arelops.app.report;

import arelops.core.id.Digest;
import java.util.function.UnaryOperator;

/// How texts of a report are shown: without secrets, on one line, without characters that act on a
/// screen, and short. Two that differ stay different.
final class Names {
    private static final int MARK = 10;

    private final UnaryOperator<String> mask;

    Names(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    String shown(String raw) {
        String masked = mask.apply(raw);
        if (masked.length() <= ReportLimits.NAME) {
            return harmless(masked);
        }
        int end = ReportLimits.NAME - MARK - 1;
        return harmless(masked.substring(0, end)) + "…"
                + Digest.of(masked).hex().substring(0, MARK);
    }

    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
                    out.append('\uFFFD');
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString().strip();
    }
}
