package arelops.core.change;

import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Merging without a repository: a commit is named by what it was made of, as git's are. What it is made of is
/// remembered; the same merge has the same name wherever it is made.
final class FakeGit {
    static final CommitId GENESIS = new CommitId("ee" + "0".repeat(38));

    private static final Map<String, CommitId> NAMES = new ConcurrentHashMap<>();
    private static final Map<CommitId, Made> MADE =
            new ConcurrentHashMap<>(Map.of(GENESIS, new Made(GENESIS, Set.of())));

    private FakeGit() {}

    /// @param contains the heads and the commits by hand that are in it
    private record Made(CommitId onto, Set<CommitId> contains) {}

    /// Two parts that do not fit together; a later version of the change fits.
    record Clash(int one, int other) {}

    /// The nth version of a change.
    static CommitId head(int change, int version) {
        return new CommitId("%02x%02x".formatted(change, version) + "0".repeat(36));
    }

    /// The nth commit that somebody pushed to trunk, past the changes.
    static CommitId hand(int n) {
        return new CommitId("ff%02x".formatted(n) + "0".repeat(36));
    }

    /// Which change a head is of; 255 for a commit by hand.
    static int change(CommitId part) {
        return Integer.parseInt(part.hex(), 0, 2, 16);
    }

    static int version(CommitId part) {
        return Integer.parseInt(part.hex(), 2, 4, 16);
    }

    /// What a change proposes: a rebased version keeps the patch.
    static Head version(ChangeNumber change, int version, int patch) {
        return new Head(head(change.value(), version), Digest.of("patch " + patch));
    }

    static Set<CommitId> contains(CommitId commit) {
        return Optional.ofNullable(MADE.get(commit)).map(Made::contains).orElse(Set.of());
    }

    static CommitId firstParent(CommitId commit) {
        return Optional.ofNullable(MADE.get(commit)).orElseThrow().onto();
    }

    /// The parts with which a head conflicts in a commit.
    static List<CommitId> conflicts(Set<Clash> clashes, CommitId onto, CommitId head) {
        return contains(onto).stream()
                .filter(part -> clashes.contains(new Clash(change(part), change(head)))
                        || clashes.contains(new Clash(change(head), change(part))))
                .filter(part -> version(head) == 1)
                .sorted()
                .toList();
    }

    /// Whether the commit whose name a job's work ends with holds first versions that fail together, and no later one:
    /// those mend whatever is broken.
    static boolean isBroken(Set<Clash> breaks, String work) {
        Set<CommitId> parts = breaks.isEmpty()
                ? Set.of()
                : MADE.entrySet().stream()
                        .filter(made -> made.getKey().hex().startsWith(work.substring(work.length() - 16)))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .contains();
        boolean mended = parts.stream().anyMatch(part -> change(part) != 255 && version(part) > 1);
        return !mended
                && breaks.stream().anyMatch(pair -> hasFirst(parts, pair.one()) && hasFirst(parts, pair.other()));
    }

    private static boolean hasFirst(Set<CommitId> parts, int change) {
        return parts.contains(head(change, 1));
    }

    /// The merge commit, always the same of the same parents and message; empty where it conflicts.
    static Optional<CommitId> merge(Set<Clash> clashes, CommitId onto, CommitId head, String message) {
        return conflicts(clashes, onto, head).isEmpty() ? Optional.of(made(onto, head, message)) : Optional.empty();
    }

    /// A commit that somebody pushed on top.
    static CommitId pushed(CommitId onto, int n) {
        return made(onto, hand(n), "by hand");
    }

    private static CommitId made(CommitId onto, CommitId part, String message) {
        return NAMES.computeIfAbsent(onto.hex() + part.hex() + message, text -> {
            CommitId commit = new CommitId("a" + Digest.of(text).hex().substring(0, 39));
            Set<CommitId> contains =
                    Stream.concat(contains(onto).stream(), Stream.of(part)).collect(Collectors.toUnmodifiableSet());
            MADE.put(commit, new Made(onto, contains));
            return commit;
        });
    }
}
