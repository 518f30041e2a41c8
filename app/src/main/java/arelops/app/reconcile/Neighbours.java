package arelops.app.reconcile;

import arelops.core.id.AppName;
import java.net.URI;
import java.util.Map;

/// Tells where other apps are reached: those that ARelOps runs on this machine for other repositories.
@FunctionalInterface
public interface Neighbours {
    Neighbours NONE = Map::of;

    /// The shared address of each in BETA, where it serves now.
    Map<AppName, URI> inBeta();
}
