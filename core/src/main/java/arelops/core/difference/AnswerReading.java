package arelops.core.difference;

import arelops.core.traffic.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// An answer and what was read of it so far; used again for one answer after the other.
final class AnswerReading {
    private static final Pattern EXPIRES = Pattern.compile("(?i)(expires)=[^;]*");
    private static final int MOST_HEADERS = 200;
    private static final int DIGITS = 12;
    private final JsonTree tree = new JsonTree();
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private Answer answer = new Answer(0, List.of(), new Body.Whole(Bytes.NONE));
    private boolean tried;
    private boolean json;

    /// Goes on with another answer.
    AnswerReading of(Answer next) {
        answer = next;
        tried = false;
        headers.clear();
        next.headers().stream().limit(MOST_HEADERS).forEach(this::header);
        return this;
    }

    int status() {
        return answer.status();
    }

    Body body() {
        return answer.body();
    }

    /// Values by place.
    Map<String, List<String>> headers() {
        return headers;
    }

    /// Whether the body is JSON; then it is in [#tree()].
    boolean isJson() {
        if (!tried) {
            tried = true;
            json = answer.body() instanceof Body.Whole(Bytes bytes) && mayBeJson(bytes) && tree.read(bytes);
        }
        return json;
    }

    JsonTree tree() {
        return tree;
    }

    /// The body as one value.
    String sample() {
        return switch (answer.body()) {
            case Body.Whole(Bytes bytes) -> sample(sha256(bytes), bytes.length());
            case Body.Digested(String digest, long length) -> sample(digest, length);
        };
    }

    private String sample(String digest, long length) {
        String type =
                headers.getOrDefault("header content-type", List.of("no type")).getFirst();
        return Example.cut(length + " bytes, sha256 " + digest.substring(0, Math.min(DIGITS, digest.length())) + ", "
                + (isJson() ? "JSON" : type));
    }

    private static boolean mayBeJson(Bytes bytes) {
        for (int at = 0; at < bytes.length(); at++) {
            byte c = bytes.at(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /// A cookie is a place by its name, and so is what it may be used for.
    private void header(Answer.Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        int equals = header.value().indexOf('=');
        if (!name.equals("set-cookie") || equals < 0) {
            value("header " + name, header.value());
            return;
        }
        int semicolon = header.value().indexOf(';');
        int end = semicolon < equals ? header.value().length() : semicolon;
        String cookie = header.value().substring(0, equals).strip();
        String place = "header set-cookie " + (Form.isId(cookie) ? "{}" : cookie);
        value(place, header.value().substring(equals + 1, end));
        value(
                place + " attributes",
                EXPIRES.matcher(header.value().substring(end)).replaceAll("$1"));
    }

    private void value(String place, String value) {
        headers.computeIfAbsent(place, _ -> new ArrayList<>(1)).add(value);
    }

    private static String sha256(Bytes bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.array(), bytes.from(), bytes.length());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
