package arelops.core.policy;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.Map;

/// The rules of one app: where it lives in the repository, what it starts after, and what its processes get.
///
/// @param build how often a build that fails is repeated
/// @param accept its own acceptance test, in the environments that do not name one themselves
public record AppPolicy(
        AppName name,
        String path,
        List<AppName> after,
        Settings settings,
        Retry build,
        Map<EnvironmentName, Command> accept) {
    public AppPolicy {
        after = List.copyOf(after);
        accept = Map.copyOf(accept);
    }

    /// An app that is the whole repository.
    public static AppPolicy whole(AppName name) {
        return new AppPolicy(name, ".", List.of(), Settings.NONE, Retry.NONE, Map.of());
    }
}
