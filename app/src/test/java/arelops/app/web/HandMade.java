package arelops.app.web;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.app.git.Authorship;
import arelops.app.git.GitIdentity;
import arelops.app.git.ObjectId;
import arelops.app.git.RefsSeen;
import arelops.app.git.TrunkCommit;
import arelops.app.ledger.LedgerView;
import arelops.app.ledger.Since;
import arelops.app.ledger.TrafficReports;
import arelops.app.ledger.Verification;
import arelops.app.node.Fixture;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.app.reconcile.UsedByHand;
import arelops.app.run.Isolation;
import arelops.app.run.Output;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.Note;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import arelops.core.release.Role;
import arelops.core.release.Rules;
import arelops.core.release.Seen;
import arelops.core.release.TrafficByHand;
import arelops.core.release.TrunkSeen;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A board made by hand: four commits on trunk; the first runs in BETA and PASSIVE, the second enters BETA.
public final class HandMade implements Engine {
    public static final AppName SHOP = new AppName("shop");
    public static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    public static final List<CommitId> COMMITS = List.of(commit("1a"), commit("2b"), commit("2c"), commit("4d"));
    private static final int PIECE = 1 << 16;
    private static final Digest ARTIFACT = Digest.of("artifact");

    private final List<Entry> entries = new ArrayList<>();
    private Optional<Board.Recorded> recorded = Optional.empty();
    private LedgerState state = LedgerState.EMPTY;
    private final Map<EnvironmentName, Decision> line = new LinkedHashMap<>();
    private int missing;
    private Isolation isolation = Isolation.BUBBLEWRAP;
    private Optional<Board.Trouble> trouble = Optional.empty();
    private Policy policy = Policy.standard(SHOP);
    private Decision intake = new Decision.Wait(
            "4d00000 came without a change: it needs 2 more approvals by people who did not write it",
            new Decision.Until.Person("arelops approve 4d00000"),
            List.of());
    private final Map<Slot, Observation> targets = new LinkedHashMap<>();
    private String printed = "built\n";
    private final Map<TrafficReports.Key, TrafficReports.Place> reports = new LinkedHashMap<>();
    private final Map<TrafficReports.Place, String> documents = new LinkedHashMap<>();
    private final HandMadeChanges changes = new HandMadeChanges();
    private final List<String> commands = Collections.synchronizedList(new ArrayList<>());

    public HandMade() {
        record(new Fact.Genesis("main", COMMITS.getFirst()));
        record(new Fact.Built(SHOP, COMMITS.getFirst(), ARTIFACT));
        Release first = new Release(2, COMMITS.getFirst(), ARTIFACT);
        for (EnvironmentName environment : List.of(EnvironmentName.BETA, EnvironmentName.PASSIVE)) {
            Slot slot = new Slot(SHOP, environment);
            long token = record(new Fact.Intent(slot, Fact.Purpose.PROMOTE, Optional.of(first)));
            record(new Fact.Moved(slot, token, Optional.empty(), Optional.of(first), token));
            record(new Fact.Settled(slot, first, 60, 6000));
        }
        record(new Fact.TrunkMoved(
                COMMITS.getFirst(),
                COMMITS.subList(1, 4).stream()
                        .map(commit -> new Fact.Step(commit, Optional.empty()))
                        .toList()));
        record(new Fact.Approved(COMMITS.get(1), Optional.empty(), new PersonName("rev")));
        long second = record(new Fact.Built(SHOP, COMMITS.get(1), ARTIFACT));
        record(new Fact.Intent(
                new Slot(SHOP, EnvironmentName.BETA),
                Fact.Purpose.PROMOTE,
                Optional.of(new Release(second, COMMITS.get(1), ARTIFACT))));
        decide(
                EnvironmentName.BETA,
                new Decision.Wait(
                        "2b00000 starts in BETA", new Decision.Until.Event("it answers its health check"), List.of()));
        decide(
                EnvironmentName.PASSIVE,
                new Decision.Wait(
                        "PASSIVE runs 1a00000; nothing newer comes from BETA",
                        new Decision.Until.Event("a newer release comes from BETA"),
                        List.of()));
        Gate approval = Gate.waiting(
                        "approval", "needs approval for PRODUCTION", "arelops approve 1a00000 --for production")
                .read("0", "1");
        decide(
                EnvironmentName.PRODUCTION,
                new Decision.Wait(
                        "PRODUCTION waits with 1a00000: needs approval for PRODUCTION",
                        new Decision.Until.Person("arelops approve 1a00000 --for production"),
                        List.of(Gate.open("settled", "settled in PASSIVE"), approval)));
    }

    private static CommitId commit(String start) {
        return new CommitId(start + "0".repeat(40 - start.length()));
    }

    /// The ledger keeps a report of the attempt with this token.
    void keeps(TrafficReports.Key of, long token, String name, String document) {
        TrafficReports.Place place = new TrafficReports.Place(COMMITS.getLast(), name, token);
        reports.put(of, place);
        documents.put(place, document);
    }

    @Override
    public Optional<String> document(TrafficReports.Place place) {
        return Optional.ofNullable(documents.get(place));
    }

    /// Adds an entry; its number.
    public long record(Fact fact) {
        return record(fact, new Actor.Automation("c1"), "because");
    }

    /// Adds an entry of this person's; its number.
    public long asked(Fact fact, String person, String because) {
        return record(fact, new Actor.Person(new PersonName(person)), because);
    }

    private long record(Fact fact, Actor actor, String because) {
        return record(new Note(fact, actor, because));
    }

    private synchronized long record(Note note) {
        Optional<Entry> last = entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
        Entry entry = Entry.seal(note, last, NOW.minusSeconds(3600));
        state = state.after(entry);
        entries.add(entry);
        return entry.seq();
    }

    public synchronized void decide(EnvironmentName environment, Decision decision) {
        line.put(environment, decision);
    }

    /// This is recorded of the app's users.
    public synchronized void records(Board.Recorded now) {
        recorded = Optional.of(now);
    }

    /// The app serves in an environment with so many instances, each of which printed its number.
    public void serves(EnvironmentName environment, int instances) {
        DeploymentSpec spec = Fixture.size(Fixture.spec("beta-4", Path.of("/srv"), "run"), instances);
        List<Observation.Instance> all = IntStream.rangeClosed(1, instances)
                .mapToObj(number -> new Observation.Instance(
                        number,
                        100 + number,
                        URI.create("http://127.0.0.1:1"),
                        NOW,
                        new InstanceState.Healthy(),
                        0,
                        List.of()))
                .toList();
        URI address = URI.create("http://127.0.0.1:2");
        targets.put(
                new Slot(SHOP, environment),
                new Observation(
                        new Token(4),
                        Route.Serving.all(spec.id()),
                        Watching.USUAL,
                        Observation.Copies.NONE,
                        new Observation.Address(address, address, ""),
                        List.of(new Observation.Deployment(spec, address, false, NOW, all))));
    }

    /// A node was seen to run this in an environment.
    public void serves(EnvironmentName environment, Observation seen) {
        targets.put(new Slot(SHOP, environment), seen);
    }

    public void takesIn(Decision other) {
        intake = other;
    }

    public void rules(Policy other) {
        policy = other;
    }

    public void trouble(Board.Trouble seen) {
        trouble = Optional.of(seen);
    }

    /// The commands that came in, as `@name ROLE command because`.
    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void nudge() {
        commands.add("a nudge");
    }

    @Override
    public synchronized Board board() {
        Map<CommitId, TrunkCommit> commits = new LinkedHashMap<>();
        COMMITS.forEach(commit -> commits.put(commit, read(commit)));
        Map<Slot, Seen> slots = new LinkedHashMap<>();
        policy.line()
                .forEach(environment -> slots.put(
                        new Slot(SHOP, environment.name()),
                        new Seen(
                                new Seen.Tag.Absent(),
                                new Seen.Target.Running(
                                        new TreeMap<>(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty()),
                                List.of(),
                                List.of(),
                                Set.of())));
        Observed observed = new Observed(
                new RefsSeen(
                        Optional.of(COMMITS.getLast()),
                        Map.of("BETA", COMMITS.getFirst()),
                        Map.of(),
                        Optional.of("main")),
                new Observed.Books(
                        new LedgerView(
                                "refs/arelops/ledger",
                                Optional.empty(),
                                Optional.of(entries.getLast()),
                                state,
                                new TreeMap<>(),
                                new TrafficReports(reports)),
                        changes.seen()),
                new Rules(policy, policy.digest(), Optional.empty()),
                new Observed.Trunks(
                        new TrunkSeen.At(COMMITS.getLast(), List.of()),
                        commits,
                        Map.of(COMMITS.get(2), Set.of(new PersonName("dev"))),
                        Map.of(),
                        Optional.of(COMMITS.getFirst())),
                slots,
                targets);
        return new Board(
                NOW,
                Optional.of(observed),
                Map.of(SHOP, new Board.AppBoard(intake, Optional.empty(), line, Map.of(), recorded)),
                changes.decided(observed.rules(), NOW),
                trouble);
    }

    private static TrunkCommit read(CommitId commit) {
        GitIdentity dev = new GitIdentity("Dev One", "dev@example.org");
        return new TrunkCommit(
                commit,
                new ObjectId(commit.hex()),
                List.of(),
                new Authorship(dev, dev, List.of(), NOW.minusSeconds(7200)),
                "Subject of " + commit.brief(),
                Optional.empty());
    }

    @Override
    public Answer command(AppName app, PersonName person, Role role, Command command, String because) {
        commands.add(person + " " + role + " " + command + " " + because);
        return switch (role) {
            case OPERATOR, ADMIN -> new Answer.Accepted(List.of(), "done", missing);
            case REVIEWER ->
                command instanceof Command.Approve
                        ? new Answer.Accepted(List.of(), "approved")
                        : new Answer.Refused(Answer.Reason.ROLE, person + " may not do this", "ask an operator");
            case VIEWER, DEVELOPER, QA ->
                new Answer.Refused(Answer.Reason.ROLE, person + " may not do this", "ask an operator");
        };
    }

    @Override
    public synchronized UsedByHand.Entered traffic(UsedByHand used) {
        Optional<Entry> before = used.entry(newest(Integer.MAX_VALUE));
        if (before.isPresent()) {
            return new UsedByHand.Entered(new Answer.Accepted(List.of(), "it was entered before"), before);
        }
        Answer answer = new TrafficByHand(policy, used.person(), used.role()).used(used.used());
        if (answer instanceof Answer.Accepted) {
            record(new Note(
                    used.used(), new Actor.Person(used.person()), used.because(), Optional.empty(), used.documents()));
        }
        return new UsedByHand.Entered(answer, used.entry(newest(1)));
    }

    @Override
    public synchronized List<Entry> newest(int limit) {
        return entries.reversed().stream().limit(limit).toList();
    }

    @Override
    public HandMadeChanges changes() {
        return changes;
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    /// From now on every command needs this many more people.
    public void needs(int people) {
        missing = people;
    }

    /// From now on every job printed this.
    public void prints(String text) {
        printed = text;
    }

    /// From now on this is the best that works.
    public void isolation(Isolation best) {
        isolation = best;
    }

    @Override
    public Output output(String job, long from) {
        byte[] all = printed.getBytes(StandardCharsets.UTF_8);
        int start = Math.clamp(from < 0 ? all.length + from : from, 0, all.length);
        byte[] piece = Arrays.copyOfRange(all, start, Math.min(all.length, start + PIECE));
        return new Output(piece, start + piece.length, start + piece.length == all.length, true);
    }

    @Override
    public Reply<LogPart> logs(Slot slot, LogQuery query) {
        if (!targets.containsKey(slot)) {
            return new Reply.Unknown<>("the node does not answer");
        }
        String text = query.from() > 0 ? "" : "I am instance " + query.instance() + "\n";
        return new Reply.Known<>(new LogPart(0, text, 16));
    }

    @Override
    public Verification verify(Policy policy, Since since) {
        long checked = entries.stream().filter(since::covers).count();
        return new Verification(state.seq(), checked, List.of());
    }
}
