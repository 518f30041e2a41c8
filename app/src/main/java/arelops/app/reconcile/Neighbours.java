package arelops.app.reconcile;

import arelops.core.change.OtherApps;

/// Tells where other apps are reached: those that ARelOps runs on this machine for other repositories.
@FunctionalInterface
public interface Neighbours {
    Neighbours NONE = () -> OtherApps.NONE;

    /// The shared address in BETA of each that serves there now, and those that do not.
    OtherApps inBeta();
}
