package arelops.app.up;

import arelops.app.alerts.AlertSource;

/// What a command asks beside the controller, with the secrets of its installation.
public final class Neighbours {
    private Neighbours() {}

    /// The alert managers that a config names.
    public static AlertSource alerts(Installation installation) {
        return LocalAdapters.alerts(installation);
    }
}
