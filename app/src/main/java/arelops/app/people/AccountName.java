package arelops.app.people;

import arelops.core.id.PersonName;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// The account name that fits a person as git knows them: `Ann Lee` is `ann-lee`, `Zoë O'Neil` is `zoe-o-neil`.
public final class AccountName {
    private static final int LONGEST = 39;

    private AccountName() {}

    static String plain(String gitName) {
        String letters = Normalizer.normalize(gitName, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String plain = letters.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[^a-z0-9]+", "");
        return plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-+$", "");
    }

    /// The account name for a name as git has it; empty where none can be made of it.
    public static Optional<PersonName> of(String gitName) {
        try {
            return Optional.of(new PersonName(plain(gitName)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
