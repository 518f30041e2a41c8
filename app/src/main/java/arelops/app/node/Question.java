package arelops.app.node;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// What a request asks, but for its body: it may outlive the exchange in which it was asked.
///
/// @param connection a name of the connection on which it came, that no other has
record Question(
        String method, String pathAndQuery, HttpFields headers, String from, boolean secure, String connection) {

    static Question of(Request in) {
        return new Question(
                in.getMethod(),
                Optional.ofNullable(in.getHttpURI().getPathQuery()).orElse("/"),
                in.getHeaders().asImmutable(),
                Request.getRemoteAddr(in),
                in.isSecure(),
                in.getConnectionMetaData().getId());
    }

    boolean hasBody() {
        return PassedBody.has(headers);
    }

    /// Asking once more is harmless by RFC 9110 section 9.2.1, and needs nothing that was passed on already.
    boolean mayRepeat() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> !hasBody();
            default -> false;
        };
    }
}
