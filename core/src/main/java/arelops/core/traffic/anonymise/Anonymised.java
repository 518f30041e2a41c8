package arelops.core.traffic.anonymise;

import arelops.core.traffic.Exchange;
import java.util.Set;

/// An exchange that may be stored once the leak scan has passed.
///
/// @param replaced how many values were
/// @param troubles what of it was not understood, and so blanked or left out
public record Anonymised(Exchange exchange, long replaced, Set<Trouble> troubles) {
    /// Copies the set.
    public Anonymised {
        troubles = Set.copyOf(troubles);
    }
}
