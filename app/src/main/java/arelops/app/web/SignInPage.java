package arelops.app.web;

import arelops.core.id.PersonName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The page of a sign-in link: written here, without a script, and with nothing loaded from anywhere.
record SignInPage(Optional<String> gitPath) {
    private static final String STYLE =
            ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:12vh auto;"
                    + "padding:0 1rem;color:light-dark(#15171b,#e9eaec);background:light-dark(#fdfdfc,#121417)}"
                    + "h1{font-size:27px;font-weight:500}a{color:inherit}button{font:inherit;padding:.5rem 1.5rem;"
                    + "cursor:pointer}pre{background:light-dark(#f3f4f6,#1d2126);padding:.75rem;white-space:pre-wrap;"
                    + "overflow-wrap:anywhere;user-select:all}";

    /// The page takes no script, no frame around it, no other address; its own address is a secret and goes
    /// nowhere.
    Map<String, String> headers() {
        return Map.of(
                "Content-Type", "text/html; charset=utf-8",
                "Cache-Control", "no-store",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + hash()
                                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @param browser whether this browser is to be signed in, and no token shown
    String asks(PersonName person, boolean browser) {
        return page("<h1>Sign in as " + escaped(person.toString()) + "</h1><p>This link is good once. "
                + (browser
                        ? "The button signs this browser in, for 30 days.</p>"
                        : "The button shows your token; keep it where only you can read it.</p>")
                + "<form method=\"post\"><button type=\"submit\" autofocus>"
                + (browser ? "Sign in" : "Show my token") + "</button></form>");
    }

    String shows(PersonName person, String token, String server) {
        String name = person.text();
        String git = gitPath.map(path -> "<p>For git, the user is <b>" + escaped(name)
                        + "</b> and the password is the token:</p><pre>git clone " + escaped(server + path) + "</pre>")
                .orElse("");
        return page("<h1>You are " + escaped(person.toString()) + "</h1><p>Your token, shown this once:</p><pre>"
                + escaped(token) + "</pre><p>For the commands:</p><pre>export ARELOPS_SERVER=" + escaped(server)
                + "\nexport ARELOPS_TOKEN=" + escaped(token) + "\narelops status</pre>" + git
                + "<p>This browser is signed in, too: <a href=\"/changes\">the changes</a>.</p>");
    }

    String says(String message) {
        return page("<h1>Not signed in</h1><p>" + escaped(message) + "</p>");
    }

    private static String page(String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>ARelOps</title>"
                + "<meta name=\"viewport\" content=\"width=device-width\"><style>" + STYLE + "</style></head><body>"
                + body
                + "</body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
