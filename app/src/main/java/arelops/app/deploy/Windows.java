package arelops.app.deploy;

import java.util.List;

/// Windows after a given sequence number, oldest first; `more` if there are others after these.
///
/// `trouble` is empty, or says why windows are being lost now.
public record Windows(List<Window> windows, boolean more, String trouble) {
    public Windows {
        windows = List.copyOf(windows);
    }
}
