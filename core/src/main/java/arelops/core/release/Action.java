package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// One effect. Those that move a tag can only be made by the decision, from an open intent whose
/// gates let it.
public sealed interface Action {
    /// Append this fact, if the ledger still stands where the decision read it.
    ///
    /// @param documents what it rests on, kept beside the entry by file name
    record Append(Fact fact, SortedMap<String, String> documents) implements Action {
        public Append {
            documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
        }

        public Append(Fact fact) {
            this(fact, new TreeMap<>());
        }
    }

    /// Start this job; one that is known already is left alone.
    record Run(Job job) implements Action {}

    /// Start the release's processes beside whatever serves, under this token.
    record Deploy(Slot slot, long token, Release release) implements Action {}

    /// Send the slot's traffic to a deployment; to none where `deployment` is empty: then the
    /// address says
    /// `because`.
    record Switch(Slot slot, long token, OptionalLong deployment, String because) implements Action {}

    /// Send a share of the slot's traffic to a deployment of stable, as the baseline of the one
    /// that serves, which has the rest.
    ///
    /// @param percent the baseline's share
    record Divide(Slot slot, long token, long deployment, long baseline, int percent) implements Action {}

    /// Send a share of the slot's traffic to a canary, as much to its baseline, and the rest to stable.
    ///
    /// @param baseline empty where the canary is compared with stable itself
    record Try(Slot slot, long token, long stable, OptionalLong baseline, Seen.Share canary) implements Action {}

    /// Measure by the rules as they are now; the traffic stays where it is.
    record Measure(Slot slot, long token) implements Action {}

    /// Send the users of the slot's address to a deployment of another environment, but for the share that is back; to
    /// the slot's own where `to` is empty.
    ///
    /// @param percent of the users who are sent there
    record Redirect(Slot slot, long token, Optional<Failover.To> to, int percent) implements Action {}

    /// Stop a deployment that nothing needs any more.
    record Stop(Slot slot, long token, long deployment) implements Action {}

    /// Append the `moved` fact and move the tag, in one atomic push with both expected values.
    final class Move implements Action {
        private final Fact.Moved fact;
        private final TagChange tag;
        private final Optional<Release> admits;

        Move(Fact.Moved fact, Optional<Release> admits) {
            this.fact = fact;
            this.tag = new TagChange(fact.slot(), fact.from(), fact.to().map(Release::commit));
            this.admits = admits;
        }

        public Fact.Moved fact() {
            return fact;
        }

        public TagChange tag() {
            return tag;
        }

        /// The release that gets its own immutable tag with this move, as it enters the line.
        public Optional<Release> admits() {
            return admits;
        }

        @Override
        public String toString() {
            return "Move[" + fact + "]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Move move && fact.equals(move.fact);
        }

        @Override
        public int hashCode() {
            return fact.hashCode();
        }
    }

    /// Move the tag to where the ledger's last move left it: that push was seen, or killed,
    /// between two refs.
    record FinishMove(TagChange tag) implements Action {}

    /// Put a tag back that somebody moved, and record it, in one atomic push.
    record RepairTag(Fact.Repaired fact, TagChange tag) implements Action {}

    /// A tag's compare-and-swap: from the value that was seen to the value that the ledger says.
    record TagChange(Slot slot, Optional<CommitId> from, Optional<CommitId> to) {}
}
