package arelops.core.change;

import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.policy.Check;
import arelops.core.policy.Policy;
import arelops.core.release.Decision;
import arelops.core.release.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happens next with an open change, until it is on trunk.
public final class Changing {
    private static final int LONGEST_PATH = 80;

    private final ChangesSnapshot snapshot;
    private final ChangeLook look;
    private final ChangeState state;
    private final Instant now;

    private Changing(ChangesSnapshot snapshot, ChangeLook look, Instant now) {
        this.snapshot = snapshot;
        this.look = look;
        this.state = look.state();
        this.now = now;
    }

    /// Which jobs the decisions about changes may yet ask about, by what they are for: the others work
    /// for a head or a trunk that is over.
    public static Set<String> awaited(ChangesSnapshot snapshot) {
        return snapshot.open().values().stream()
                .flatMap(
                        look -> awaited(snapshot, look.state(), snapshot.rules().policy()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> awaited(ChangesSnapshot snapshot, ChangeState state, Policy policy) {
        return state.isOpen()
                ? Stream.concat(
                                wanted(snapshot, state).stream()
                                        .flatMap(trial -> policy.checks().keySet().stream()
                                                .map(check -> new Job.Check(
                                                        trial.trial().tested(), check, 1))),
                                Testing.awaited(state, policy))
                        .map(Job::work)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /// The one next act of an open change, or what it waits for.
    public static ChangeDecision decide(ChangesSnapshot snapshot, ChangeNumber number, Instant now) {
        ChangeLook look = snapshot.open().get(number);
        if (look == null) {
            throw new IllegalArgumentException(number + " is not open");
        }
        return new Changing(snapshot, look, now).decide();
    }

    /// Whether all conditions before the queue are met.
    static boolean isReady(ChangesSnapshot snapshot, ChangeNumber number, Instant now) {
        ChangeLook look = snapshot.open().get(number);
        return look != null
                && look.state().isOpen()
                && look.pushed().isEmpty()
                && new Changing(snapshot, look, now).gates().stream().allMatch(Gate::lets);
    }

    private ChangeDecision decide() {
        if (!state.isOpen()) {
            return new Testing(snapshot, look, now)
                    .next()
                    .<ChangeDecision>map(act -> act)
                    .orElseGet(() -> new ChangeDecision.Wait(
                            "its TEST environment ends", new Decision.Until.Event("the target answers"), List.of()));
        }
        if (look.pushed().isPresent()) {
            return append(new ChangeEvent.HeadMoved(look.pushed().get()), "other commits were pushed");
        }
        if (look.merge() instanceof MergeSeen.Contained) {
            return append(new ChangeEvent.Closed(), "trunk has all its commits already");
        }
        List<Gate> gates = gates();
        Optional<ChangeDecision> tried = tried(gates);
        if (tried.isPresent()) {
            return tried.get();
        }
        Optional<ChangeDecision.Act> test = new Testing(snapshot, look, now).next();
        if (test.isPresent()) {
            return test.get().withGates(gates);
        }
        Optional<Gate> shut = gates.stream().filter(gate -> !gate.lets()).findFirst();
        if (shut.isPresent()) {
            return waits(shut.get(), gates);
        }
        return ready(gates);
    }

    /// A first merge result of each head is checked, so that its author hears of it; and what is under way goes on.
    private Optional<ChangeDecision> tried(List<Gate> gates) {
        if (!(look.merge() instanceof MergeSeen.Clean)
                || !look.mayRun()
                || look.config().broken().isPresent()) {
            return Optional.empty();
        }
        if (!hasUsableTrial() || new Testing(snapshot, look, now).needsTrial()) {
            return Optional.of(new ChangeDecision.Act(
                    new ChangeAction.Try(state.number(), snapshot.trunk().tip(), List.of()),
                    "merge " + state.number() + " onto trunk, to check what comes of it",
                    gates));
        }
        for (TrialSeen trial : wanted(snapshot, state)) {
            Optional<ChangeDecision.Act> next = new Trying(snapshot, state.number(), trial).next(now);
            if (next.isPresent()) {
                return Optional.of(
                        new ChangeDecision.Act(next.get().action(), next.get().because(), gates));
            }
        }
        return Optional.empty();
    }

    private boolean hasUsableTrial() {
        return state.work().trials().stream()
                .anyMatch(trial ->
                        !look.config().unusable().contains(trial.trial().tested()));
    }

    /// The trials whose checks are worth their time: in the queue as it says, else the newest.
    private static List<TrialSeen> wanted(ChangesSnapshot snapshot, ChangeState state) {
        if (snapshot.plan().waiting(state.number()).isPresent()) {
            return InQueue.underWay(snapshot, state);
        }
        return state.work().trials().isEmpty()
                ? List.of()
                : List.of(state.work().trials().getLast());
    }

    private ChangeDecision ready(List<Gate> gates) {
        if (state.work().queue().isPresent()) {
            return InQueue.decide(snapshot, look, gates);
        }
        boolean ejected = state.work()
                .ejected()
                .filter(ejection -> ejection.head().equals(state.commit()))
                .isPresent();
        return ejected
                ? waits(InQueue.ejected(state), gates)
                : append(new ChangeEvent.Queued(false), "everything before the merge is there");
    }

    /// Every condition before the queue, in the order in which people meet them.
    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        if (state.words().draft()) {
            gates.add(Gate.waiting(
                    "draft",
                    "its author keeps it back as a draft",
                    "arelops change ready " + state.number().value()));
        }
        gates.add(conflict());
        look.config().broken().map(Changing::config).ifPresent(gates::add);
        if (look.isStrangers()) {
            gates.add(run());
        }
        gates.addAll(checks());
        new TestStanding(snapshot, look).gate().ifPresent(gates::add);
        gates.addAll(Approving.gates(look.question(), now));
        gates.addAll(signOffs());
        return List.copyOf(gates);
    }

    /// Nothing lands on rules that cannot be read, but what mends them.
    private static Gate config(ConfigSeen.Broken broken) {
        return switch (broken) {
            case ConfigSeen.Broken.ByChange own ->
                Gate.failed("config", "its config cannot be used: " + own.because(), "mend it, and push");
            case ConfigSeen.Broken.ByTrunk theirs ->
                Gate.waiting(
                        "config",
                        "trunk's config cannot be used, and only a change that mends it lands: " + theirs.because(),
                        "a change that mends the config on trunk");
        };
    }

    private List<Gate> signOffs() {
        if (look.test().apps().isEmpty() && look.merge() instanceof MergeSeen.Clean) {
            return List.of(Gate.notApplicable(
                    "signoff", "nothing can be tried in TEST: the config does not say how to run an app"));
        }
        List<Gate> gates = new ArrayList<>();
        List<Gate> signOffs = SignOffs.gates(look.question());
        if (!signOffs.stream().allMatch(Gate::lets)) {
            new TestStanding(snapshot, look).untried().ifPresent(gates::add);
        }
        gates.addAll(signOffs);
        return gates;
    }

    private Gate conflict() {
        return switch (look.merge()) {
            case MergeSeen.Clean _ -> Gate.open("conflict", "it merges cleanly onto trunk");
            case MergeSeen.Contained _ -> Gate.notApplicable("conflict", "trunk has all its commits already");
            case MergeSeen.Conflicts conflicts ->
                Gate.failed(
                        "conflict",
                        "it conflicts with trunk in " + named(conflicts.paths()),
                        "merge trunk into the branch, or rebase it, and push");
            case MergeSeen.Unrelated _ ->
                Gate.failed("conflict", "it has no commit in common with trunk", "begin the branch at trunk");
            case MergeSeen.Unknown unknown ->
                Gate.unknown("conflict", "nobody knows whether it merges: " + unknown.because(), unknown.unblocks());
        };
    }

    private static String named(List<String> paths) {
        int shown = Math.min(3, paths.size());
        String named = paths.subList(0, shown).stream()
                .map(path -> Words.printable(path, LONGEST_PATH))
                .collect(Collectors.joining(", "));
        return paths.size() > shown ? named + " and " + (paths.size() - shown) + " more" : named;
    }

    private Gate run() {
        return look.mayRun()
                ? Gate.open("run", "its commands may run")
                : Gate.waiting(
                        "run",
                        "it comes from somebody who may not run commands here",
                        "a reviewer looks at it first: arelops run "
                                + state.number().value());
    }

    private List<Gate> checks() {
        return telling()
                .map(trial -> new Trying(snapshot, state.number(), trial).gates())
                .orElseGet(() -> snapshot.checks().stream()
                        .map(check -> Gate.waiting(Trying.id(check), "not started", started(check)))
                        .toList());
    }

    /// The trial that says whether the change itself is good: one that passed, else the newest. Whether
    /// it is good on trunk as it is now, too, is the queue's question.
    private Optional<TrialSeen> telling() {
        List<TrialSeen> newestFirst = state.work().trials().reversed();
        return newestFirst.stream()
                .filter(trial -> new Trying(snapshot, state.number(), trial).standing() == Trying.Standing.PASSED)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst());
    }

    private String started(Check check) {
        return look.mayRun()
                ? "the merge result for check " + check.name()
                : "arelops run " + state.number().value();
    }

    private ChangeDecision append(ChangeEvent event, String because) {
        return new ChangeDecision.Act(new ChangeAction.Append(state.number(), event), because, List.of());
    }

    private ChangeDecision waits(Gate shut, List<Gate> gates) {
        return new ChangeDecision.Wait(
                said(shut),
                shut.expected().<Decision.Until>map(Decision.Until.At::new).orElseGet(() -> until(shut)),
                gates);
    }

    /// A check or a smoke test that runs ends by itself, and what is unknown is asked again; all else is somebody's.
    private static Decision.Until until(Gate shut) {
        String what = shut.unblocks().orElse("this changes");
        return shut.state() == Gate.State.UNKNOWN || what.equals(Trying.ENDS) || what.equals(TestStanding.ENDS)
                ? new Decision.Until.Event(what)
                : new Decision.Until.Person(what);
    }

    private static String said(Gate shut) {
        return shut.id() + ": " + shut.sentence();
    }
}
