package arelops.app.traffic.format;

import arelops.core.traffic.Exchange;
import java.io.IOException;

/// Takes exchanges one at a time, in the order of their offsets.
@FunctionalInterface
public interface Sink {
    /// Takes the next one.
    ///
    /// @throws IOException if it cannot be kept; the import ends with it
    void take(Exchange exchange) throws IOException;
}
