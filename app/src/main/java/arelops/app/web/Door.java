package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.people.Person;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in: lets nobody past who came by another host name, who is not signed in, or who brings too much.
final class Door extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String ROOT = "/api/v1/";
    private static final int LARGEST = 1 << 20;
    /// How much more of a body that is too large is read and thrown away.
    private static final long HEARD_OUT = 16L << 20;

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Visitors visitors;
    private final Endpoints endpoints;
    private final Runnable stop;

    Door(Visitors visitors, Endpoints endpoints, Runnable stop) {
        this.visitors = visitors;
        this.endpoints = endpoints;
        this.stop = stop;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public boolean handle(Request request, Response response, Callback callback) {
        Sent sent;
        try {
            sent = answer(request);
        } catch (Fault fault) {
            sent = Sent.error(fault);
        } catch (IOException e) {
            sent = Sent.error(400, "request.broken", "The request ended too early", "Send it again.", 2);
        } catch (RuntimeException bug) {
            LOG.error(
                    "a bug while answering {} {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    bug);
            sent = Sent.error(500, "bug", "ARelOps has a bug: " + bug, "Please report it; nothing was changed.", 1);
        }
        boolean stops = sent.status() == 200 && request.getMethod().equals("POST") && isStop(request);
        write(response, sent, stops ? Callback.from(callback, stop) : callback);
        return true;
    }

    private static String host(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST)).orElse("");
    }

    /// Whether a request names this server as it is called here: a page of another name that leads here does not.
    static boolean isAskedByName(Request request) {
        return HOSTS.contains(host(request).replaceFirst(":\\d+$", ""));
    }

    static Sent wrongHost(Request request) {
        return Sent.error(
                421,
                "request.host",
                "This server does not answer to the name '" + host(request) + "'",
                "Use http://127.0.0.1 or http://localhost.",
                2);
    }

    private static boolean isStop(Request request) {
        return Request.getPathInContext(request).equals(ROOT + "stop");
    }

    private Sent answer(Request request) throws IOException {
        byte[] body = body(request);
        if (!isAskedByName(request)) {
            return wrongHost(request);
        }
        String path = Request.getPathInContext(request);
        if (!path.startsWith(ROOT)) {
            return nothingHere(path);
        }
        Person person = visitors.of(Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
        List<String> parts = Arrays.stream(path.substring(ROOT.length()).split("/", -1))
                .map(URIUtil::decodePath)
                .toList();
        Question question = new Question(person, request.getMethod(), parts, parameters(request), json(body));
        return endpoints.answer(question).orElseGet(() -> nothingHere(request.getMethod() + " " + path));
    }

    private static Sent nothingHere(String what) {
        return Sent.error(404, "request.unknown", "There is nothing at " + what, "See docs/api.md.", 2);
    }

    /// Read before anything is answered, as a sender that is still sending does not hear an answer.
    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length <= LARGEST) {
                return body;
            }
            long left = HEARD_OUT;
            while (left > 0) {
                long skipped = in.skip(Math.min(left, LARGEST));
                if (skipped <= 0) {
                    break;
                }
                left -= skipped;
            }
            throw tooLarge();
        }
    }

    private static Fault tooLarge() {
        return new Fault(
                Fault.Kind.INPUT, "request.too-large", "The body is larger than " + LARGEST + " bytes", "Send less.");
    }

    private static JsonNode json(byte[] body) throws IOException {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode read = JSON.readTree(body);
            if (read.isObject()) {
                return read;
            }
            throw Question.input("The body is not a JSON object", "Send {...}.");
        } catch (JsonProcessingException e) {
            throw Question.input("The body is not JSON: " + e.getOriginalMessage(), "Send one JSON object in UTF-8.");
        }
    }

    static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            parameters.put(field.getName(), String.valueOf(field.getValue()));
        }
        return parameters;
    }

    static void write(Response response, Sent sent, Callback callback) {
        response.setStatus(sent.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, sent.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (sent.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        byte[] bytes = sent.written().getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
