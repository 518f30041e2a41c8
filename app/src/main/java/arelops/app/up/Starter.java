package arelops.app.up;

import arelops.app.people.Person;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Who starts ARelOps: the name and e-mail that git knows them by (as the program `git` reads its many config files),
/// else the name of their login.
final class Starter {
    private Starter() {}

    static Person of(Path repository, Map<String, String> environment) {
        String login = environment.getOrDefault("USER", System.getProperty("user.name", "admin"));
        String name = GitProgram.userName(repository).orElse(login);
        return new Person(
                account(name),
                Role.ADMIN,
                GitProgram.userEmail(repository).stream().toList());
    }

    /// An account name made of a person's name: lower case, with dashes.
    static PersonName account(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+|-+$", "");
        return new PersonName(plain.isEmpty() ? "admin" : plain.substring(0, Math.min(39, plain.length())));
    }
}
