package arelops.core.policy;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of one app: where it lives in the repository, what it starts after, and what its processes get.
///
/// @param build how long a build may take, and how often one that fails is repeated
/// @param accept its own acceptance test, in the environments that do not name one themselves
public record AppPolicy(
        AppName name,
        String path,
        List<AppName> after,
        Settings settings,
        Optional<Command> build,
        Map<EnvironmentName, Command> accept) {
    public AppPolicy {
        after = List.copyOf(after);
        accept = Map.copyOf(accept);
    }

    /// How often a build that fails is repeated.
    public Retry rebuild() {
        return build.map(Command::retry).orElse(Retry.NONE);
    }

    /// An app that is the whole repository.
    public static AppPolicy whole(AppName name) {
        return new AppPolicy(name, ".", List.of(), Settings.NONE, Optional.empty(), Map.of());
    }
}
