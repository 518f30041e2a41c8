package arelops.app.web;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// The cookie by which a browser shows who looks. It opens pages alone: the API and git take a token in a header.
final class BrowserCookie {
    /// How long a browser stays signed in.
    static final Duration LASTS = Duration.ofDays(30);

    private BrowserCookie() {}

    /// Cookies know no ports: two installations on one machine would take each other's.
    private static String name(Request request) {
        return "arelops-" + Request.getServerPort(request);
    }

    static void set(Request request, Response response, String token) {
        Response.addCookie(
                response,
                HttpCookie.build(name(request), token)
                        .path("/")
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.LAX)
                        .maxAge(LASTS.toSeconds())
                        .build());
    }

    static Optional<String> token(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name(request)))
                .map(HttpCookie::getValue)
                .findFirst();
    }
}
