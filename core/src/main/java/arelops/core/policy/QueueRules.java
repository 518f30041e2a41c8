package arelops.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How changes wait for trunk: one after the other, or several merge results tested at once.
///
/// @param atOnce how many merge results are tested at the same time
/// @param attempts how often the same merge result must fail before its change leaves the queue
/// @param modules what may land independently; empty: every change depends on every other
public record QueueRules(Queueing queueing, int atOnce, int attempts, Map<String, SourceModule> modules) {
    public static final int MOST_AT_ONCE = 1_000;
    public static final int MOST_ATTEMPTS = 10;

    public static final QueueRules STANDARD = new QueueRules(Queueing.SERIAL, 1, 2, Map.of());

    public QueueRules {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("from 1 to " + MOST_AT_ONCE + " at once, not " + atOnce);
        }
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("from 1 to " + MOST_ATTEMPTS + " attempts, not " + attempts);
        }
        modules = Ordered.copyOf(modules);
    }

    public QueueRules withModules(Map<String, SourceModule> other) {
        return new QueueRules(queueing, atOnce, attempts, other);
    }

    /// The contradictions that the single values do not show; `at` is the path of the rules in the config.
    public List<Problem> problems(String at) {
        List<Problem> problems = new ArrayList<>();
        modules.forEach((name, module) -> {
            String key = at + ".modules." + name;
            if (module.paths().isEmpty()) {
                problems.add(new Problem(key + ".paths", "no path belongs to " + name + ".", "Name a folder."));
            }
            for (String path : module.paths()) {
                if (path.isBlank()
                        || path.startsWith("/")
                        || List.of(path.split("/")).contains("..")) {
                    problems.add(new Problem(
                            key + ".paths",
                            "'" + path + "' is no path inside the repository.",
                            "Write it from the repository's root: lib or lib/**/*.java."));
                }
            }
            for (String other : module.needs()) {
                if (!modules.containsKey(other)) {
                    problems.add(new Problem(
                            key + ".needs",
                            "there is no module " + other + ".",
                            "The modules are " + String.join(", ", modules.keySet()) + "."));
                }
            }
        });
        return List.copyOf(problems);
    }
}
