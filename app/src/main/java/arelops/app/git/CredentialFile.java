package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The file that git's own `credential.helper store` keeps: one `https://user:password@host[:port]` a line.
///
/// It is read at each question, so that a renewed token counts at once. Format: `git help credential-store`.
public final class CredentialFile implements CredentialSource {
    private final Path file;

    public CredentialFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Credentials> find(String scheme, String host) {
        return lines().stream()
                .flatMap(line -> entry(line).stream())
                .filter(entry -> entry.scheme.equals(scheme) && entry.host.equals(host))
                .map(Entry::credentials)
                .findFirst();
    }

    private List<String> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "git.credentials",
                    "Cannot read the git credentials in " + file,
                    "Make the file readable for the user who runs ARelOps, as UTF-8 text.",
                    e);
        }
    }

    private record Entry(String scheme, String host, Credentials credentials) {}

    /// A line that is not of the form is passed over in silence, as git does: it may hold a secret.
    private static Optional<Entry> entry(String line) {
        try {
            URI uri = new URI(line.strip());
            String userInfo = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
            int colon = userInfo.indexOf(':');
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            if (colon < 0 || host.isEmpty() || uri.getScheme() == null) {
                return Optional.empty();
            }
            return Optional.of(new Entry(
                    uri.getScheme(),
                    uri.getPort() < 0 ? host : host + ":" + uri.getPort(),
                    new Credentials(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)))));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
