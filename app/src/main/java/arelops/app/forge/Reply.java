package arelops.app.forge;

import arelops.core.id.ChangeNumber;

/// What came of a proposal; shown on the screen of whoever pushed.
public sealed interface Reply {
    /// There is a new change.
    ///
    /// @param page the path of its page on this server
    record Opened(ChangeNumber number, String page, String sentence) implements Reply {}

    /// A change has a new head.
    ///
    /// @param page the path of its page on this server
    record Updated(ChangeNumber number, String page, String sentence) implements Reply {}

    /// Nothing was changed.
    record Refused(String because, String mend) implements Reply {}
}
