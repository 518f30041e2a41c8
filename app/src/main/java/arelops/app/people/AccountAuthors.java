package arelops.app.people;

import arelops.app.git.Authorship;
import arelops.app.git.GitIdentity;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.app.reconcile.Authors;
import arelops.core.change.ApprovalQuestion;
import arelops.core.change.Hands;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Recognises the writers of a commit among the accounts, by e-mail address or by name.
///
/// Too many are better than too few: whoever is taken for an author cannot approve.
public final class AccountAuthors implements Authors {
    private final Supplier<People> known;
    private final Function<RefsSeen, People> at;

    public AccountAuthors(PeopleStore store) {
        this(store::known, store::at);
    }

    /// @param known the accounts as they were read last
    /// @param at the accounts as some refs have them
    AccountAuthors(Supplier<People> known, Function<RefsSeen, People> at) {
        this.known = known;
        this.at = at;
    }

    @Override
    public Set<PersonName> of(TrunkCommit commit) {
        Set<GitIdentity> writers = Stream.concat(
                        Stream.of(
                                commit.authorship().author(),
                                commit.authorship().committer()),
                        commit.authorship().coAuthors().stream())
                .collect(Collectors.toSet());
        return among(writers);
    }

    private Set<PersonName> among(Collection<GitIdentity> writers) {
        return known.get().all().stream()
                .filter(person -> writers.stream().anyMatch(writer -> is(person, writer)))
                .map(Person::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Hands.Written written(TrunkCommit commit) {
        Authorship hands = commit.authorship();
        List<String> strangers = Stream.concat(Stream.of(hands.author(), hands.committer()), hands.coAuthors().stream())
                .filter(writer -> among(List.of(writer)).isEmpty())
                .map(writer -> writer.name() + " <" + writer.email() + ">")
                .distinct()
                .toList();
        return new Hands.Written(
                commit.id(),
                among(List.of(hands.author())),
                among(List.of(hands.committer())),
                among(hands.coAuthors()),
                strangers);
    }

    @Override
    public ApprovalQuestion.Accounts accounts(RefsSeen refs) {
        Map<PersonName, Role> roles = new HashMap<>();
        Map<String, PersonName> emails = new HashMap<>();
        Set<PersonName> bots = new HashSet<>();
        for (Person person : at.apply(refs).all()) {
            roles.put(person.name(), person.role());
            if (person.kind() == Person.Kind.BOT) {
                bots.add(person.name());
            }
            person.emails().forEach(email -> emails.put(email, person.name()));
        }
        return new ApprovalQuestion.Accounts(roles, bots, emails);
    }

    private static boolean is(Person person, GitIdentity writer) {
        String email = writer.email().toLowerCase(Locale.ROOT);
        String name = person.name().text();
        return person.emails().stream()
                        .anyMatch(own -> own.toLowerCase(Locale.ROOT).equals(email))
                || AccountName.plain(writer.name()).equals(name)
                || (email.contains("@")
                        && email.substring(0, email.indexOf('@')).equals(name));
    }
}
