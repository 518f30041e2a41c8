package arelops.app.ask;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// With what a server that is not ours is asked. Its text is in no log, no message and no ledger.
public interface Credential {
    /// Nothing.
    Credential NONE = Optional::empty;

    /// The bearer token; empty where there is none.
    Optional<String> token() throws Unanswered;

    /// The token in the first line of a file, read anew each time, so that it may be renewed.
    static Credential inFile(Path file) {
        return () -> Optional.of(TokenText.read(file));
    }

    /// A token that somebody gave.
    ///
    /// @param from where it comes from, for what is said where it is none
    static Credential of(String text, String from) {
        return () -> Optional.of(TokenText.checked(text, from));
    }

    /// Reads and checks the text of a token.
    final class TokenText {
        private static final int LONGEST = 16 * 1024;
        private static final Pattern TOKEN = Pattern.compile("[!-~]+");

        private TokenText() {}

        private static String read(Path file) throws Unanswered {
            try (InputStream in = Files.newInputStream(file)) {
                return checked(
                        new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8).strip(), "the file " + file);
            } catch (IOException e) {
                throw new Unanswered("the token cannot be read from " + file, e);
            }
        }

        private static String checked(String text, String from) throws Unanswered {
            if (text.length() > LONGEST || !TOKEN.matcher(text).matches()) {
                throw new Unanswered(from + " does not hold one token");
            }
            return text;
        }
    }
}
