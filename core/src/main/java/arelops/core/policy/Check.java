package arelops.core.policy;

import arelops.core.id.EnvironmentName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rule that a named check must pass, before the merge (`on` is empty) or in the environments of `on`.
///
/// Its command is part of the recipes: [Recipe#checks()].
public record Check(
        String name,
        List<EnvironmentName> on,
        Optional<Report> report,
        Optional<Duration> every,
        Optional<Amount> max,
        Retry retry) {
    public Check {
        on = List.copyOf(on);
    }

    public boolean beforeMerge() {
        return on.isEmpty();
    }
}
