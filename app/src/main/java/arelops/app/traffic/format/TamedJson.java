package arelops.app.traffic.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;

/// The characters of a JSON file without what a parser would stumble over: the rest of endless texts
/// and numbers, and what is nested too deep (`null` stands there instead).
///
/// A parser that meets its limits gives up the file; so one hostile entry would cost all that follow
/// it.
final class TamedJson extends Reader {
    private static final int SCALAR = 200;
    private static final String DEEP = "null";
    private static final int ESCAPED = 5;

    private final Reader in;
    private final int longest;
    private final char[] buffer = new char[16 << 10];
    private final ArrayDeque<Cut> cuts = new ArrayDeque<>();
    private int at;
    private int end;
    private long out;
    private int pending = DEEP.length();
    private int depth;
    private int scalar;
    private boolean inText;
    private long textStart;
    private int kept;
    private long lostCharacters;
    private long lostBytes;
    private int escape;
    private int code;
    private boolean dropping;

    TamedJson(InputStream file, int longest) {
        this.in = new InputStreamReader(file, StandardCharsets.UTF_8);
        this.longest = longest;
    }

    /// A text that was cut.
    ///
    /// @param start where its quote is in what this hands on
    /// @param characters how many are lost
    /// @param bytes how many they would have been in UTF-8
    record Cut(long start, long characters, long bytes) {}

    /// The cut in the text that begins there; earlier ones are forgotten.
    Optional<Cut> cutAt(long start) {
        while (!cuts.isEmpty() && cuts.element().start() < start) {
            cuts.remove();
        }
        return Optional.ofNullable(cuts.peek()).filter(cut -> cut.start() == start);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (pending < DEEP.length()) {
                target[offset + written++] = DEEP.charAt(pending++);
                out++;
                continue;
            }
            if (at == end && !fill()) {
                break;
            }
            char c = buffer[at++];
            if (handsOn(c)) {
                target[offset + written++] = c;
                out++;
            }
        }
        return written == 0 && length > 0 ? -1 : written;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        if (out == 0 && end > 0 && buffer[0] == '\uFEFF') {
            at = 1;
        }
        return at < end || (end > 0 && fill());
    }

    private boolean handsOn(char c) {
        if (inText) {
            return handsOnInText(c);
        }
        scalar = Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-' ? scalar + 1 : 0;
        return switch (c) {
            case '"' -> {
                inText = true;
                textStart = out;
                kept = 0;
                lostCharacters = 0;
                lostBytes = 0;
                yield !deep();
            }
            case '{', '[' -> {
                depth++;
                if (depth == Limits.DEPTH + 1) {
                    pending = 0;
                }
                yield !deep();
            }
            case '}', ']' -> {
                depth--;
                yield depth < Limits.DEPTH;
            }
            default -> scalar <= SCALAR && !deep();
        };
    }

    private boolean deep() {
        return depth > Limits.DEPTH;
    }

    private boolean handsOnInText(char c) {
        if (escape > 0) {
            inEscape(c);
        } else if (c == '"') {
            inText = false;
            if (lostCharacters > 0) {
                cuts.add(new Cut(textStart, lostCharacters, lostBytes));
            }
            return !deep();
        } else {
            dropping = kept >= longest;
            if (c == '\\') {
                escape = ESCAPED;
                code = 0;
            } else {
                characterEnds(c);
            }
        }
        return !deep() && !dropping;
    }

    private void inEscape(char c) {
        if (escape == ESCAPED && c == 'u') {
            escape = ESCAPED - 1; // as many digits follow
            return;
        }
        code = code * 16 + Math.max(0, Character.digit(c, 16));
        escape = escape == ESCAPED ? 0 : escape - 1;
        if (escape == 0) {
            characterEnds(code);
        }
    }

    private void characterEnds(int character) {
        if (!dropping) {
            kept++;
            return;
        }
        lostCharacters++;
        lostBytes += character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
    }
}
