package arelops.core.policy;

/// Whether an environment is acted on.
public enum Mode {
    /// Decide, explain, record; touch nothing.
    OBSERVE,
    /// A person presses the button.
    PROPOSE,
    /// Decide and act.
    RUN
}
