package arelops.app.up;

import arelops.app.people.AccountName;
import arelops.app.people.Person;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.nio.file.Path;
import java.util.Map;

/// Who starts ARelOps: the name and e-mail that git knows them by (as the program `git` reads its many config files),
/// else the name of their login.
public final class Starter {
    private Starter() {}

    public static Person of(Path repository, Map<String, String> environment) {
        String login = environment.getOrDefault("USER", System.getProperty("user.name", "admin"));
        String name = GitProgram.userName(repository).orElse(login);
        return new Person(
                account(name, login),
                Role.ADMIN,
                GitProgram.userEmail(repository).stream().toList());
    }

    private static PersonName account(String name, String login) {
        return AccountName.of(name).or(() -> AccountName.of(login)).orElseGet(() -> new PersonName("admin"));
    }
}
