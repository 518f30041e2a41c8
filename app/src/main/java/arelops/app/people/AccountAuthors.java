package arelops.app.people;

import arelops.app.git.GitIdentity;
import arelops.app.git.TrunkCommit;
import arelops.app.reconcile.Authors;
import arelops.core.id.PersonName;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Recognises the writers of a commit among the accounts, by e-mail address or by name.
///
/// Too many are better than too few: whoever is taken for an author cannot approve.
public final class AccountAuthors implements Authors {
    private final Supplier<People> people;

    public AccountAuthors(Supplier<People> people) {
        this.people = people;
    }

    @Override
    public Set<PersonName> of(TrunkCommit commit) {
        Set<GitIdentity> writers = Stream.concat(
                        Stream.of(
                                commit.authorship().author(),
                                commit.authorship().committer()),
                        commit.authorship().coAuthors().stream())
                .collect(Collectors.toSet());
        return people.get().all().stream()
                .filter(person -> writers.stream().anyMatch(writer -> is(person, writer)))
                .map(Person::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean is(Person person, GitIdentity writer) {
        String email = writer.email().toLowerCase(Locale.ROOT);
        String name = person.name().text();
        return person.emails().stream().anyMatch(own -> own.toLowerCase(Locale.ROOT).equals(email))
                || AccountName.plain(writer.name()).equals(name)
                || (email.contains("@") && email.substring(0, email.indexOf('@')).equals(name));
    }
}
