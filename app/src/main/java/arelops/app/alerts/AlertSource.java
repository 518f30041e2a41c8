package arelops.app.alerts;

import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.release.AlertAnswer;
import java.time.Instant;

/// The port to what knows which alerts fire.
///
/// It tells every alert of one environment that fires now, with its labels and since when, and whether somebody
/// silenced it, or says why it cannot: a source that is silent, stale, too large or malformed is
/// [AlertAnswer.Unknown], never an empty list. Every call ends within its adapter's deadline. What an alert means is
/// the core's business.
public interface AlertSource {
    AlertAnswer ask(AlertWatch watch, Slot slot, Instant now);
}
