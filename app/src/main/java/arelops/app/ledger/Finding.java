package arelops.app.ledger;

/// One thing that `verify` found wrong.
///
/// @param seq the number of the entry; 0 where it concerns no single one
public record Finding(Kind kind, long seq, String text) {
    /// What is wrong, and the exit code that says so; the highest one found counts.
    public enum Kind {
        /// A tag is not where the ledger says.
        DRIFT(10),
        /// An entry names a document that is missing or differs.
        EVIDENCE_MISSING(11),
        /// An entry is not one that this program could have written after the one before.
        CHAIN_INVALID(12),
        /// The ledger no longer contains an entry that was seen in it.
        REWRITTEN(13);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
