package arelops.app.forge;

import arelops.core.id.PersonName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a git client shows at the door: a token, and perhaps the account that it says it is of.
record Credentials(String account, String token) {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    /// Reads an `Authorization` header; empty where it is none that is understood.
    static Optional<Credentials> read(String header) {
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(
                    new Credentials("", header.substring(BEARER.length()).strip()));
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(
                            pair.substring(0, colon), pair.substring(colon + 1).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether they can be of this account: a token alone is enough, with another's name it is not.
    boolean isFor(PersonName name) {
        return account.isEmpty() || account.equals(name.text());
    }

    /// Never the token.
    @Override
    public String toString() {
        return "credentials of '" + account + "'";
    }
}
