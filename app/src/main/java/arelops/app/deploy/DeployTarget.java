package arelops.app.deploy;

import arelops.core.id.Slot;

/// The port to what runs deployments and routes traffic to them.
///
/// Every command is checked against the slot's highest token and performed under the slot's lock: a
/// lower token is [Answer.Fenced], a command that is already so does nothing, a higher token becomes
/// the highest before anything else. Every call ends within its adapter's deadline; a target that does
/// not answer is `Unknown`, never an empty answer.
public interface DeployTarget {
    /// All that is known of the slot now.
    Reply<Observation> observe(Slot slot);

    /// Starts a deployment beside what runs; its health shows in later observations.
    ///
    /// Until it is stopped, the target starts an instance that fails again, with growing pauses.
    Answer start(Slot slot, Token token, DeploymentSpec spec);

    /// Switches the shared address; requests in flight finish where they are.
    Answer route(Slot slot, Token token, Route route, Watching watching);

    /// Sends the users of the shared address to a deployment of another slot of the app, or lets
    /// them be served here; the route stays as it is, and requests in flight finish where they are.
    /// What users are sent to is not stopped.
    Answer redirect(Slot slot, Token token, Users users);

    /// Ends a deployment that the route does not name: drained, then stopped, in the background.
    Answer stop(Slot slot, Token token, DeploymentId deployment);

    /// Gives the addresses of a slot back that runs nothing, for good: what is asked of it later begins
    /// anew, but for its highest token. Refused while a deployment of it has not ended.
    Answer retire(Slot slot, Token token);

    /// Ended windows with a sequence number above `after`.
    Reply<Windows> windows(Slot slot, long after);

    /// What a deployment's processes have used until now; unknown where the target cannot tell.
    Reply<Usage> usage(Slot slot, DeploymentId deployment);

    /// The output of an instance; values of secrets are masked.
    Reply<LogPart> logs(Slot slot, LogQuery query);
}
