package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names sessions by what tells users apart, hashed with a key: without the key nobody finds the
/// original value.
///
/// The first of these counts: a cookie that looks like a session's, all cookies, the `Authorization`
/// header. For one thread at a time.
public final class SessionNaming {
    private static final int BYTES = 8;

    private final Mac mac;
    private long alone;

    /// Names with a key, which must be random and should be forgotten after the recording.
    public SessionNaming(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /// The session of a request by its head, if that tells one.
    public Optional<SessionId> byHead(Bytes head) {
        HttpHead places = HttpHead.of(head);
        StringBuilder cookies = new StringBuilder();
        for (int header = 0; header < places.size(); header++) {
            if (places.named(header, "cookie")) {
                cookies.append(cookies.isEmpty() ? "" : "; ").append(MessageText.value(head, places, header));
            }
        }
        return told(cookies.toString(), places.header("authorization").orElse(""))
                .map(this::of);
    }

    /// What tells a user apart by these headers; empty if they do not. An original: it is not to be stored.
    public static Optional<String> told(String cookies, String authorization) {
        Optional<String> session = sessionCookie(cookies);
        if (session.isPresent()) {
            return session.map(value -> "session\0" + value);
        }
        if (!cookies.isBlank()) {
            return Optional.of("cookies\0" + cookies);
        }
        return authorization.isBlank() ? Optional.empty() : Optional.of("sign-in\0" + authorization);
    }

    /// The session of whoever is told apart by this.
    public SessionId of(String told) {
        return hash("", told);
    }

    /// The session of all requests from an address by a program, for logs that have no more.
    public SessionId byClient(String host, String agent) {
        return hash("client", host + '\n' + agent);
    }

    /// The session of one connection.
    public SessionId byConnection(String connection) {
        return hash("connection", connection);
    }

    /// A session of its own.
    public SessionId alone() {
        return hash("", Long.toString(alone++));
    }

    /// A session that has a name already, which is not kept.
    SessionId renamed(String name) {
        return hash("named", name);
    }

    private SessionId hash(String what, String value) {
        byte[] all = mac.doFinal((what + '\0' + value).getBytes(StandardCharsets.UTF_8));
        return new SessionId(HexFormat.of().formatHex(all, 0, BYTES));
    }

    private static Optional<String> sessionCookie(String cookies) {
        for (String cookie : cookies.split(";", -1)) {
            int equals = cookie.indexOf('=');
            if (equals > 0 && looksLikeSession(cookie.substring(0, equals))) {
                String value = cookie.substring(equals + 1).strip();
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /// `session`, `JSESSIONID`, `PHPSESSID`, `ASP.NET_SessionId`, `connect.sid`, `sid` and their like.
    private static boolean looksLikeSession(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.contains("sess")
                || lower.equals("sid")
                || lower.endsWith(".sid")
                || lower.endsWith("_sid")
                || lower.endsWith("-sid");
    }
}
