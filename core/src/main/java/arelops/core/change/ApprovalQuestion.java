package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import arelops.core.policy.Policy;
import arelops.core.release.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// All that is known when a change is judged by what people said about it.
///
/// @param rules those of trunk's head
/// @param accounts the people who have accounts now
public record ApprovalQuestion(
        Policy rules, Accounts accounts, Proposal proposal, Hands hands, Touched touched, Said said) {

    /// The people, by what they may do.
    ///
    /// @param bots accounts of programs: they approve nothing, and what they push has no author by that
    /// @param emails whose address it is, for the owners of code
    public record Accounts(Map<PersonName, Role> roles, Set<PersonName> bots, Map<String, PersonName> emails) {
        public Accounts {
            roles = Map.copyOf(roles);
            bots = Set.copyOf(bots);
            emails = emails.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, _) -> one));
        }

        Optional<Role> role(PersonName person) {
            return Optional.ofNullable(roles.get(person));
        }

        boolean isPerson(PersonName name) {
            return roles.containsKey(name) && !bots.contains(name);
        }

        /// Whether this one's changes run their commands without anybody else's word.
        boolean mayDevelop(PersonName name) {
            return role(name).filter(role -> role != Role.VIEWER).isPresent();
        }

        boolean isAdmin(PersonName person) {
            return role(person).filter(Role.ADMIN::equals).isPresent();
        }

        /// Whether this one's approvals can count, of changes of others.
        boolean mayApprove(PersonName person) {
            return isPerson(person) && role(person).filter(Role::mayApprove).isPresent();
        }
    }

    /// The change itself.
    ///
    /// @param since since when this head stands
    public record Proposal(ChangeNumber number, Head head, Instant since, Kind kind) {
        /// What a change is, as far as the number of approvals depends on it.
        public enum Kind {
            USUAL,
            /// The exact inverse of a commit of trunk, as its diff says (CHG-7).
            INVERSE
        }
    }

    /// What the change touches.
    ///
    /// @param paths of every file that it adds, changes or deletes; both names of one that it renames
    /// @param owners of trunk's head; empty where trunk has no such file
    /// @param looser what its config makes looser, as sentences
    /// @param config the path of the config file
    public record Touched(List<String> paths, Optional<CodeOwners> owners, List<String> looser, String config) {
        public Touched {
            paths = List.copyOf(paths);
            looser = List.copyOf(looser);
        }
    }

    /// What people said, in the order in which it was recorded: clocks are for screens.
    public record Said(List<Opinion> opinions, List<SignOff> signOffs) {
        public Said {
            opinions = List.copyOf(opinions);
            signOffs = List.copyOf(signOffs);
        }
    }
}
