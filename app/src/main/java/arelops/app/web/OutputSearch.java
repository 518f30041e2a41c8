package arelops.app.web;

import arelops.app.run.Output;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongFunction;

/// Finds the lines of what jobs printed that contain a text, upper or lower case alike. Takes bounded memory, whatever
/// was printed.
final class OutputSearch {
    /// So many lines are told in one answer.
    static final int MOST_LINES = 500;

    /// What is told of a line.
    private static final int SHOWN = 500;
    /// A line that is longer counts as several.
    private static final int LONGEST = 1 << 16;

    private final String wanted;
    private int left = MOST_LINES;
    private boolean more;

    OutputSearch(String wanted) {
        this.wanted = wanted.toLowerCase(Locale.ROOT);
    }

    /// Whether there are more such lines than were told.
    boolean more() {
        return more;
    }

    /// Adds the lines of one job to `out`.
    ///
    /// @param output gives the piece that begins at a byte
    void in(LongFunction<Output> output, ArrayNode out) {
        Lines lines = new Lines(out);
        long from = 0;
        while (!more) {
            Output piece = output.apply(from);
            if (piece.next() <= from) {
                lines.end();
                return;
            }
            lines.take(piece.bytes());
            from = piece.next();
        }
    }

    /// Puts lines together from pieces that end anywhere.
    private final class Lines {
        private final ArrayNode out;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private long number = 1;

        private Lines(ArrayNode out) {
            this.out = out;
        }

        private void take(byte[] piece) {
            int from = 0;
            for (int at = 0; at < piece.length; at++) {
                boolean ends = piece[at] == '\n';
                if (ends || begun.size() + at - from >= LONGEST) {
                    begun.write(piece, from, at - from + (ends ? 0 : 1));
                    end();
                    number += ends ? 1 : 0;
                    from = at + 1;
                }
            }
            begun.write(piece, from, piece.length - from);
        }

        private void end() {
            String line = begun.toString(StandardCharsets.UTF_8);
            begun.reset();
            int at = line.toLowerCase(Locale.ROOT).indexOf(wanted);
            if (at < 0 || more) {
                return;
            }
            if (left == 0) {
                more = true;
                return;
            }
            left--;
            ObjectNode found = out.addObject().put("line", number);
            int from = line.length() <= SHOWN ? 0 : Math.clamp(at - SHOWN / 2, 0, line.length() - SHOWN);
            found.put(
                    "text",
                    line.substring(from, Math.min(line.length(), from + SHOWN)).stripTrailing());
        }
    }
}
