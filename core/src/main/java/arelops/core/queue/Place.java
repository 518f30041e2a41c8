package arelops.core.queue;

import arelops.core.id.ChangeNumber;
import java.time.Instant;
import java.util.Comparator;

/// Where a change stands in the queue: by lane, then by when it was queued. One that is queued again goes to
/// the end.
public record Place(Lane lane, Instant queued, ChangeNumber number) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::lane).thenComparing(Place::queued).thenComparing(Place::number);

    public boolean urgent() {
        return lane == Lane.URGENT;
    }

    public boolean before(Place other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
