package arelops.core.policy;

import arelops.core.id.AppName;
import java.util.List;

/// The rules of one app: where it lives in the repository, what it starts after, and what its processes get.
///
/// @param build how often a build that fails is repeated
public record AppPolicy(AppName name, String path, List<AppName> after, Settings settings, Retry build) {
    public AppPolicy {
        after = List.copyOf(after);
    }

    /// An app that is the whole repository.
    public static AppPolicy whole(AppName name) {
        return new AppPolicy(name, ".", List.of(), Settings.NONE, Retry.NONE);
    }
}
