package arelops.app.forge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Ref;

/// Which refs everybody who is signed in sees: branches, tags, heads of changes, and the records.
final class ServedRefs {
    private static final List<String> SHOWN = List.of("refs/heads/", "refs/tags/", "refs/pull/", "refs/arelops/");

    private ServedRefs() {}

    /// JGit takes some out of what it gets.
    static Map<String, Ref> of(Map<String, Ref> all) {
        Map<String, Ref> shown = new TreeMap<>();
        all.forEach((name, ref) -> {
            if (name.equals("HEAD") || SHOWN.stream().anyMatch(name::startsWith)) {
                shown.put(name, ref);
            }
        });
        return shown;
    }
}
