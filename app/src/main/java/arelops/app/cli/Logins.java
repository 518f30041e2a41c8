package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.people.PrivateFile;
import arelops.app.up.GitProgram;
import arelops.app.up.Installation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The servers that this person signed in to by `arelops login`: a token for each, and which was the last.
///
/// In `logins.json` under the user's config folder (`XDG_CONFIG_HOME`, else `~/.config`), mode 0600.
record Logins(PrivateFile file) {
    private static final JsonMapper JSON = new JsonMapper();

    static Logins of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
        Path config = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"));
        return new Logins(new PrivateFile(config.resolve("arelops").resolve("logins.json")));
    }

    Optional<String> token(URI server) {
        return text(read().path("tokens").path(server.toString()));
    }

    /// The server that is meant here: one that a remote of this clone is at; outside of a repository
    /// the last one. A command for one repository must not reach the server of another.
    Optional<URI> server(Optional<Installation> here) {
        ObjectNode all = read();
        if (here.isEmpty()) {
            return text(all.path("last")).map(URI::create);
        }
        if (all.path("tokens").isEmpty()) {
            return Optional.empty();
        }
        String remotes = GitProgram.says(here.get().repository(), "config", "--get-regexp", "^remote\\..*\\.url$")
                .orElse("");
        return all.path("tokens").properties().stream()
                .map(Map.Entry::getKey)
                .filter(server -> remotes.contains(" " + server + "/git/"))
                .map(URI::create)
                .findFirst();
    }

    void keep(URI server, String token) {
        ObjectNode all = read();
        all.put("v", 1).put("last", server.toString());
        all.withObject("/tokens").put(server.toString(), token);
        try {
            file.write(all.toPrettyString() + "\n");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node.asText("")).filter(text -> !text.isBlank());
    }

    private ObjectNode read() {
        try {
            Optional<String> text = file.read();
            return text.isPresent() && JSON.readTree(text.get()) instanceof ObjectNode all
                    ? all
                    : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Fault broken(IOException e) {
        return new Fault(
                Fault.Kind.BROKEN,
                "login.file",
                "Cannot read or write " + file.path() + ": " + e.getMessage(),
                "Make it readable and writable for you, or set ARELOPS_TOKEN instead.",
                e);
    }
}
