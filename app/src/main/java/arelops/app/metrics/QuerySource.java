package arelops.app.metrics;

import arelops.core.policy.MonitorServer;
import java.time.Duration;
import java.time.Instant;

/// The port to what tells one number for a query.
///
/// A server that is silent, malformed or not whole is [QueryValue.Failed], and none or several numbers are
/// [QueryValue.Nothing], never nought. Every call ends within its adapter's deadline. What the number means is the
/// judge's business.
public interface QuerySource {
    /// The one number that a query gave at a moment.
    ///
    /// @param at the moment that is asked about
    /// @param back how old what is told may be
    QueryValue ask(MonitorServer server, String query, Instant at, Duration back);
}
