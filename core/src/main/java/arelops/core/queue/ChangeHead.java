package arelops.core.queue;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;

/// A change at one head: a new push makes another one.
public record ChangeHead(ChangeNumber number, CommitId head) {
    /// As people write it: `#420`.
    @Override
    public String toString() {
        return number.toString();
    }
}
