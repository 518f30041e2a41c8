package arelops.core.traffic.anonymise;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Which cookies tell a session or a user, by their names.
final class SessionCookies {
    private static final List<String> PARTS = List.of(
            "sess",
            "sid",
            "token",
            "auth",
            "login",
            "jwt",
            "csrf",
            "xsrf",
            "user",
            "uid",
            "visitor",
            "account",
            "customer",
            "remember",
            "identity",
            "client");

    private SessionCookies() {}

    static boolean isNameOfOne(byte[] in, int from, int to) {
        String name = new String(in, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(name::contains);
    }
}
