package arelops.app.reconcile;

import arelops.app.config.PolicyFile;
import arelops.app.git.GitRepository;
import arelops.app.git.TrunkCommit;
import arelops.core.change.ApprovalQuestion;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.ApprovalQuestion.Said;
import arelops.core.change.ApprovalQuestion.Touched;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.CodeOwners;
import arelops.core.change.Hands;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.PolicyChange;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers what the approvals of a change are judged by: who wrote it, what it touches, what people said.
final class ChangeQuestions {
    /// More commits than this in one change are not asked one by one; their newest are.
    private static final int COMMITS = 5_000;

    private static final int LARGEST = 4 << 20;
    private static final int REMEMBERED = 2_000;
    /// Where GitHub looks for it, and in this order.
    private static final List<String> OWNERS = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    private final GitRepository git;
    private final Config config;
    private final Authors authors;
    private final Map<CommitId, Optional<CodeOwners>> owners = remembering();
    private final Map<Range, List<TrunkCommit>> commits = remembering();
    private final Map<Range, Set<String>> paths = remembering();

    ChangeQuestions(GitRepository git, Config config, Authors authors) {
        this.git = git;
        this.config = config;
        this.authors = authors;
    }

    private record Range(CommitId from, CommitId to) {}

    private static <K, V> Map<K, V> remembering() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    ApprovalQuestion of(ChangeState state, CommitId tip, Observed observed) {
        CommitId head = state.commit();
        boolean here = git.has(head);
        List<Hands.Written> written = here
                ? commits.computeIfAbsent(new Range(tip, head), _ -> git.between(tip, head, COMMITS)).stream()
                        .map(authors::written)
                        .toList()
                : List.of();
        Set<PersonName> pushers = new HashSet<>(List.of(state.origin().by(), state.bringer()));
        return new ApprovalQuestion(
                observed.rules().policy(),
                authors.accounts(observed.refs()),
                new Proposal(state.number(), state.head().head(), state.head().since(), kind(state)),
                new Hands(written, pushers),
                new Touched(
                        here ? List.copyOf(changed(tip, head)) : List.of(),
                        owners.computeIfAbsent(tip, this::owners),
                        looser(state, observed),
                        PolicyFile.NAME),
                new Said(state.votes().opinions(), state.votes().signOffs()));
    }

    /// An exact inverse is recognised by what its merge result does to trunk, whatever it says of itself.
    private Proposal.Kind kind(ChangeState state) {
        return newest(state)
                        .map(TrialSeen::trial)
                        .filter(trial -> git.has(trial.tested()))
                        .flatMap(
                                trial -> git.trunk(trial.tested(), 1).getFirst().reverts())
                        .isPresent()
                ? Proposal.Kind.INVERSE
                : Proposal.Kind.USUAL;
    }

    private static Optional<TrialSeen> newest(ChangeState state) {
        List<TrialSeen> trials = state.work().trials();
        return trials.isEmpty() ? Optional.empty() : Optional.of(trials.getLast());
    }

    /// The paths that the change touches, from where it left trunk.
    Set<String> changed(CommitId tip, CommitId head) {
        return paths.computeIfAbsent(new Range(tip, head), range -> git.changedSinceFork(range.from(), range.to()));
    }

    private Optional<CodeOwners> owners(CommitId tip) {
        return OWNERS.stream()
                .flatMap(path -> git.file(tip, path, LARGEST).stream())
                .findFirst()
                .map(bytes -> CodeOwners.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    /// The commit whose config would be in force: that of the newest merge result, else of the head.
    private CommitId acting(ChangeState state) {
        return newest(state)
                .map(trial -> trial.trial().tested())
                .filter(git::has)
                .orElse(state.commit());
    }

    private List<String> looser(ChangeState state, Observed observed) {
        CommitId commit = acting(state);
        return git.has(commit) && config.at(commit) instanceof PolicyFile.Valid valid
                ? PolicyChange.looser(PolicyChange.between(observed.rules().policy(), valid.policy()))
                : List.of();
    }

    /// Why the config of the change cannot be used, if so.
    Optional<String> brokenConfig(ChangeState state) {
        return config.at(acting(state)) instanceof PolicyFile.Invalid invalid
                ? Optional.of(invalid.problems().getFirst().sentence())
                : Optional.empty();
    }
}
