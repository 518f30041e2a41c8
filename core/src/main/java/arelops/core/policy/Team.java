package arelops.core.policy;

import arelops.core.id.PersonName;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Who works on the repository, as far as the number of approvals depends on it.
public sealed interface Team {
    /// What a change waits where nobody else is left to look at it (CHG-2).
    Duration ALONE = Duration.ofMinutes(10);

    /// The number of approvals that is needed when the rule asks for `asked` and `authors` wrote
    /// the change.
    int approvals(int asked, Set<PersonName> authors);

    /// Whether the admin who allows looser rules (CHG-4) may have written them: in a small team the
    /// only admin often did. The others' approvals are needed all the same.
    boolean adminMayBeAuthor();

    /// A team with enough people: the rule holds as it is.
    record Standard() implements Team {
        @Override
        public boolean adminMayBeAuthor() {
            return false;
        }

        @Override
        public int approvals(int asked, Set<PersonName> authors) {
            return asked;
        }
    }

    /// So few people that they are named: at most as many approvals as there are others, and at
    /// most two.
    record Small(List<PersonName> people) implements Team {
        public Small {
            people = List.copyOf(people);
        }

        @Override
        public boolean adminMayBeAuthor() {
            return true;
        }

        @Override
        public int approvals(int asked, Set<PersonName> authors) {
            long others =
                    people.stream().distinct().filter(p -> !authors.contains(p)).count();
            return (int) Math.min(asked, Math.min(2, others));
        }
    }
}
