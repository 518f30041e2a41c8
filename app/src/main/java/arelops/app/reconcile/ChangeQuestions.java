package arelops.app.reconcile;

import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.git.GitRepository;
import arelops.app.git.TrunkCommit;
import arelops.core.change.ApprovalQuestion;
import arelops.core.change.ApprovalQuestion.Looser;
import arelops.core.change.ApprovalQuestion.Proposal;
import arelops.core.change.ApprovalQuestion.Said;
import arelops.core.change.ApprovalQuestion.Touched;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.CodeOwners;
import arelops.core.change.ConfigSeen;
import arelops.core.change.Hands;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Gathers what the approvals of a change are judged by: who wrote it, what it touches, what people said.
final class ChangeQuestions {
    /// More commits than this in one change are not asked one by one; their newest are.
    private static final int COMMITS = 5_000;

    private static final int LARGEST = 4 << 20;
    private static final int REMEMBERED = 2_000;
    /// Where GitHub looks for it, and in this order.
    private static final List<String> OWNERS = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    private static final List<String> CONFIG = List.of(PolicyFile.NAME);

    private final GitRepository git;
    private final Config config;
    private final Authors authors;
    private final Remembered<CommitId, Optional<OwnersFile>> owners = new Remembered<>(REMEMBERED);
    private final Remembered<Range, List<TrunkCommit>> commits = new Remembered<>(REMEMBERED);
    private final Remembered<Range, Set<String>> paths = new Remembered<>(REMEMBERED);

    ChangeQuestions(GitRepository git, Config config, Authors authors) {
        this.git = git;
        this.config = config;
        this.authors = authors;
    }

    private record Range(CommitId from, CommitId to) {}

    private record OwnersFile(String path, CodeOwners says) {}

    ApprovalQuestion of(ChangeState state, CommitId tip, Observed observed) {
        CommitId head = state.commit();
        boolean here = git.has(head);
        List<Hands.Written> written = here
                ? commits.of(new Range(tip, head), _ -> git.between(tip, head, COMMITS)).stream()
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
                        owners(tip).map(OwnersFile::says),
                        looser(state, tip, observed)),
                new Said(state.votes().opinions(), state.votes().signOffs()));
    }

    /// What can be asked of a change whose commits cannot be looked at.
    ApprovalQuestion unread(ChangeState state, Observed observed) {
        Set<PersonName> pushers = new HashSet<>(List.of(state.origin().by(), state.bringer()));
        return new ApprovalQuestion(
                observed.rules().policy(),
                authors.accounts(observed.refs()),
                new Proposal(state.number(), state.head().head(), state.head().since(), Proposal.Kind.USUAL),
                new Hands(List.of(), pushers),
                new Touched(List.of(), Optional.empty(), List.of()),
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
        return paths.of(new Range(tip, head), range -> git.changedSinceFork(range.from(), range.to()));
    }

    private Optional<OwnersFile> owners(CommitId commit) {
        return owners.of(commit, this::ownersRead);
    }

    private Optional<OwnersFile> ownersRead(CommitId commit) {
        return OWNERS.stream().flatMap(path -> ownersAt(commit, path).stream()).findFirst();
    }

    /// A file that cannot be read, such as a link, is there and says nothing: an admin must approve what mends it.
    private Optional<OwnersFile> ownersAt(CommitId commit, String path) {
        try {
            return git.file(commit, path, LARGEST)
                    .map(bytes -> new OwnersFile(path, CodeOwners.parse(new String(bytes, StandardCharsets.UTF_8))));
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.INPUT) {
                throw fault;
            }
            return Optional.of(new OwnersFile(path, CodeOwners.unusable(String.valueOf(fault.getMessage()))));
        }
    }

    /// Whether the change touches one of these files; where it does not, it leaves trunk's as they are.
    private boolean touches(ChangeState state, CommitId tip, List<String> files) {
        Set<String> touched = changed(tip, state.commit());
        return files.stream().anyMatch(touched::contains);
    }

    /// The commit whose file would be in force with the change: that of its merge result with trunk as it is, else
    /// that of what is nearest to it.
    private CommitId acting(ChangeState state, CommitId tip, List<String> files) {
        if (!touches(state, tip, files)) {
            return tip;
        }
        return onTrunk(state, tip)
                .or(() -> newest(state))
                .map(trial -> trial.trial().tested())
                .filter(git::has)
                .orElse(state.commit());
    }

    /// The newest merge result with trunk as it is.
    private static Optional<TrialSeen> onTrunk(ChangeState state, CommitId tip) {
        return state.work().trials().reversed().stream()
                .filter(trial -> trial.trial().onto().equals(tip))
                .findFirst();
    }

    private List<Looser> looser(ChangeState state, CommitId tip, Observed observed) {
        if (!git.has(state.commit())) {
            return List.of();
        }
        Policy rules = observed.rules().policy();
        List<Looser> looser = new ArrayList<>();
        if (config.at(acting(state, tip, CONFIG)) instanceof PolicyFile.Valid valid) {
            PolicyChange.looser(PolicyChange.between(rules, valid.policy()))
                    .forEach(sentence -> looser.add(new Looser(PolicyFile.NAME, sentence)));
        }
        if (rules.approvals().owners()) {
            owners(tip)
                    .ifPresent(file -> file.says()
                            .looser(owners(acting(state, tip, OWNERS)).map(OwnersFile::says))
                            .ifPresent(sentence -> looser.add(new Looser(file.path(), sentence))));
        }
        return looser;
    }

    /// Whether the config can be used that would be in force with the change, and those of its merge results.
    ConfigSeen config(ChangeState state, CommitId tip) {
        boolean touched = touches(state, tip, CONFIG);
        Set<CommitId> unusable = state.work().trials().stream()
                .map(TrialSeen::trial)
                .filter(trial -> problem(touched || !trial.on().isEmpty() ? trial.tested() : trial.base())
                        .isPresent())
                .map(Trial::tested)
                .collect(Collectors.toUnmodifiableSet());
        CommitId judged = onTrunk(state, tip)
                .map(trial -> trial.trial().tested())
                .filter(git::has)
                .orElse(state.commit());
        Optional<ConfigSeen.Broken> broken = touched
                ? problem(judged).map(ConfigSeen.Broken.ByChange::new)
                : problem(tip).map(ConfigSeen.Broken.ByTrunk::new);
        return new ConfigSeen(broken, unusable);
    }

    /// Why the config of a commit cannot be used, if so.
    private Optional<String> problem(CommitId commit) {
        return git.has(commit) && config.at(commit) instanceof PolicyFile.Invalid invalid
                ? Optional.of(invalid.problems().getFirst().sentence())
                : Optional.empty();
    }
}
