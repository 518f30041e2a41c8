package arelops.app.forge;

import org.eclipse.jgit.lib.ObjectChecker;

/// Lets no object in that would do harm in a clone: names that are `.git` to some disk, paths that lead out of the
/// folder, entries that are there twice, and whatever git's own fsck calls an error.
final class SafeObjects {
    private SafeObjects() {}

    /// For one push: it remembers what it saw.
    static ObjectChecker forOnePush() {
        return new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
    }
}
