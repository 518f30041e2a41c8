package arelops.app.deploy;

/// How an instance is; reasons are whole sentences and carry the last lines of its output.
///
/// While it is started again after a failure, it stays in that failure until the new process is healthy or fails too.
public sealed interface InstanceState {
    /// Being started, and not yet healthy for the first time.
    record Starting() implements InstanceState {}

    record Healthy() implements InstanceState {}

    /// Its process lives, but it does not answer its health path as it should.
    record Unhealthy(String because) implements InstanceState {}

    /// Its process ended with this code (128 and the signal's number if a signal ended it).
    record Exited(int code, String because) implements InstanceState {}

    /// Its process ended while no node was there to see the code.
    record Gone(String because) implements InstanceState {}

    /// It could not be started: a secret is missing, the folder is not there. It is tried again.
    record NotStarted(String because) implements InstanceState {}

    /// Whether a process is there.
    default boolean alive() {
        return switch (this) {
            case Starting() -> true;
            case Healthy() -> true;
            case Unhealthy u -> true;
            case Exited e -> false;
            case Gone g -> false;
            case NotStarted n -> false;
        };
    }
}
