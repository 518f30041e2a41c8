package arelops.core.queue;

/// A change that waits to land: all that is asked of it holds, but for its checks on the merge result.
public record Queued(ChangeHead change, Place place, Touched touched, Estimate estimate) {
    public Queued {
        if (!place.number().equals(change.number())) {
            throw new IllegalArgumentException(change + " cannot have the place of " + place.number());
        }
    }
}
