package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/// Writes a head in the wire form of HTTP/1.1, and refuses what would become two.
final class HeadText {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int LONGEST_TOKEN = 256;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private int headers;

    /// The first line of a request.
    static HeadText request(String method, String target) throws Refused {
        if (!isToken(method)) {
            throw new Refused(troubleOf(method));
        }
        HeadText head = new HeadText();
        head.line(method + ' ' + target(target) + " HTTP/1.1");
        return head;
    }

    /// The first line of an answer.
    static HeadText answer(int status, String reason) throws Refused {
        if (status < 100 || status > 999) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        checkText(reason);
        HeadText head = new HeadText();
        head.line("HTTP/1.1 " + status + ' ' + reason);
        return head;
    }

    HeadText header(String name, String value) throws Refused {
        if (!isToken(name)) {
            throw new Refused(troubleOf(name));
        }
        checkText(value);
        if (++headers > HttpHead.MOST_HEADERS) {
            throw new Refused(ImportTrouble.HEAD_TOO_LARGE);
        }
        line(name + ": " + value);
        return this;
    }

    Bytes end() throws Refused {
        line("");
        byte[] bytes = out.toByteArray();
        return Bytes.owned(bytes, 0, bytes.length);
    }

    private void line(String text) throws Refused {
        if (text.length() > HttpHead.LONGEST) {
            throw new Refused(ImportTrouble.HEAD_TOO_LARGE);
        }
        boolean wide = !all(text, c -> c <= 0xFF);
        byte[] bytes = text.getBytes(wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        out.write(bytes, 0, bytes.length);
        out.write('\r');
        out.write('\n');
        if (out.size() > HttpHead.LONGEST) {
            throw new Refused(ImportTrouble.HEAD_TOO_LARGE);
        }
    }

    /// The target with spaces and what is no ASCII percent-encoded.
    private static String target(String target) throws Refused {
        checkText(target);
        if (target.isEmpty() || target.length() > HttpHead.LONGEST) {
            throw new Refused(target.isEmpty() ? ImportTrouble.UNREADABLE : ImportTrouble.HEAD_TOO_LARGE);
        }
        if (all(target, c -> c > ' ' && c < 0x7F)) {
            return target;
        }
        return encoded(target.getBytes(StandardCharsets.UTF_8));
    }

    /// A text in which spaces, control characters and what is no ASCII are percent-encoded.
    static String encoded(byte[] text) {
        StringBuilder encoded = new StringBuilder(text.length);
        for (byte b : text) {
            if (b > ' ' && b < 0x7F) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit & 15);
    }

    /// Refuses control characters, of which line breaks are some.
    static void checkText(String text) throws Refused {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                throw new Refused(ImportTrouble.FORBIDDEN_CHARACTER);
            }
        }
    }

    private static ImportTrouble troubleOf(String name) {
        return all(name, c -> c >= ' ' && c != ':') ? ImportTrouble.UNREADABLE : ImportTrouble.FORBIDDEN_CHARACTER;
    }

    /// Whether it is a token of RFC 9110, 5.6.2: a method or a header's name.
    static boolean isToken(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TOKEN && all(text, HeadText::isTokenCharacter);
    }

    /// Whether all characters are like that. Heads are short and many, streams too slow for them.
    static boolean all(String text, IntPredicate like) {
        for (int i = 0; i < text.length(); i++) {
            if (!like.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }
}
