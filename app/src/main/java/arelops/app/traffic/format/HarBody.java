package arelops.app.traffic.format;

import arelops.core.traffic.Bytes;
import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A body as a HAR file has it: `postData` or `content`.
final class HarBody {
    private String text = "";
    private boolean base64;
    private boolean asSent;
    private Optional<Extent> extent = Optional.empty();
    private long size;
    private Optional<TamedJson.Cut> cut = Optional.empty();
    private final StringBuilder form = new StringBuilder();
    private boolean parts;

    void text(String found, Optional<TamedJson.Cut> itsCut) {
        text = found;
        cut = itsCut;
    }

    void encoding(String name) {
        base64 = name.equalsIgnoreCase("base64");
    }

    void mimeType(String type) {
        parts = type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /// How long the body was, as far as the file says.
    void size(long bytes) {
        size = Math.max(size, bytes);
    }

    /// Its content coding was left on it (our own files only).
    void asSent() {
        asSent = true;
    }

    /// How much of it is there (our own files only).
    void extent(String name) {
        extent = Arrays.stream(Extent.values())
                .filter(value -> value.name().equals(name))
                .findFirst();
    }

    /// A field of a form, for files that have these instead of a text.
    void field(String name, String value) {
        if (form.length() < Limits.BODY) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(escaped(name))
                    .append('=')
                    .append(escaped(value));
        }
    }

    /// A part of a message: the bytes, how many there were, and how many of these are here.
    record Found(Bytes bytes, long length, Extent extent, boolean asSent, List<ImportTrouble> troubles) {
        HttpMessage with(Bytes head) {
            return new HttpMessage(head, bytes, length, extent);
        }
    }

    Found found() {
        List<ImportTrouble> troubles = new ArrayList<>();
        Optional<byte[]> whole = bytes();
        byte[] bytes = whole.orElseGet(() -> new byte[0]);
        long lost = cut.map(lostIn -> base64 ? lostIn.characters() / 4 * 3 : lostIn.bytes())
                .orElse(0L);
        long length = bytes.length + lost;
        if (extent.isPresent() && extent.get() != Extent.WHOLE) {
            length = Math.max(size, length);
            boolean blanked = extent.get() == Extent.BLANKED;
            return new Found(blanked ? Bytes.NONE : most(bytes), length, extent.get(), asSent, troubles);
        }
        if (whole.isEmpty() || (bytes.length == 0 && size > 0)) {
            troubles.add(ImportTrouble.BODY_MISSING);
            return new Found(Bytes.NONE, Math.max(size, length), Extent.BLANKED, false, troubles);
        }
        if (lost > 0 || bytes.length > Limits.BODY) {
            troubles.add(ImportTrouble.BODY_CUT);
            return new Found(most(bytes), length, Extent.CUT, keepsCoding(bytes), troubles);
        }
        return new Found(most(bytes), length, Extent.WHOLE, keepsCoding(bytes), troubles);
    }

    /// Bytes that begin as gzip or zstd do were left packed by the recorder, against the rule.
    private boolean keepsCoding(byte[] bytes) {
        return asSent || Gunzip.isGzip(bytes) || (bytes.length > 3 && bytes[0] == 0x28 && (bytes[1] & 0xFF) == 0xB5);
    }

    private Optional<byte[]> bytes() {
        if (text.isEmpty() && !form.isEmpty()) {
            return parts ? Optional.empty() : Optional.of(form.toString().getBytes(StandardCharsets.US_ASCII));
        }
        if (!base64) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            int whole = cut.isPresent() ? text.length() / 4 * 4 : text.length();
            return Optional.of(Base64.getMimeDecoder().decode(text.substring(0, whole)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Bytes most(byte[] bytes) {
        return Bytes.owned(bytes, 0, Math.min(bytes.length, Limits.BODY));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
