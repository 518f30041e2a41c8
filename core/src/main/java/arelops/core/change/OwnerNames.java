package arelops.core.change;

import arelops.core.change.CodeOwners.Owner;
import arelops.core.id.PersonName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who is meant by the names of a CODEOWNERS file: the people of groups of the config, accounts,
/// addresses of accounts. A name that means nobody here owns nothing.
final class OwnerNames {
    private final Map<String, List<PersonName>> groups;
    private final ApprovalQuestion.Accounts accounts;

    OwnerNames(ApprovalQuestion question) {
        this.groups = question.rules().groups();
        this.accounts = question.accounts();
    }

    Set<PersonName> people(Collection<Owner> owners) {
        return owners.stream().flatMap(this::people).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<PersonName> people(Owner owner) {
        return switch (owner) {
            case Owner.Name name when groups.containsKey(name.text()) -> group(name.text());
            case Owner.Name name ->
                accounts.roles().keySet().stream().filter(one -> one.text().equals(name.text()));
            case Owner.Group group -> group(group.text());
            case Owner.Address address -> Stream.ofNullable(accounts.emails().get(address.text()));
        };
    }

    private Stream<PersonName> group(String name) {
        return groups.getOrDefault(name, List.of()).stream();
    }
}
