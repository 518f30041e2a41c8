package arelops.app.reconcile;

import arelops.app.config.Detected;
import arelops.app.config.Detection;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.policy.Policy;
import arelops.core.policy.Recipe;
import arelops.core.release.Rules;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads rules from trunk's head and recipes from the commit that they act on (CHG-4).
final class Config {
    private static final int LARGEST = 1 << 20;
    private static final int REMEMBERED = 200;

    private final GitRepository git;
    private final AppName repository;
    private final String branch;
    private final Map<CommitId, PolicyFile.Parsed> parsed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CommitId, PolicyFile.Parsed> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param branch the trunk that is followed
    Config(GitRepository git, AppName repository, String branch) {
        this.git = git;
        this.repository = repository;
        this.branch = branch;
    }

    /// What the config file of a commit says; the standard with what was detected where there is none.
    synchronized PolicyFile.Parsed at(CommitId commit) {
        return parsed.computeIfAbsent(commit, this::read);
    }

    private PolicyFile.Parsed read(CommitId commit) {
        Detected detected =
                Detection.detect(git.paths(commit), path -> hint(commit, path)).following(branch);
        try {
            return git.file(commit, PolicyFile.NAME, LARGEST)
                    .map(bytes -> PolicyFile.parse(PolicyFile.NAME, bytes, repository, detected))
                    .orElseGet(() -> PolicyFile.none(repository, detected));
        } catch (Fault unusable) {
            if (unusable.kind() != Fault.Kind.INPUT) {
                throw unusable;
            }
            return PolicyFile.unreadable(String.valueOf(unusable.getMessage()), unusable.mend());
        }
    }

    /// The text of a file that tells how the app is built; a link or a huge file tells nothing.
    private Optional<String> hint(CommitId commit, String path) {
        try {
            return git.file(commit, path, LARGEST).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (Fault unusable) {
            if (unusable.kind() != Fault.Kind.INPUT) {
                throw unusable;
            }
            return Optional.empty();
        }
    }

    /// The rules in force, from the newest of these commits (newest first) whose file is valid.
    Rules rules(List<CommitId> newestFirst) {
        Optional<String> broken = Optional.empty();
        for (CommitId commit : newestFirst) {
            switch (at(commit)) {
                case PolicyFile.Valid valid -> {
                    return new Rules(valid.policy(), valid.policy().digest(), broken.or(() -> other(valid.policy())));
                }
                case PolicyFile.Invalid invalid -> {
                    if (broken.isEmpty()) {
                        broken = Optional.of("the config of trunk cannot be used (" + commit.brief() + "): "
                                + invalid.problems().getFirst().sentence());
                    }
                }
            }
        }
        Policy standard =
                PolicyFile.none(repository, Detected.NOTHING.following(branch)).policy();
        return new Rules(standard, standard.digest(), broken.or(() -> Optional.of("trunk has no commit yet")));
    }

    /// Rules for another branch than the one that is followed stop the line: one of the two is a mistake.
    private Optional<String> other(Policy policy) {
        return policy.trunk().equals(branch)
                ? Optional.empty()
                : Optional.of("the config says `trunk: " + policy.trunk() + "`, and " + branch
                        + " is followed: arelops down, then arelops up --trunk " + policy.trunk()
                        + " --move, or take the key out");
    }

    /// How an app is built and run at a commit; empty where its config cannot be used or does not name the app.
    Optional<Recipe> recipe(AppName app, CommitId commit) {
        return switch (at(commit)) {
            case PolicyFile.Valid valid ->
                valid.recipes().apps().stream()
                        .filter(recipe -> recipe.app().equals(app))
                        .findFirst();
            case PolicyFile.Invalid _ -> Optional.empty();
        };
    }
}
