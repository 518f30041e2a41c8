package arelops.app.web;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.page.Pages;
import arelops.app.page.Scene;
import arelops.app.people.Person;
import arelops.core.gate.Sentence;
import arelops.core.id.Digest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Pages for a browser: made of the very answers of the API, for whoever is signed in here. They can be looked at only;
/// what acts is the API, which no page of another site can call, as it asks for a token and takes no cookie.
final class PagesDoor extends Handler.Abstract implements AutoCloseable {
    private static final String FILES = "/page/";
    private static final String EVENTS = "/events";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";
    private static final String LIVE_POLICY = POLICY + "; script-src 'self'; connect-src 'self'";
    private static final String HTML = "text/html; charset=utf-8";

    private final Visitors visitors;
    private final Endpoints endpoints;
    private final Supplier<String> repository;
    private final InstantSource clock;
    private final Pages pages = new Pages();
    private final LiveLine line;
    private final Bell bell;
    private final Map<String, Shown> files = new HashMap<>();
    private final Scene.Files names;

    PagesDoor(Visitors visitors, Endpoints endpoints, Engine engine, InstantSource clock) {
        this.visitors = visitors;
        this.endpoints = endpoints;
        this.repository = engine::repository;
        this.clock = clock;
        this.line = new LiveLine(engine, endpoints, pages);
        this.bell = new Bell(line::parts, clock);
        this.names = new Scene.Files(
                file(pages.style(), "css", "text/css; charset=utf-8"),
                file(pages.icon(), "svg", "image/svg+xml"),
                file(pages.script(), "js", "text/javascript; charset=utf-8"));
        bell.start();
    }

    /// Lets go of the browsers that listen, so that the server need not wait for them.
    @Override
    public void close() {
        bell.close();
    }

    /// A file whose name changes with what is in it, so that a browser may keep it.
    private String file(String text, String extension, String type) {
        String path = FILES + Digest.of(text).hex() + "." + extension;
        files.put(path, new Shown(200, type, text, Map.of("Cache-Control", "public, max-age=31536000, immutable")));
        return path;
    }

    /// An answer for a browser.
    private record Shown(int status, String type, String body, Map<String, String> headers) {
        static Shown html(int status, String body) {
            return new Shown(status, HTML, body, Map.of());
        }
    }

    /// Whether a path is one of a page, and not of the API, of git, or of a sign-in link.
    private static boolean isPage(String path) {
        return path.equals("/")
                || path.equals(EVENTS)
                || path.equals("/changes")
                || path.startsWith("/changes/")
                || path.startsWith("/jobs/")
                || path.startsWith(FILES);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = Request.getPathInContext(request);
        boolean looks = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!looks || !isPage(path)) {
            return false;
        }
        Shown shown;
        if (path.equals(EVENTS) && request.getMethod().equals("GET") && Door.isAskedByName(request)) {
            listen(request, response, callback);
            return true;
        }
        if (!Door.isAskedByName(request)) {
            shown = message(
                    Optional.empty(),
                    421,
                    "Another name",
                    "This server does not answer to that name.",
                    "Use localhost or 127.0.0.1.");
        } else {
            shown = Optional.ofNullable(files.get(path)).orElseGet(() -> page(request, path));
        }
        write(response, shown, callback);
        return true;
    }

    /// Rings at a browser from now on. What a ring tells is not worth hiding; still, it rings only for whoever may
    /// look.
    private void listen(Request request, Response response, Callback callback) {
        Person person;
        try {
            person = visitors.ofBrowser(request);
        } catch (Fault fault) {
            Door.write(response, Sent.error(fault), callback);
            return;
        }
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Accel-Buffering", "no");
        if (!bell.take(person.name().toString(), this::maySee, request, response, callback)) {
            headers.put(HttpHeader.RETRY_AFTER, "30");
            Door.write(
                    response,
                    Sent.error(
                            503,
                            "events.full",
                            "Too many browsers look at this page at once",
                            "It asks again by itself every 30 seconds.",
                            5),
                    callback);
        }
    }

    private boolean maySee(Request request) {
        try {
            visitors.ofBrowser(request);
            return true;
        } catch (Fault notSignedInAnyMore) {
            return false;
        }
    }

    private Shown page(Request request, String path) {
        Optional<Person> person = Optional.empty();
        try {
            person = Optional.of(visitors.ofBrowser(request));
            return page(request, path, person.get());
        } catch (Fault fault) {
            int status = Sent.error(fault).status();
            return status == 401
                    ? message(
                            Optional.empty(),
                            401,
                            "Sign in",
                            "Nobody is signed in here.",
                            "On the machine where your commands work: arelops open. It prints a link that signs this browser in.")
                    : message(person, status, "Not shown", String.valueOf(fault.getMessage()), fault.mend());
        }
    }

    private Shown page(Request request, String path, Person person) {
        List<String> parts = Arrays.asList(path.substring(1).split("/", -1));
        Map<String, String> parameters = Door.parameters(request);
        return switch (parts.size()) {
            case 1 -> {
                if (path.equals("/")) {
                    yield new Shown(
                            200,
                            HTML,
                            pages.line(scene(Optional.of(person)), line.parts()),
                            Map.of("Content-Security-Policy", LIVE_POLICY));
                }
                Doc answer = asked(person, parts, parameters);
                yield Shown.html(
                        200, pages.changes(scene(Optional.of(person)), answer, parameters.getOrDefault("q", "")));
            }
            case 2 -> Shown.html(200, pages.change(scene(Optional.of(person)), asked(person, parts, parameters)));
            case 3 -> {
                Printed printed = new Printed(piece -> asked(person, parts, piece));
                yield new Shown(200, "text/plain; charset=utf-8", printed.text(), Map.of());
            }
            default -> throw Question.unknown("There is no page at " + path, "Begin at /.");
        };
    }

    /// The API's own answer.
    private Doc asked(Person person, List<String> parts, Map<String, String> parameters) {
        Question question = new Question(person, "GET", parts, parameters, JsonNodeFactory.instance.objectNode());
        Sent sent =
                endpoints.answer(question).orElseThrow(() -> Question.unknown("There is no such page", "Begin at /."));
        return new Doc(sent.body());
    }

    private Scene scene(Optional<Person> person) {
        return new Scene(
                repository.get(),
                person.map(one -> one.name().toString()),
                endpoints.openChanges(),
                names,
                clock.instant(),
                ZoneId.systemDefault());
    }

    private Shown message(Optional<Person> person, int status, String title, String message, String mend) {
        return Shown.html(status, pages.message(scene(person), title, Sentence.of(message), mend));
    }

    /// A page takes no script, no frame around it, and nothing from elsewhere; that of the line takes our own script.
    private static void write(Response response, Shown shown, Callback callback) {
        response.setStatus(shown.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, shown.type());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Content-Security-Policy", POLICY);
        shown.headers().forEach(headers::put);
        response.write(true, ByteBuffer.wrap(shown.body().getBytes(StandardCharsets.UTF_8)), callback);
    }
}
