package arelops.app.cli;

import arelops.app.answer.Doc;
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

    /// The client of the controller that runs for a repository; `ARELOPS_SERVER` and `ARELOPS_TOKEN`
    /// name another. Where none runs, it is the one that this clone came from and `arelops login`
    /// signed in to, or outside of a repository the last one.
    public static ControlClient of(
            Map<String, String> environment, Optional<String> named, Optional<Installation> installation) {
        Logins logins = Logins.of(environment);
        boolean runsHere =
                installation.flatMap(one -> content(one.controllerFile())).isPresent();
        Optional<String> server = named.or(() -> Optional.ofNullable(environment.get("ARELOPS_SERVER")))
                .or(() -> runsHere
                        ? Optional.empty()
                        : logins.server(installation).map(URI::toString));
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
                .or(() -> logins.token(address))
                .orElse("");
        return new ControlClient(address, token.strip());
    }

    /// The client of a server that git asks about, with the token that is kept for it; empty for one
    /// that is not known: no token goes to another.
    static Optional<ControlClient> known(
            Map<String, String> environment, URI server, Optional<Installation> installation) {
        URI plain = URI.create(server.toString().replaceFirst("//localhost(:|$)", "//127.0.0.1$1"));
        boolean isNamed = Optional.ofNullable(environment.get("ARELOPS_SERVER"))
                .map(ControlClient::address)
                .filter(one -> one.equals(server) || one.equals(plain))
                .isPresent();
        return installation
                .filter(one -> isOwn(one, plain))
                .flatMap(one -> content(one.tokenFile()))
                .or(() -> isNamed ? Optional.ofNullable(environment.get("ARELOPS_TOKEN")) : Optional.empty())
                .or(() -> Logins.of(environment).token(server))
                .or(() -> Logins.of(environment).token(plain))
                .map(token -> new ControlClient(server, token.strip()));
    }

    static URI address(String text) {
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

    URI server() {
        return server;
    }

    String token() {
        return token;
    }

    /// A one-time link for a person.
    Doc invite(String name) {
        return post("people/" + part(name) + "/invite", JSON.createObjectNode());
    }

    /// Uses up a one-time code, for a token.
    Doc signIn(String code) {
        return ask("POST", "/sign-in/" + code, Optional.empty());
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
        return ask(method, "/api/v1/" + path, body);
    }

    private Doc ask(String method, String path, Optional<JsonNode> body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(server + path).toURL().openConnection();
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
