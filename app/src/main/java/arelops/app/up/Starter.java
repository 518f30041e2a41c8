package arelops.app.up;

import arelops.app.people.Person;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Who starts ARelOps: the name and e-mail that git knows them by, else the name of their login.
final class Starter {
    private Starter() {}

    static Person of(Path repository, Map<String, String> environment) {
        String login = environment.getOrDefault("USER", System.getProperty("user.name", "admin"));
        Optional<UserConfig> git = read(repository);
        String email = git.map(UserConfig::getAuthorEmail).orElse("");
        String name = git.filter(user -> !user.isAuthorNameImplicit())
                .map(UserConfig::getAuthorName)
                .orElse(login);
        boolean knownEmail = git.filter(user -> !user.isAuthorEmailImplicit()).isPresent();
        return new Person(account(name), Role.ADMIN, knownEmail ? List.of(email) : List.of());
    }

    private static Optional<UserConfig> read(Path repository) {
        try (var git =
                new FileRepositoryBuilder().findGitDir(repository.toFile()).build()) {
            return Optional.of(git.getConfig().get(UserConfig.KEY));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// An account name made of a person's name: lower case, with dashes.
    static PersonName account(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+|-+$", "");
        return new PersonName(plain.isEmpty() ? "admin" : plain.substring(0, Math.min(39, plain.length())));
    }
}
