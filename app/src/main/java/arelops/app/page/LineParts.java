package arelops.app.page;

import arelops.core.id.Digest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The parts of the page of the line that change by themselves, as HTML, each with a version that is another one
/// whenever its HTML is.
///
/// @param sentence the sentence on top
/// @param at when the look was of which they tell
public record LineParts(String sentence, String at, Map<String, Part> parts) {
    private static final int DIGITS = 12;

    public LineParts {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// A part of the page.
    ///
    /// @param version the beginning of the digest of its HTML
    public record Part(String html, String version) {
        static Part of(String html) {
            return new Part(html, Digest.of(html).hex().substring(0, DIGITS));
        }
    }

    /// The part of this name.
    public Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("the page has no part " + name);
        }
        return part;
    }
}
