package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Writes a recorded request again: byte for byte, but for the target's name, for headers that are
/// about one connection only (RFC 9110, 7.6.1), the length, and the header that tells the run.
final class RequestWriter {
    /// The header that tells the run.
    static final String HEADER = "X-ARelOps-Replay";

    private static final byte[] ONE_SPACE = ascii(" ");
    private static final byte[] ROOT = ascii("/");
    private static final byte[] OLD = ascii(" HTTP/1.0\r\n");
    private static final byte[] USUAL = ascii(" HTTP/1.1\r\n");
    private static final List<String> REPEATABLE = List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final List<String> NOT_OURS = List.of(
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "proxy-authorization",
            "proxy-authenticate",
            HEADER.toLowerCase(Locale.ROOT));

    /// The same by their length, as most headers are told apart by it.
    private static final List<List<String>> BY_LENGTH = IntStream.rangeClosed(
                    0, NOT_OURS.stream().mapToInt(String::length).max().orElse(0))
            .mapToObj(length ->
                    NOT_OURS.stream().filter(name -> name.length() == length).toList())
            .toList();

    /// What comes to a request beside its host and its run: a version, a length.
    private static final int ROOM = 64;

    private final List<byte[]> hosts;
    private final byte[] run;

    RequestWriter(List<Target> targets, String run) {
        hosts = targets.stream()
                .map(target -> ascii("Host: " + target.authority() + "\r\n"))
                .toList();
        this.run = ascii(HEADER + ": " + run + "\r\n\r\n");
    }

    /// Bytes that are put one behind the other.
    private static final class Out {
        private final byte[] bytes;
        private int size;

        Out(int room) {
            bytes = new byte[room];
        }

        void write(byte[] in, int from, int to) {
            System.arraycopy(in, from, bytes, size, to - from);
            size += to - from;
        }

        void write(byte[] all) {
            write(all, 0, all.length);
        }

        void newline() {
            bytes[size++] = '\r';
            bytes[size++] = '\n';
        }
    }

    /// The bytes to send, of a request of this session that no fence keeps.
    Outgoing write(HttpMessage request, HttpHead head, SessionKey session) {
        byte[] host = hosts.get(session.instance(hosts.size()));
        Bytes recorded = request.head();
        Bytes body = request.body();
        // Each line that is written again may have had one character less at its end.
        Out out = new Out(recorded.length() + head.size() + host.length + body.length() + run.length + ROOM);
        byte[] in = recorded.array();
        writeStart(out, in, head);
        boolean hasHost = false;
        boolean hasLength = false;
        List<String> named = named(in, head);
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "host")) {
                if (!hasHost) {
                    out.write(host);
                }
                hasHost = true;
            } else if (head.named(header, "content-length")) {
                if (!hasLength) {
                    out.write(in, head.nameStart(header), head.nameEnd(header));
                    out.write(ascii(": " + body.length()));
                    out.newline();
                }
                hasLength = true;
            } else if (!isDropped(head, header, named)) {
                out.write(in, head.nameStart(header), head.valueEnd(header));
                out.newline();
            }
        }
        if (!hasHost) {
            out.write(host);
        }
        if (!hasLength && body.length() > 0) {
            out.write(ascii("Content-Length: " + body.length()));
            out.newline();
        }
        out.write(run);
        out.write(body.array(), body.from(), body.to());
        return new Outgoing(
                Bytes.owned(out.bytes, 0, out.size),
                HeadWords.is(in, head, 0, "HEAD"),
                HeadWords.isOneOf(in, head, 0, REPEATABLE));
    }

    /// A target that names a server would send the request past ours, so only its path is kept.
    private static void writeStart(Out out, byte[] in, HttpHead head) {
        out.write(in, head.partStart(0), head.partEnd(0));
        out.write(ONE_SPACE);
        int server = HeadWords.begins(in, head, 1, "http://") ? 7 : HeadWords.begins(in, head, 1, "https://") ? 8 : 0;
        if (server == 0) {
            out.write(in, head.partStart(1), head.partEnd(1));
        } else {
            int path = Bytes.indexOf(in, '/', head.partStart(1) + server, head.partEnd(1));
            out.write(path == head.partEnd(1) ? ROOT : Arrays.copyOfRange(in, path, head.partEnd(1)));
        }
        out.write(HeadWords.is(in, head, 2, "HTTP/1.0") ? OLD : USUAL);
    }

    private static boolean isDropped(HttpHead head, int header, List<String> named) {
        int length = head.nameEnd(header) - head.nameStart(header);
        if (length < BY_LENGTH.size()) {
            for (String name : BY_LENGTH.get(length)) {
                if (head.named(header, name)) {
                    return true;
                }
            }
        }
        return !named.isEmpty() && named.contains(head.name(header));
    }

    /// The headers that a request says are about its connection.
    private static List<String> named(byte[] in, HttpHead head) {
        List<String> names = List.of();
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "connection")) {
                List<String> more = new ArrayList<>(names);
                for (String name : value(in, head, header).split(",", -1)) {
                    more.add(name.strip().toLowerCase(Locale.ROOT));
                }
                names = more;
            }
        }
        return names;
    }

    private static String value(byte[] in, HttpHead head, int header) {
        int from = head.valueStart(header);
        return new String(in, from, head.valueEnd(header) - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
