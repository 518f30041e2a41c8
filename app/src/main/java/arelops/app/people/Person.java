package arelops.app.people;

import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.List;
import java.util.regex.Pattern;

/// An account: who it is, what they may do, the e-mail addresses by which git knows them, and whether it is a
/// program.
public record Person(PersonName name, Role role, List<String> emails, Kind kind) {
    /// Who stands behind an account.
    public enum Kind {
        HUMAN,
        /// A program, whose approval never counts (CHG-3).
        BOT
    }

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>]{1,64}@[^\\s@<>]{1,190}");

    public Person {
        for (String email : emails) {
            if (!EMAIL.matcher(email).matches()) {
                throw new IllegalArgumentException("not an e-mail address: " + email);
            }
        }
        emails = emails.stream().distinct().sorted().toList();
    }

    /// The account of a human being.
    public Person(PersonName name, Role role, List<String> emails) {
        this(name, role, emails, Kind.HUMAN);
    }

    Person as(Role other) {
        return new Person(name, other, emails, kind);
    }
}
