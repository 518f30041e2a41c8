package arelops.core.queue;

import arelops.core.id.CommitId;

/// A commit that trunk moved to.
public sealed interface Landing {
    CommitId commit();

    Touched touched();

    /// A change of the queue, from this place in it.
    record OfQueue(CommitId commit, ChangeHead change, Place place, Touched touched) implements Landing {}

    /// Anything else, such as a push by hand: everything depends on it.
    record ByHand(CommitId commit) implements Landing {
        @Override
        public Touched touched() {
            return Touched.EVERYTHING;
        }
    }
}
