package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.people.Invitations;
import arelops.app.people.TokenStore;
import arelops.core.id.PersonName;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One-time sign-in links at `/sign-in/CODE` (REL-4). To look at one does nothing; its button, or
/// `arelops login`, uses it up and shows a token once.
///
/// A code that was used, is over or never was gets one and the same answer. Above a number of those in
/// a minute it is no longer said at all; whoever has a good link still gets in, as nobody can guess 128
/// bits.
final class SignInDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(SignInDoor.class);
    private static final String ROOT = "/sign-in/";
    private static final int MOST_FAILURES = 20;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final TokenStore tokens;
    private final Invitations invitations;
    private final Optional<String> gitPath;
    private final InstantSource clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    /// @param gitPath where the hosted repository is, if one is
    SignInDoor(TokenStore tokens, Optional<String> gitPath, InstantSource clock) {
        this.tokens = tokens;
        this.invitations = tokens.invitations();
        this.gitPath = gitPath;
        this.clock = clock;
    }

    static String path(String code) {
        return ROOT + code;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(ROOT)) {
            return false;
        }
        if (!Door.isAskedByName(request)) {
            Door.write(response, Door.wrongHost(request), callback);
            return true;
        }
        String code = path.substring(ROOT.length());
        boolean isJson = Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT))
                .filter(accept -> accept.contains("application/json"))
                .isPresent();
        Optional<String> to = Optional.ofNullable(Door.parameters(request).get("to"))
                .filter(page -> page.matches("/[a-z0-9/]{0,100}") && !page.startsWith("//"));
        Answer answer = switch (request.getMethod()) {
            case "GET", "HEAD" -> looked(code);
            case "POST" -> used(code, request, isJson ? Optional.empty() : to);
            default ->
                new Answer.No(
                        405,
                        new Fault(
                                Fault.Kind.INPUT,
                                "request.unknown",
                                "A sign-in link is opened, and its button is pressed.",
                                "Open it in a browser, or: arelops login LINK."));
        };
        if (isJson) {
            Door.write(response, json(answer), callback);
        } else {
            html(request, response, answer, to, callback);
        }
        return true;
    }

    /// What is answered, whether to a browser or to a program.
    private sealed interface Answer {
        record Asked(PersonName person) implements Answer {}

        record In(PersonName person, String token, String server) implements Answer {}

        record No(int status, Fault fault) implements Answer {}
    }

    private Answer looked(String code) {
        return invitations.holder(code).<Answer>map(Answer.Asked::new).orElseGet(this::failed);
    }

    /// @param to the page that a browser wants: then it alone keeps the token, for some days
    private Answer used(String code, Request request, Optional<String> to) {
        Optional<PersonName> person = invitations.use(code);
        if (person.isEmpty()) {
            return failed();
        }
        LOG.info("{} signed in by a link", person.get());
        String server = "http://" + request.getHeaders().get(HttpHeader.HOST);
        Optional<Instant> expires = to.map(_ -> clock.instant().plus(BrowserCookie.LASTS));
        return new Answer.In(person.get(), tokens.issue(person.get(), expires), server);
    }

    private Answer failed() {
        return isTooOften()
                ? new Answer.No(
                        429,
                        new Fault(
                                Fault.Kind.UNREACHABLE,
                                "signin.too-often",
                                "Too many links that are not good.",
                                "Try again in a minute, with a link that an admin gave you."))
                : new Answer.No(
                        404,
                        new Fault(
                                Fault.Kind.NOT_ALLOWED,
                                "signin.unknown",
                                "This sign-in link is not good: it was used, is over a day old, or never was one.",
                                "An admin makes a new one: arelops people invite NAME."));
    }

    private synchronized boolean isTooOften() {
        Instant now = clock.instant();
        failures.removeIf(at -> !at.plus(WITHIN).isAfter(now));
        if (failures.size() >= MOST_FAILURES) {
            return true;
        }
        failures.addLast(now);
        return false;
    }

    private static Sent json(Answer answer) {
        return switch (answer) {
            case Answer.Asked asked ->
                Sent.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("name", asked.person().text()));
            case Answer.In in ->
                Sent.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("name", in.person().text())
                        .put("token", in.token()));
            case Answer.No no ->
                Sent.error(
                        no.status(),
                        no.fault().code(),
                        String.valueOf(no.fault().getMessage()),
                        no.fault().mend(),
                        no.fault().kind().exitCode());
        };
    }

    private void html(Request request, Response response, Answer answer, Optional<String> to, Callback callback) {
        if (answer instanceof Answer.In in) {
            BrowserCookie.set(request, response, in.token());
            if (to.isPresent()) {
                Response.sendRedirect(request, response, callback, 303, to.get(), true);
                return;
            }
        }
        response.setStatus(
                switch (answer) {
                    case Answer.Asked _, Answer.In _ -> 200;
                    case Answer.No no -> no.status();
                });
        SignInPage page = new SignInPage(gitPath);
        String text = switch (answer) {
            case Answer.Asked asked -> page.asks(asked.person(), to.isPresent());
            case Answer.In in -> page.shows(in.person(), in.token(), in.server());
            case Answer.No no ->
                page.says(no.fault().getMessage() + " " + no.fault().mend());
        };
        page.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
