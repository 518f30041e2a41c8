package arelops.app.report;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Passes XML on, and refuses what would make a parser keep much: a tag or a comment beyond the limit,
/// and any DTD. A parser keeps a whole attribute or comment in memory; text and CDATA it takes in
/// pieces.
final class MarkupGuard extends FilterReader {
    private static final String COMMENT = "!--";
    private static final String CDATA = "![CDATA[";

    private enum Where {
        TEXT,
        /// After `<`, until it is clear what begins.
        OPENING,
        TAG,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        INSTRUCTION,
        COMMENT,
        CDATA
    }

    private Where where = Where.TEXT;
    private int length;
    private int line = 1;
    /// How much of `-->`, `]]>` or `?>` was seen.
    private int closing;
    private final StringBuilder opening = new StringBuilder();

    MarkupGuard(Reader in) {
        super(in);
    }

    /// The file has markup that is not read.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            see((char) one);
        }
        return one;
    }

    @Override
    public int read(char[] to, int at, int count) throws IOException {
        int read = super.read(to, at, count);
        for (int i = 0; i < read; i++) {
            see(to[at + i]);
        }
        return read;
    }

    private void see(char c) throws Refused {
        if (c == '\n') {
            line++;
        }
        if (where == Where.TEXT) {
            if (c == '<') {
                enter(Where.OPENING);
                opening.setLength(0);
            }
            return;
        }
        if (++length > ReportLimits.MARKUP && where != Where.CDATA) {
            throw new Refused(
                    "line " + line + ": a tag or a comment has more than " + ReportLimits.MARKUP + " characters");
        }
        switch (where) {
            case OPENING -> opening(c);
            case TAG -> tag(c);
            case SINGLE_QUOTED -> quoted(c, '\'');
            case DOUBLE_QUOTED -> quoted(c, '"');
            case INSTRUCTION -> until(c, '?');
            case COMMENT -> untilTwo(c, '-');
            case CDATA -> untilTwo(c, ']');
            case TEXT -> throw new AssertionError("text has no length");
        }
    }

    private void enter(Where next) {
        where = next;
        length = next == Where.OPENING ? 0 : length;
        closing = 0;
    }

    private void opening(char c) throws Refused {
        opening.append(c);
        String begun = opening.toString();
        if (begun.equals("?")) {
            enter(Where.INSTRUCTION);
        } else if (begun.equals(COMMENT)) {
            enter(Where.COMMENT);
        } else if (begun.equals(CDATA)) {
            enter(Where.CDATA);
        } else if (begun.startsWith("!") && !COMMENT.startsWith(begun) && !CDATA.startsWith(begun)) {
            throw new Refused("line " + line + ": it declares a document type, and those are not read");
        } else if (!begun.startsWith("!")) {
            enter(Where.TAG);
            tag(c);
        }
    }

    private void tag(char c) {
        switch (c) {
            case '>' -> enter(Where.TEXT);
            case '\'' -> enter(Where.SINGLE_QUOTED);
            case '"' -> enter(Where.DOUBLE_QUOTED);
            default -> {}
        }
    }

    private void quoted(char c, char quote) {
        if (c == quote) {
            enter(Where.TAG);
        }
    }

    private void until(char c, char last) {
        if (c == '>' && closing > 0) {
            enter(Where.TEXT);
        } else {
            closing = c == last ? 1 : 0;
        }
    }

    private void untilTwo(char c, char last) {
        if (c == '>' && closing >= 2) {
            enter(Where.TEXT);
        } else {
            closing = c == last ? closing + 1 : 0;
        }
    }
}
