package arelops.app.run;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Replaces secrets in a stream of bytes by `***`: plain, in base64, percent, hexadecimal and JSON escapes, however
/// the stream is cut into pieces.
final class Mask {
    private static final byte[] STARS = "***".getBytes(StandardCharsets.UTF_8);
    private static final int SHORTEST_PART = 8;

    private final List<List<byte[]>> byFirst = new ArrayList<>();
    private final int longest;
    private byte[] held = {};

    Mask(Collection<String> secrets) {
        for (int i = 0; i < 256; i++) {
            byFirst.add(new ArrayList<>());
        }
        var forms = new TreeSet<String>();
        for (var secret : secrets) {
            forms.addAll(formsOf(secret));
        }
        int most = 0;
        for (var form : forms.descendingSet()) { // of two with the same beginning the longer comes first
            var bytes = form.getBytes(StandardCharsets.UTF_8);
            byFirst.get(bytes[0] & 0xff).add(bytes);
            most = Math.max(most, bytes.length);
        }
        longest = most;
    }

    /// Takes the next piece; gives what can be shown so far. The rest comes with the next piece or with `end`.
    byte[] next(byte[] piece) {
        return scan(piece, false);
    }

    /// Gives the rest.
    byte[] end() {
        return scan(new byte[0], true);
    }

    /// A text that is whole, masked; only between streams.
    String text(String whole) {
        var shown = new ByteArrayOutputStream();
        shown.writeBytes(next(whole.getBytes(StandardCharsets.UTF_8)));
        shown.writeBytes(end());
        return shown.toString(StandardCharsets.UTF_8);
    }

    private byte[] scan(byte[] piece, boolean last) {
        var all = Arrays.copyOf(held, held.length + piece.length);
        System.arraycopy(piece, 0, all, held.length, piece.length);
        var shown = new ByteArrayOutputStream(all.length);
        int at = 0;
        while (at < all.length && (last || at + longest <= all.length)) {
            int length = matchAt(all, at);
            if (length > 0) {
                shown.writeBytes(STARS);
                at += length;
            } else {
                shown.write(all[at++]);
            }
        }
        held = Arrays.copyOfRange(all, at, all.length);
        return shown.toByteArray();
    }

    private int matchAt(byte[] all, int at) {
        for (var form : byFirst.get(all[at] & 0xff)) {
            int end = at + form.length;
            if (end <= all.length && Arrays.equals(all, at, end, form, 0, form.length)) {
                return form.length;
            }
        }
        return 0;
    }

    private static Collection<String> formsOf(String secret) {
        var forms = new TreeSet<String>();
        encodings(secret, forms);
        var lines = secret.lines().toList();
        if (lines.size() > 1) { // a key in several lines is printed line by line
            lines.stream().filter(line -> line.length() >= SHORTEST_PART).forEach(line -> encodings(line, forms));
        }
        forms.remove("");
        return forms;
    }

    private static void encodings(String secret, Collection<String> forms) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        var hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        var percent = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (var form : List.of(percent, percent.replace("+", "%20"), percent.replace("*", "%2A"))) {
            forms.add(form);
            forms.add(lowerEscapes(form));
        }
        var json = json(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            forms.add(encoder.encodeToString(bytes));
            forms.add(encoder.withoutPadding().encodeToString(bytes));
        }
        for (int before = 0; before < 3; before++) { // within a longer text, such as `user:secret`
            var inside = insideBase64(bytes, before);
            if (inside.length() >= SHORTEST_PART) {
                forms.add(inside);
                forms.add(inside.replace('+', '-').replace('/', '_'));
            }
        }
    }

    /// The characters of base64 that depend on the secret alone when `before` bytes come before it.
    private static String insideBase64(byte[] bytes, int before) {
        var shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int start = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return start < end ? text.substring(start, end) : "";
    }

    private static String lowerEscapes(String percent) {
        var text = new StringBuilder(percent);
        for (int i = 0; i + 2 < text.length(); i++) {
            if (text.charAt(i) == '%') {
                text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }

    private static String json(String secret) {
        var text = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < 0x20 ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return text.toString();
    }
}
