package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.up.Installation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Talks to a running controller over HTTP. `HttpURLConnection`, as it starts faster than the newer client.
public final class ControlClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 180_000;

    private final URI server;
    private final String token;

    ControlClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /// The client of the controller that runs for a repository; `ARELOPS_SERVER` and `ARELOPS_TOKEN` name another.
    public static ControlClient of(
            Map<String, String> environment, Optional<String> named, Optional<Installation> installation) {
        Optional<String> server = named.or(() -> Optional.ofNullable(environment.get("ARELOPS_SERVER")));
        if (server.isEmpty() && installation.isEmpty()) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.no-repository",
                    "This is not in a git repository",
                    "Go into one, name one with -r FOLDER, or set ARELOPS_SERVER.");
        }
        URI address = server.map(ControlClient::address).orElseGet(() -> running(installation.orElseThrow()));
        String token = Optional.ofNullable(environment.get("ARELOPS_TOKEN"))
                .filter(text -> !text.isBlank())
                .or(() -> installation.filter(one -> isOwn(one, address)).flatMap(one -> content(one.tokenFile())))
                .orElse("");
        return new ControlClient(address, token.strip());
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.replaceFirst("/+$", ""));
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw new Fault(
                Fault.Kind.INPUT,
                "cli.server",
                "'" + text + "' is no address of a server",
                "Write it like http://127.0.0.1:7331.");
    }

    /// The token that is kept here is for the controller that runs here; no other server gets to see it.
    private static boolean isOwn(Installation installation, URI address) {
        return content(installation.controllerFile()).isPresent()
                && running(installation).equals(address);
    }

    private static URI running(Installation installation) {
        String text = content(installation.controllerFile()).orElseThrow(() -> notRunning(installation.repository()));
        try {
            return address(JSON.readTree(text).path("url").asText(""));
        } catch (JsonProcessingException e) {
            throw notRunning(installation.repository());
        }
    }

    private static Fault notRunning(Path repository) {
        return new Fault(
                Fault.Kind.UNREACHABLE,
                "controller.not-running",
                "ARelOps does not run for " + repository,
                "arelops up");
    }

    private static Optional<String> content(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Asks. Parameters without a value are left out.
    Doc get(String path, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return send("GET", path + query, Optional.empty());
    }

    Doc get(String path) {
        return get(path, Map.of());
    }

    /// Sends a command or a change; faults when it is refused.
    Doc post(String path, JsonNode body) {
        return send("POST", path, Optional.of(body));
    }

    /// Whether it proves with this token who asks.
    boolean carries(String other) {
        return !token.isEmpty() && token.equals(other);
    }

    /// One part of a path, safe whatever it holds.
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Doc send(String method, String path, Optional<JsonNode> body) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(server + "/api/v1/" + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Accept", "application/json");
            if (!token.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            if (body.isPresent()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(JSON.writeValueAsBytes(body.get()));
                }
            }
            int status = connection.getResponseCode();
            return answer(status, read(connection, status));
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.UNREACHABLE,
                    "controller.silent",
                    "ARelOps does not answer at " + server + ": " + e.getMessage(),
                    "arelops up",
                    e);
        }
    }

    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            return in.readAllBytes();
        }
    }

    private Doc answer(int status, byte[] bytes) throws IOException {
        Doc doc;
        try {
            doc = new Doc(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new Fault(
                    Fault.Kind.UNREACHABLE,
                    "controller.stranger",
                    "What answers at " + server + " is not ARelOps",
                    "Check ARELOPS_SERVER, or run arelops up.",
                    e);
        }
        if (status >= 400) {
            Doc error = doc.at("error");
            throw new Fault(kind(error.number("exit")), error.text("code"), error.text("message"), error.text("mend"));
        }
        return doc;
    }

    private static Fault.Kind kind(long exit) {
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind.exitCode() == exit) {
                return kind;
            }
        }
        return Fault.Kind.BROKEN;
    }
}
