package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.util.Optional;

/// A gate or other thing that the config declares and this version cannot perform.
///
/// It is recorded as not performed in the evidence of each promotion into `environment` (of every
/// promotion if empty), never shown as passed, and does not block. `declared` is its value as one line.
public record NotInThisRelease(
        String key, String gate, Optional<EnvironmentName> environment, String declared, String sentence) {}
