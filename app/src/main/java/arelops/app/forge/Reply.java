package arelops.app.forge;

import arelops.core.id.ChangeNumber;

/// What came of a proposal; shown on the screen of whoever pushed.
public sealed interface Reply {
    /// There is a new change.
    record Opened(ChangeNumber number, String link, String sentence) implements Reply {}

    /// A change has a new head.
    record Updated(ChangeNumber number, String link, String sentence) implements Reply {}

    /// Nothing was changed.
    record Refused(String because, String mend) implements Reply {}
}
