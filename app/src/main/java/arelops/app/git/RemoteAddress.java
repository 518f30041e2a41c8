package arelops.app.git;

import arelops.app.fault.Fault;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/// The address of a git remote: a path, `file:`, `http(s):`, `ssh:` or `user@host:path`; its text never shows a
/// password.
public final class RemoteAddress {
    private static final Set<String> SCHEMES = Set.of("file", "http", "https", "ssh");

    /// `ext::command` and its like make git run a program.
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+-]+::");

    private final URIish uri;
    private final String scheme;
    private final Optional<Credentials> embedded;

    private RemoteAddress(URIish uri, String scheme, Optional<Credentials> embedded) {
        this.uri = uri;
        this.scheme = scheme;
        this.embedded = embedded;
    }

    /// Reads an address as git writes it; faults on what is not one.
    public static RemoteAddress parse(String text) {
        try {
            URIish read = new URIish(text);
            String scheme = scheme(read);
            if (!SCHEMES.contains(scheme)
                    || option(read)
                    || HELPER.matcher(text).lookingAt()) {
                throw unusable();
            }
            Optional<Credentials> embedded = Optional.ofNullable(read.getPass())
                    .map(password ->
                            new Credentials(Optional.ofNullable(read.getUser()).orElse(""), password));
            URIish bare = read.setPass(null);
            return new RemoteAddress(scheme.equals("ssh") ? bare : bare.setUser(null), scheme, embedded);
        } catch (URISyntaxException e) {
            throw unusable();
        }
    }

    /// Without a scheme, `host:path` goes over ssh and anything else is a path.
    private static String scheme(URIish uri) {
        return Optional.ofNullable(uri.getScheme())
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .orElse(uri.getHost() == null ? "file" : "ssh");
    }

    /// A host or path that starts with a dash would be an option of the program it is handed to.
    private static boolean option(URIish uri) {
        return Optional.ofNullable(uri.getHost()).orElse("").startsWith("-")
                || Optional.ofNullable(uri.getPath()).orElse("-").startsWith("-");
    }

    /// The text itself is not repeated: it may hold a password.
    private static Fault unusable() {
        return new Fault(
                Fault.Kind.INPUT,
                "git.address",
                "The address of the git repository cannot be used",
                "Give a path, or an address that starts with https://, http://, ssh:// or file://, or user@host:path.");
    }

    URIish uri() {
        return uri;
    }

    boolean isFile() {
        return scheme.equals("file");
    }

    /// Whether it is a path as the file system knows it, which a person may write from where they stand.
    public boolean isPlainPath() {
        return isFile() && uri.getScheme() == null;
    }

    /// Where it is on this disk; empty for one behind a server.
    public Optional<Path> path() {
        return isFile() ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
    }

    /// The credentials for this address: those written in it, else those the source knows for its host.
    Optional<Credentials> credentials(CredentialSource source) {
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        String withPort = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        return embedded.or(() -> source.find(scheme, withPort));
    }

    /// This message without the password, should a library have put it there.
    String clean(String message) {
        return embedded.map(Credentials::password)
                .filter(password -> !password.isEmpty())
                .map(password -> message.replace(password, "***"))
                .orElse(message);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
