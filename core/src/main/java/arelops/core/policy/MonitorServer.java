package arelops.core.policy;

import java.util.Optional;

/// Where a monitoring system that is not ours is reached.
///
/// @param token the name of the secret with which it is asked, if it asks for one
public record MonitorServer(String address, Optional<String> token) {}
