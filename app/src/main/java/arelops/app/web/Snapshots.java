package arelops.app.web;

import arelops.app.reconcile.Observed;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.release.LineSnapshot;
import arelops.core.release.Seen;
import java.util.HashMap;
import java.util.Map;

/// What was observed, as the core's questions want it. No jobs are in it: only questions that start none are asked.
final class Snapshots {
    private Snapshots() {}

    static LineSnapshot of(AppName app, Observed observed) {
        Map<EnvironmentName, Seen> slots = new HashMap<>();
        observed.slots().forEach((slot, seen) -> {
            if (slot.app().equals(app)) {
                slots.put(slot.environment(), seen);
            }
        });
        return new LineSnapshot(
                app,
                observed.rules(),
                observed.ledger().state(),
                new LineSnapshot.World(
                        observed.trunk().seen(),
                        slots,
                        Map.of(),
                        observed.trunk().authors(),
                        observed.trunk().looser()),
                "");
    }
}
