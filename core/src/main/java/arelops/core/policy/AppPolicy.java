package arelops.core.policy;

import arelops.core.id.AppName;
import java.util.List;

/// The rules of one app: where it lives in the repository, what it starts after, and what its processes get.
public record AppPolicy(AppName name, String path, List<AppName> after, Settings settings) {
    public AppPolicy {
        after = List.copyOf(after);
    }

    /// An app that is the whole repository.
    public static AppPolicy whole(AppName name) {
        return new AppPolicy(name, ".", List.of(), Settings.NONE);
    }
}
