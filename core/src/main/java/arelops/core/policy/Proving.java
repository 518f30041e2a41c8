package arelops.core.policy;

import arelops.core.gate.Soak;
import java.util.Optional;

/// How a release proves itself in an environment: acceptance, canary, soak.
public record Proving(Soak soak, Optional<CanaryPolicy> canary, Optional<Command> accept) {}
