package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// One line of an access log: `host ident user [time] "request" status size "referrer" "agent"`, of
/// which the last two may be missing, and behind which more may stand.
record LogLine(String host, long second, String request, int status, long size, String referrer, String agent) {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String NOTHING = "-";
    private static final int TIME = 26;

    /// The host name of requests of which the log does not say one (a name that RFC 2606 keeps free).
    static final String HOST = "recorded.invalid";

    static LogLine of(String text) throws Refused {
        int hostEnd = text.indexOf(' ');
        int open = text.indexOf(" [", Math.max(0, hostEnd));
        int timeEnd = open + 2 + TIME;
        if (hostEnd < 1 || open < 0 || text.length() <= timeEnd || text.charAt(timeEnd) != ']') {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        long second = second(text.substring(open + 2, timeEnd));
        Cursor cursor = new Cursor(text, timeEnd + 1);
        String request = cursor.quoted();
        int status = (int) cursor.number(999);
        long size = cursor.number(Long.MAX_VALUE / 16);
        String referrer = cursor.atQuote() ? cursor.quoted() : NOTHING;
        String agent = cursor.atQuote() ? cursor.quoted() : NOTHING;
        return new LogLine(text.substring(0, hostEnd), second, request, status, size, referrer, agent);
    }

    /// `10/Oct/2000:13:55:36 -0700` as seconds since the epoch.
    private static long second(String time) throws Refused {
        try {
            int month = MONTHS.indexOf(time.substring(3, 6)) + 1;
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(time, 7, 11, 10),
                    month,
                    Integer.parseInt(time, 0, 2, 10),
                    Integer.parseInt(time, 12, 14, 10),
                    Integer.parseInt(time, 15, 17, 10),
                    Integer.parseInt(time, 18, 20, 10));
            long second = local.toEpochSecond(ZoneOffset.of(time.substring(21)));
            Times.of(second, 0);
            return second;
        } catch (DateTimeException | NumberFormatException _) {
            throw new Refused(ImportTrouble.NO_TIME);
        }
    }

    String method() {
        return request.substring(0, Math.max(0, request.indexOf(' ')));
    }

    /// The request: no more than the log says of it.
    HttpMessage asked() throws Refused {
        HeadText.checkText(request);
        int first = request.indexOf(' ');
        int last = request.lastIndexOf(' ');
        if (first < 1 || last <= first || !request.startsWith("HTTP/", last + 1)) {
            throw new Refused(ImportTrouble.UNREADABLE);
        }
        String target = request.substring(first + 1, last);
        String lower = target.toLowerCase(Locale.ROOT);
        if (!target.startsWith("/") && !target.equals("*") && !lower.startsWith("http")) {
            throw new Refused(ImportTrouble.NOT_HTTP);
        }
        HeadText head = HeadText.request(
                request.substring(0, first), HeadText.encoded(target.getBytes(StandardCharsets.ISO_8859_1)));
        head.header("Host", HOST);
        if (!agent.equals(NOTHING)) {
            head.header("User-Agent", agent);
        }
        if (!referrer.equals(NOTHING)) {
            head.header("Referer", referrer);
        }
        return new HttpMessage(head.end(), Bytes.NONE, 0, mayHaveBody() ? Extent.BLANKED : Extent.WHOLE);
    }

    /// The answer: its status, and how long it was.
    HttpMessage answered() throws Refused {
        HeadText head = HeadText.answer(status, "");
        head.header("Content-Length", Long.toString(size));
        return new HttpMessage(head.end(), Bytes.NONE, size, size == 0 ? Extent.WHOLE : Extent.BLANKED);
    }

    /// Whether there was a body of which the log says nothing.
    boolean mayHaveBody() {
        return switch (method()) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }

    /// Where reading is in a line.
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text, int at) {
            this.text = text;
            this.at = at;
        }

        boolean atQuote() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at < text.length() && text.charAt(at) == '"';
        }

        /// A text in quotes; `\"`, `\\`, `\n` and `\x22` stand for characters.
        String quoted() throws Refused {
            if (!atQuote()) {
                throw new Refused(ImportTrouble.UNREADABLE);
            }
            StringBuilder found = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                found.append(c == '\\' && at < text.length() ? escaped() : c);
            }
            if (at++ >= text.length()) {
                throw new Refused(ImportTrouble.UNREADABLE);
            }
            return found.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c == 'x' && at + 2 <= text.length()) {
                int high = Character.digit(text.charAt(at), 16);
                int low = Character.digit(text.charAt(at + 1), 16);
                if (high >= 0 && low >= 0) {
                    at += 2;
                    return (char) (high * 16 + low);
                }
            }
            return switch (c) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'v' -> '\u000B';
                case 'f' -> '\f';
                case 'b' -> '\b';
                default -> c;
            };
        }

        /// A number; `-` stands for 0.
        long number(long most) throws Refused {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            int start = at;
            while (at < text.length() && text.charAt(at) != ' ') {
                at++;
            }
            String digits = text.substring(start, at);
            boolean known = digits.length() <= 18 && HeadText.all(digits, c -> c >= '0' && c <= '9');
            if (digits.equals(NOTHING)) {
                return 0;
            }
            if (digits.isEmpty() || !known || Long.parseLong(digits) > most) {
                throw new Refused(ImportTrouble.UNREADABLE);
            }
            return Long.parseLong(digits);
        }
    }
}
