package arelops.app.node;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;

/// Who asks, as far as users must be told apart: by a cookie of ours, which whoever has none gets with the answer.
final class Visitor {
    private static final String COOKIE = "arelops-arm";

    private final Question question;
    private String fresh = "";

    Visitor(Question question) {
        this.question = question;
    }

    /// Whoever has no cookie yet gets one.
    String told() {
        String known = cookie();
        if (!known.isEmpty()) {
            return known;
        }
        if (fresh.isEmpty()) {
            fresh = Long.toHexString(ThreadLocalRandom.current().nextLong());
        }
        return fresh;
    }

    /// For what is not worth a cookie: whoever is not known by one is somebody else each time.
    String guessed() {
        String known = fresh.isEmpty() ? cookie() : fresh;
        return known.isEmpty() ? Long.toHexString(ThreadLocalRandom.current().nextLong()) : known;
    }

    /// The cookie to be set; empty if there is none.
    String newCookie() {
        return fresh.isEmpty() ? "" : COOKIE + "=" + fresh + "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax";
    }

    /// What the cookie says; empty if there is none.
    private String cookie() {
        for (String cookies : question.headers().getValuesList(HttpHeader.COOKIE)) {
            for (String cookie : cookies.split(";", -1)) {
                String trimmed = cookie.strip();
                if (trimmed.startsWith(COOKIE + "=") && trimmed.length() > COOKIE.length() + 1) {
                    // Some clients send the value in quotation marks.
                    return trimmed.substring(COOKIE.length() + 1).replace("\"", "");
                }
            }
        }
        return "";
    }
}
