package arelops.core.change;

import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.release.Role;
import java.time.Instant;
import java.util.Optional;

/// A person's word that a smoke test of one exact head was done in TEST (GATE-3).
public record SignOff(PersonName by, Trade as, CommitId on, Instant at, Optional<Instant> withdrawn) {
    /// The two sides that sign separately.
    public enum Trade {
        DEVELOPER("developer", "dev", Role.DEVELOPER),
        QA("qa", "qa", Role.QA);

        private final String word;
        private final String option;
        private final Role role;

        Trade(String word, String option, Role role) {
            this.word = word;
            this.option = option;
            this.role = role;
        }

        /// The id of the gate.
        String gate() {
            return "signoff " + word;
        }

        /// How its role is written.
        public String word() {
            return word;
        }

        /// As the command line writes it: `--as dev`.
        public String option() {
            return option;
        }

        /// The role whose holders sign for this side.
        Role role() {
            return role;
        }
    }
}
