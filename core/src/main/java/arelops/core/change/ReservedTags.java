package arelops.core.change;

import arelops.core.id.AppName;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The tags that the automation alone writes (TAG-1 to TAG-3): of environments, of releases, of ephemeral
/// environments.
///
/// Compared without regard to case, and with room around them: a tag `release` would leave no room for `release/7`.
///
/// @param environments the tags of environments, without an app before them
/// @param apps the names of the repository's apps
public record ReservedTags(Set<String> environments, Set<String> apps) {
    private static final Set<String> FOLDERS = Set.of("release", "test");

    public ReservedTags {
        environments = Set.copyOf(environments);
        apps = Set.copyOf(apps);
    }

    /// The reserved tags under these rules: the standard's own names, and those that the rules give.
    public static ReservedTags of(Policy policy) {
        Set<String> tags = new TreeSet<>(Set.of("BETA", "PASSIVE", "PRODUCTION"));
        policy.line().stream().map(EnvironmentPolicy::tag).forEach(tags::add);
        return new ReservedTags(
                tags,
                policy.apps().stream().map(AppPolicy::name).map(AppName::text).collect(Collectors.toSet()));
    }

    /// Whether a tag of this short name is of the automation, or would stand in the way of one.
    public boolean covers(String name) {
        return use(name).isPresent();
    }

    /// What a tag of this short name would be taken for, or stand in the way of; empty where it is free.
    Optional<String> use(String name) {
        String folded = RefNames.folded(name);
        Set<String> tags = own();
        for (String reserved : tags) {
            if (is(folded, reserved) || is(afterApp(folded), reserved)) {
                return Optional.of("it is kept for the tags of environments");
            }
        }
        for (String folder : FOLDERS) {
            if (isIn(folded, folder) || isIn(afterApp(folded), folder)) {
                return Optional.of(
                        folder.equals("test")
                                ? "it is kept for the tags of TEST environments"
                                : "it is kept for the tags of releases");
            }
        }
        return apps.stream().map(RefNames::folded).anyMatch(folded::equals)
                ? Optional.of("it would stand in the way of " + name + "/BETA and the like")
                : Optional.empty();
    }

    /// Whether a branch of this name would be taken for the tag of an environment.
    boolean names(String branch) {
        String folded = RefNames.folded(branch);
        return own().stream().anyMatch(tag -> tag.equals(folded));
    }

    private Set<String> own() {
        Set<String> own = new HashSet<>();
        for (String tag : environments) {
            String folded = RefNames.folded(tag);
            own.add(folded);
            own.add(folded + "-canary");
        }
        return own;
    }

    /// The reserved name itself, one above it, or one below it.
    private static boolean is(String name, String reserved) {
        return name.equals(reserved)
                || name.startsWith(reserved + "/")
                || RefNames.above(reserved).contains(name);
    }

    private static boolean isIn(String name, String folder) {
        return name.equals(folder) || name.startsWith(folder + "/");
    }

    /// The name without its first part, which may name an app that comes later.
    private static String afterApp(String name) {
        return name.contains("/") ? name.substring(name.indexOf('/') + 1) : "";
    }
}
