package arelops.app.traffic.replay;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes a recorded request again: byte for byte, but for the target's name, for headers that are
/// about one connection only (RFC 9110, 7.6.1), the length, and the header that tells the run.
final class RequestWriter {
    /// The header that tells the run.
    static final String HEADER = "X-ARelOps-Replay";

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final Set<String> NOT_OURS = Set.of(
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
    private final List<byte[]> hosts;
    private final byte[] run;

    RequestWriter(List<Target> targets, String run) {
        hosts = targets.stream()
                .map(target -> ascii("Host: " + target.authority() + "\r\n"))
                .toList();
        this.run = ascii(HEADER + ": " + run + "\r\n\r\n");
    }

    /// The bytes to send, of a request of this session that no fence keeps.
    Outgoing write(HttpMessage request, HttpHead head, SessionKey session) {
        byte[] host = hosts.get(session.instance(hosts.size()));
        Bytes recorded = request.head();
        Bytes body = request.body();
        ByteArrayOutputStream out = new ByteArrayOutputStream(recorded.length() + body.length() + 128);
        String method = head.part(0);
        writeStart(out, recorded.array(), head);
        Set<String> dropped = dropped(recorded.array(), head);
        boolean hasHost = false;
        boolean hasLength = false;
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "host")) {
                if (!hasHost) {
                    out.writeBytes(host);
                }
                hasHost = true;
            } else if (head.named(header, "content-length")) {
                if (!hasLength) {
                    out.write(recorded.array(), head.nameStart(header), head.nameEnd(header) - head.nameStart(header));
                    out.writeBytes(ascii(": " + body.length() + "\r\n"));
                }
                hasLength = true;
            } else if (!dropped.contains(head.name(header))) {
                out.write(recorded.array(), head.nameStart(header), head.valueEnd(header) - head.nameStart(header));
                newline(out);
            }
        }
        if (!hasHost) {
            out.writeBytes(host);
        }
        if (!hasLength && body.length() > 0) {
            out.writeBytes(ascii("Content-Length: " + body.length() + "\r\n"));
        }
        out.writeBytes(run);
        out.write(body.array(), body.from(), body.length());
        byte[] bytes = out.toByteArray();
        return new Outgoing(Bytes.owned(bytes, 0, bytes.length), method.equals("HEAD"), REPEATABLE.contains(method));
    }

    /// A target that names a server would send the request past ours, so only its path is kept.
    private static void writeStart(ByteArrayOutputStream out, byte[] in, HttpHead head) {
        out.write(in, head.partStart(0), head.partEnd(0) - head.partStart(0));
        out.write(' ');
        String target = head.part(1);
        int server = target.startsWith("http://") ? 7 : target.startsWith("https://") ? 8 : -1;
        if (server < 0) {
            out.write(in, head.partStart(1), head.partEnd(1) - head.partStart(1));
        } else {
            int path = target.indexOf('/', server);
            out.writeBytes(ascii(path < 0 ? "/" : target.substring(path)));
        }
        out.writeBytes(ascii(head.part(2).equals("HTTP/1.0") ? " HTTP/1.0" : " HTTP/1.1"));
        newline(out);
    }

    private static Set<String> dropped(byte[] in, HttpHead head) {
        if (head.header("connection").isEmpty()) {
            return NOT_OURS;
        }
        Set<String> dropped = new HashSet<>(NOT_OURS);
        for (int header = 0; header < head.size(); header++) {
            if (head.named(header, "connection")) {
                for (String name : value(in, head, header).split(",", -1)) {
                    dropped.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return dropped;
    }

    private static String value(byte[] in, HttpHead head, int header) {
        int from = head.valueStart(header);
        return new String(in, from, head.valueEnd(header) - from, StandardCharsets.ISO_8859_1);
    }

    private static void newline(ByteArrayOutputStream out) {
        out.write('\r');
        out.write('\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
