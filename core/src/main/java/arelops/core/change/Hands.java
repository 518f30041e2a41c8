package arelops.core.change;

import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who had a hand in a change: none of them approves it (CHG-2).
///
/// @param commits those of the change that are not on trunk yet
/// @param pushers who opened the change, or pushed to it. The standard names author, committer and
///     co-authors, which anybody can claim to be; who pushed is known by a token, so it counts as
///     well: else it would be enough to write another's name into one's commits
public record Hands(List<Written> commits, Set<PersonName> pushers) {
    /// Who wrote one commit, as names of accounts; what git says may fit several, and too many are
    /// better than too few.
    ///
    /// @param strangers names and addresses that belong to no account; nobody by these names could
    ///     approve
    public record Written(
            CommitId commit,
            Set<PersonName> authors,
            Set<PersonName> committers,
            Set<PersonName> coAuthors,
            List<String> strangers) {
        public Written {
            authors = Set.copyOf(authors);
            committers = Set.copyOf(committers);
            coAuthors = Set.copyOf(coAuthors);
            strangers = List.copyOf(strangers);
        }
    }

    public Hands {
        commits = List.copyOf(commits);
        pushers = Set.copyOf(pushers);
    }

    Set<PersonName> all(Function<Written, Set<PersonName>> part) {
        return commits.stream().map(part).flatMap(Collection::stream).collect(Collectors.toUnmodifiableSet());
    }
}
