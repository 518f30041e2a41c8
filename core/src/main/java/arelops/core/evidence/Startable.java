package arelops.core.evidence;

import arelops.core.id.Release;
import java.util.ArrayList;
import java.util.List;

/// A deployment that the line may start at any look: its artifact is needed, and so is the folder it starts in,
/// although no target shows it yet.
///
/// @param deployment the token under which it is started
public record Startable(Release release, long deployment) {
    /// All that may be started in a slot by what the ledger says of it.
    public static List<Startable> of(SlotState state) {
        List<Startable> all = new ArrayList<>();
        state.intent()
                .flatMap(intent -> intent.to().map(release -> new Startable(release, intent.token())))
                .ifPresent(all::add);
        state.attempt()
                .flatMap(SlotState.Attempt::control)
                .filter(SlotState.Control::isOpen)
                .flatMap(control -> control.stable().map(stable -> new Startable(stable, control.token())))
                .ifPresent(all::add);
        state.attempt()
                .flatMap(SlotState.Attempt::canary)
                .map(run -> new Startable(run.arms().stable(), run.arms().baseline()))
                .ifPresent(all::add);
        state.tokens()
                .standby()
                .map(standby -> new Startable(standby.release(), standby.deployment()))
                .ifPresent(all::add);
        return List.copyOf(all);
    }
}
