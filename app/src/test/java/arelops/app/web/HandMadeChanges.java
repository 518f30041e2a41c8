package arelops.app.web;

import arelops.app.change.Changes;
import arelops.app.forge.EmbeddedForge;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.ChangeDesk.Asker;
import arelops.app.reconcile.ChangeDesk.Told;
import arelops.app.reconcile.ChangeDesk.Undo;
import arelops.core.change.ApprovalQuestion;
import arelops.core.change.ChangeAction;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeCommands;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Trial;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeHistory;
import arelops.core.change.ChangeLook;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangesSnapshot;
import arelops.core.change.Changing;
import arelops.core.change.ConfigSeen;
import arelops.core.change.Hands;
import arelops.core.change.Head;
import arelops.core.change.MergeSeen;
import arelops.core.change.TestBrief;
import arelops.core.change.TestSeen;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import arelops.core.queue.TrunkLog;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Role;
import arelops.core.release.Rules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Changes whose histories are made by hand and kept in memory, judged by the real decision.
///
/// There is an account for each role, named like it. Every run of a check that would be started runs.
public final class HandMadeChanges implements ChangeEngine {
    private final EmbeddedForge forge = new EmbeddedForge(InstantSource.fixed(Instant.EPOCH));

    @Override
    public EmbeddedForge forge() {
        return forge;
    }

    private static final Actor SELF = new Actor.Automation("c1");

    private final SortedMap<ChangeNumber, ChangeHistory> histories = new TreeMap<>();
    private final Map<String, CommitId> branches = new HashMap<>();
    private final Map<CommitId, String> messages = new HashMap<>();
    private final Map<ChangeNumber, MergeSeen> merges = new HashMap<>();
    private final Map<ChangeNumber, String> damaged = new HashMap<>();
    private final Map<ChangeNumber, PersonName> authors = new HashMap<>();

    /// A branch whose newest commit has this message.
    public synchronized CommitId branch(String name, String message) {
        CommitId commit = commit(name + message);
        branches.put(name, commit);
        messages.put(commit, message);
        return commit;
    }

    static CommitId commit(String of) {
        return new CommitId(Digest.of(of).hex().substring(0, 40));
    }

    /// Opens a change of somebody's for a branch of the same name as its title.
    public ChangeNumber opened(Role by, String title) {
        return opened(by, new Words(title, "Why " + title + ".", false, List.of()));
    }

    public synchronized ChangeNumber opened(Role by, Words words) {
        return opened(
                new ChangeNumber(histories.isEmpty() ? 1 : histories.lastKey().value() + 1), by, words);
    }

    /// Opens a change under this number.
    public synchronized ChangeNumber numbered(ChangeNumber number, Role by, String title) {
        return opened(number, by, new Words(title, "", false, List.of()));
    }

    private ChangeNumber opened(ChangeNumber number, Role by, Words words) {
        CommitId commit = branch("branch-" + number.value(), words.title());
        histories.put(
                number,
                ChangeHistory.open(
                        new ChangeEvent.Opened(
                                number,
                                new Source(Optional.of("branch-" + number.value()), Optional.empty()),
                                words,
                                new Head(commit, Digest.of(commit.hex()))),
                        new Actor.Person(name(by)),
                        "",
                        HandMade.NOW.minusSeconds(3_600)));
        return number;
    }

    /// A developer's change that takes back trunk's newest commit.
    public synchronized ChangeNumber reverting(String title) {
        Told told = open(
                new Asker(name(Role.DEVELOPER), Role.DEVELOPER),
                branch("inverse", title),
                new Source(Optional.empty(), Optional.of(HandMade.COMMITS.getLast())),
                new Words(title, "", false, List.of("revert")));
        return told.change().orElseThrow().state().number();
    }

    public static PersonName name(Role role) {
        return new PersonName(role.name().toLowerCase(Locale.ROOT));
    }

    public void says(ChangeNumber number, Role who, ChangeEvent event) {
        happens(number, new Actor.Person(name(who)), event, "");
    }

    private synchronized void happens(ChangeNumber number, Actor who, ChangeEvent event, String because) {
        histories.compute(
                number, (_, history) -> known(history).with(event, who, because, HandMade.NOW.minusSeconds(600)));
    }

    private static ChangeHistory known(@org.jspecify.annotations.Nullable ChangeHistory history) {
        return Optional.ofNullable(history).orElseThrow();
    }

    /// A merge result of it is made; nothing is known of its checks.
    public CommitId tried(ChangeNumber number) {
        CommitId tested = commit("trial of " + number);
        happens(
                number,
                SELF,
                new ChangeEvent.Tried(
                        new Trial(tested, HandMade.COMMITS.getLast(), HandMade.COMMITS.getLast(), List.of())),
                "");
        return tested;
    }

    /// TEST runs this merge result.
    public void inTest(ChangeNumber number, CommitId tested) {
        happens(
                number,
                SELF,
                new ChangeEvent.TestRaised(tested, new TreeMap<>(Map.of(HandMade.SHOP, Digest.of("built for TEST")))),
                "");
        happens(number, SELF, new ChangeEvent.TestServes(tested), "");
    }

    /// A check of its merge result ended.
    public void checked(ChangeNumber number, CommitId tested, String check, Fact.Outcome outcome, int attempt) {
        happens(number, SELF, new ChangeEvent.Checked(tested, check, outcome, attempt), "");
    }

    /// The queue puts it out.
    public void ejected(ChangeNumber number, String because) {
        happens(number, SELF, new ChangeEvent.Ejected(state(number).commit()), because);
    }

    /// It is on trunk as the newest commit.
    public void landed(ChangeNumber number) {
        CommitId tested = state(number).work().trials().isEmpty()
                ? tried(number)
                : state(number).work().trials().getLast().trial().tested();
        happens(number, SELF, new ChangeEvent.Landed(HandMade.COMMITS.getLast(), tested), "");
    }

    public synchronized void conflicts(ChangeNumber number, String... paths) {
        merges.put(number, new MergeSeen.Conflicts(List.of(paths)));
    }

    /// One of its commits is somebody's.
    public synchronized void wrote(ChangeNumber number, Role author) {
        authors.put(number, name(author));
    }

    public synchronized void damaged(ChangeNumber number, String because) {
        damaged.put(number, because);
    }

    public synchronized ChangeState state(ChangeNumber number) {
        return known(histories.get(number)).state();
    }

    /// As a look sees them.
    public synchronized Changes seen() {
        SortedMap<ChangeNumber, Changes.Known> all = new TreeMap<>();
        histories.forEach((number, history) -> all.put(number, of(history)));
        return new Changes(all, damaged);
    }

    private static Changes.Known of(ChangeHistory history) {
        return new Changes.Known(commit("tip " + history.entries().getLast().digest()), history.state());
    }

    /// What is decided of the open ones.
    synchronized SortedMap<ChangeNumber, Board.ChangeBoard> decided(Rules rules, Instant now) {
        SortedMap<ChangeNumber, ChangeLook> open = new TreeMap<>();
        histories.values().stream()
                .map(ChangeHistory::state)
                .filter(ChangeState::isOpen)
                .forEach(state -> open.put(state.number(), look(state, rules)));
        ChangesSnapshot snapshot = ChangesSnapshot.of(
                rules,
                new ChangesSnapshot.TrunkAt(
                        HandMade.COMMITS.getLast(),
                        Optional.empty(),
                        new TrunkLog(HandMade.COMMITS.getLast(), List.of())),
                open,
                now);
        Map<String, JobSeen> jobs = new HashMap<>();
        SortedMap<ChangeNumber, Board.ChangeBoard> boards = new TreeMap<>();
        open.forEach((number, look) -> boards.put(
                number,
                new Board.ChangeBoard(
                        look,
                        decision(snapshot, number, jobs, now),
                        TestBrief.of(snapshot.with(jobs), number),
                        Optional.empty())));
        return boards;
    }

    private static ChangeDecision decision(
            ChangesSnapshot snapshot, ChangeNumber number, Map<String, JobSeen> jobs, Instant now) {
        while (true) {
            ChangeDecision decision = Changing.decide(snapshot.with(jobs), number, now);
            if (!(decision instanceof ChangeDecision.Act act && act.action() instanceof ChangeAction.Run run)) {
                return decision;
            }
            Job job = run.job();
            jobs.put(job.id(), new JobSeen.Running(now));
        }
    }

    private ChangeLook look(ChangeState state, Rules rules) {
        return new ChangeLook(
                state,
                Optional.empty(),
                merges.getOrDefault(state.number(), new MergeSeen.Clean(Set.of("App.java"))),
                ConfigSeen.USABLE,
                new ApprovalQuestion(
                        rules.policy(),
                        new ApprovalQuestion.Accounts(
                                Stream.of(Role.values()).collect(Collectors.toMap(HandMadeChanges::name, role -> role)),
                                Set.of(),
                                Map.of()),
                        new ApprovalQuestion.Proposal(
                                state.number(),
                                state.head().head(),
                                state.head().since(),
                                ApprovalQuestion.Proposal.Kind.USUAL),
                        hands(state),
                        new ApprovalQuestion.Touched(List.of("App.java"), Optional.empty(), List.of()),
                        new ApprovalQuestion.Said(
                                state.votes().opinions(), state.votes().signOffs())),
                new TestSeen(new TreeMap<>(), List.of(), false));
    }

    private Hands hands(ChangeState state) {
        Set<PersonName> authors = Optional.ofNullable(this.authors.get(state.number()))
                .map(Set::of)
                .orElse(Set.of());
        return new Hands(
                List.of(new Hands.Written(state.commit(), authors, Set.of(), Set.of(), List.of())),
                new HashSet<>(List.of(state.origin().by(), state.bringer())));
    }

    @Override
    public synchronized Optional<CommitId> branch(String name) {
        return Optional.ofNullable(branches.get(name));
    }

    @Override
    public synchronized Optional<String> message(CommitId commit) {
        return Optional.ofNullable(messages.get(commit));
    }

    @Override
    public synchronized Told open(Asker asker, CommitId head, Source source, Words words) {
        ChangeNumber number =
                new ChangeNumber(histories.isEmpty() ? 1 : histories.lastKey().value() + 1);
        MergeSeen merge = messages.containsKey(head)
                ? new MergeSeen.Clean(Set.of())
                : new MergeSeen.Unknown("commit " + head.brief() + " is not in the repository");
        ChangeAnswer answer = ChangeCommands.open(
                new ChangeCommand.Open(number, source, words, new Head(head, Digest.of(head.hex()))), merge);
        if (!(answer instanceof ChangeAnswer.Accepted accepted)) {
            return new Told(answer, Optional.empty());
        }
        ChangeHistory history = ChangeHistory.open(
                (ChangeEvent.Opened) accepted.events().getFirst(), new Actor.Person(asker.person()), "", HandMade.NOW);
        histories.put(number, history);
        return new Told(answer, Optional.of(of(history)));
    }

    @Override
    public Told revert(Asker asker, Undo undo, String because) {
        CommitId inverse = branch("inverse", "Revert " + undo + " by " + asker.person() + ": " + because);
        return open(
                asker,
                inverse,
                new Source(Optional.empty(), Optional.of(undo.commit())),
                new Words("Revert \"" + undo.title() + "\"", because, false, List.of("revert")));
    }

    @Override
    public synchronized Told command(Asker asker, ChangeNumber number, ChangeCommand command, String because) {
        Optional<ChangeHistory> history = Optional.ofNullable(histories.get(number));
        if (history.isEmpty()) {
            return new Told(
                    new ChangeAnswer.Refused(
                            arelops.core.release.Answer.Reason.INPUT, "there is no change " + number, "look"),
                    Optional.empty());
        }
        ChangeAnswer answer = new ChangeCommands(history.get().state(), asker.person(), asker.role()).answer(command);
        if (answer instanceof ChangeAnswer.Accepted accepted) {
            for (ChangeEvent event : accepted.events()) {
                happens(number, new Actor.Person(asker.person()), event, because);
            }
            return new Told(answer, Optional.of(of(known(histories.get(number)))));
        }
        return new Told(answer, Optional.empty());
    }

    @Override
    public synchronized List<ChangeEntry> history(Changes.Known change) {
        return known(histories.get(change.state().number())).entries();
    }
}
