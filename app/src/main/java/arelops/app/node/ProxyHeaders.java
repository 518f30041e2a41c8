package arelops.app.node;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Which headers pass the router, both ways.
final class ProxyHeaders {
    /// Meant for one connection only (RFC 9110 section 7.6.1), or made anew by the router.
    private static final Set<String> OWN = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> OWN_FORWARD = Set.of(
            "expect", "x-forwarded-host", "x-forwarded-proto", Router.KEY, Router.ORIGIN, Router.ARM, Router.ROLE);

    private ProxyHeaders() {}

    static void forward(Question question, HttpFields.Mutable to) {
        boolean body = question.hasBody();
        String named = named(question.headers());
        String from = question.from();
        boolean chained = false;
        for (HttpField field : question.headers()) {
            String name = field.getLowerCaseName();
            if (dropped(name, named) || OWN_FORWARD.contains(name) || (body && name.equals("content-length"))) {
                continue;
            }
            if (name.equals("x-forwarded-for")) {
                to.add(field.getName(), field.getValue() + ", " + from);
                chained = true;
                continue;
            }
            to.add(field);
        }
        if (!chained) {
            to.add("X-Forwarded-For", from);
        }
        String host = question.headers().get(HttpHeader.HOST);
        if (host != null) {
            to.add("X-Forwarded-Host", host);
        }
        to.add("X-Forwarded-Proto", question.secure() ? "https" : "http");
    }

    static void back(org.eclipse.jetty.client.Response from, HttpFields.Mutable to) {
        String named = named(from.getHeaders());
        for (HttpField field : from.getHeaders()) {
            if (!dropped(field.getLowerCaseName(), named)) {
                to.add(field);
            }
        }
    }

    /// What the Connection header names as of this connection only.
    private static String named(HttpFields headers) {
        String value = headers.get(HttpHeader.CONNECTION);
        return value == null ? "" : "," + value.toLowerCase(Locale.ROOT).replace(" ", "") + ",";
    }

    private static boolean dropped(String name, String named) {
        return OWN.contains(name) || (!named.isEmpty() && named.contains("," + name + ","));
    }
}
