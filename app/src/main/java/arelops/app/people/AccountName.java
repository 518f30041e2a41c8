package arelops.app.people;

import arelops.core.id.PersonName;
import java.util.Locale;
import java.util.Optional;

/// The account name that fits a person as git knows them: `Ann Lee` is `ann-lee`.
public final class AccountName {
    private AccountName() {}

    static String plain(String gitName) {
        return gitName.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
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
