package arelops.core.release;

import arelops.core.id.Digest;
import arelops.core.policy.Policy;
import java.util.Optional;

/// The rules in force.
///
/// @param policy the newest valid rules of trunk's history
/// @param digest of that policy
/// @param broken why trunk's head has no valid rules, if so: then nothing is promoted
public record Rules(Policy policy, Digest digest, Optional<String> broken) {}
