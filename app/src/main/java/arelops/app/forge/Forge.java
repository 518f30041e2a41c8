package arelops.app.forge;

import arelops.core.change.Feedback;

/// Port: the place where people propose changes and talk about them, as the controller speaks to it.
///
/// Only this goes out to it. What people do there (proposing, pushing, reviewing, closing) comes in as what that
/// person asks of the desk of changes, whichever forge it is; heads, trunk and tags move by git.
public interface Forge {
    /// How a change stands now. It may be said again: what is there already is not written again, so that nobody is
    /// told twice (CHG-5).
    ///
    /// @throws arelops.app.fault.Fault of the kind `UNREACHABLE` where the forge does not answer: it is told later
    void tell(Feedback feedback);
}
