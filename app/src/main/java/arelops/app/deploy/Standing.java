package arelops.app.deploy;

/// What an app may do to the world, told to it as `$ARELOPS_ROLE` in lower case (PAS-1).
public enum Standing {
    /// Serves users, or may.
    ACTIVE,
    /// Fences its side effects: no writes, consumers, schedulers, mail, payments.
    STANDBY
}
