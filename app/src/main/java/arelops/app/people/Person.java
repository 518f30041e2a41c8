package arelops.app.people;

import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.List;
import java.util.regex.Pattern;

/// An account: who it is, what the person may do, and the e-mail addresses by which git knows them.
public record Person(PersonName name, Role role, List<String> emails) {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>]{1,64}@[^\\s@<>]{1,190}");

    public Person {
        for (String email : emails) {
            if (!EMAIL.matcher(email).matches()) {
                throw new IllegalArgumentException("not an e-mail address: " + email);
            }
        }
        emails = emails.stream().distinct().sorted().toList();
    }

    Person as(Role other) {
        return new Person(name, other, emails);
    }
}
