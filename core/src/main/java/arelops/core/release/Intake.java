package arelops.core.release;

import arelops.core.evidence.Builds;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState.Result;
import arelops.core.evidence.Trunk;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.Check;
import arelops.core.policy.Policy;
import arelops.core.policy.Retry;
import arelops.core.policy.Team;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How trunk's commits become releases: seen, trusted (CHG-6), checked, built once.
public final class Intake {

    private Intake() {}

    /// The one next act of an app's intake, or what it waits for.
    public static Decision decide(LineSnapshot snapshot, Instant now) {
        LedgerState ledger = snapshot.ledger();
        Optional<CommitId> last = ledger.trunk().tip();
        Decision seen = switch (snapshot.world().trunk()) {
            case TrunkSeen.Unknown unknown ->
                new Decision.Wait(
                        "trunk cannot be read: " + unknown.because(), new Decision.Until.Event("git answers again"));
            case TrunkSeen.Absent absent -> absent(absent, last);
            case TrunkSeen.Rewritten rewritten ->
                new Decision.Wait(
                        "trunk was rewritten: it no longer contains "
                                + last.map(CommitId::brief).orElse("its genesis")
                                + "; nothing is built or promoted to the first environment",
                        new Decision.Until.Person("an admin: arelops trunk accept -m REASON"),
                        List.of(Gate.failed("trunk", "trunk was rewritten", "arelops trunk accept")));
            case TrunkSeen.At at -> seen(snapshot, at, now);
        };
        return seen;
    }

    /// TAG-7: a trunk that was there and is gone contains nothing that the ledger saw.
    private static Decision absent(TrunkSeen.Absent absent, Optional<CommitId> last) {
        return last.map(commit -> new Decision.Wait(
                        "the branch " + absent.branch()
                                + " is gone; nothing is built or promoted to the first environment",
                        new Decision.Until.Person(
                                "push it again: git push origin " + commit.brief() + ":refs/heads/" + absent.branch()),
                        List.of(Gate.failed("trunk", "the branch " + absent.branch() + " is gone", "push it again"))))
                .orElseGet(() -> new Decision.Wait(
                        "there is no branch " + absent.branch() + " yet", new Decision.Until.Event("a first push")));
    }

    private static Decision seen(LineSnapshot snapshot, TrunkSeen.At at, Instant now) {
        Optional<CommitId> last = snapshot.ledger().trunk().tip();
        if (last.isEmpty()) {
            return act(
                    new Fact.Genesis(snapshot.rules().policy().trunk(), at.tip()),
                    "begin the ledger at " + at.tip().brief());
        }
        if (!at.since().isEmpty()) {
            return act(
                    new Fact.TrunkMoved(last.get(), at.since()),
                    "trunk went on by " + at.since().size() + (at.since().size() == 1 ? " commit" : " commits"));
        }
        return build(snapshot, now);
    }

    private static Decision act(Fact fact, String because) {
        return new Decision.Act(new Action.Append(fact), because);
    }

    /// Builds the newest commit that may be released and was not built; what is older was overtaken.
    ///
    /// A build that was begun ends first (L3): where commits come faster than builds end, turning to each new one
    /// would never record any.
    private static Decision build(LineSnapshot snapshot, Instant now) {
        if (snapshot.rules().broken().isPresent()) {
            return new Decision.Wait(
                    snapshot.rules().broken().get(), new Decision.Until.Person("mend the config on trunk"));
        }
        Trunk trunk = snapshot.ledger().trunk();
        Builds builds = snapshot.ledger().builds(snapshot.app());
        Optional<CommitId> begun = begun(snapshot, now);
        if (begun.isPresent()) {
            return underWay(snapshot, begun.get(), now);
        }
        Optional<Decision> newest = Optional.empty();
        for (CommitId commit : Awaited.unbuilt(snapshot.ledger(), snapshot.app())) {
            Optional<Decision> untrusted = untrusted(snapshot, commit, now);
            if (untrusted.isEmpty()) {
                return build(snapshot, commit, 1, now);
            }
            if (untrusted.get() instanceof Decision.Act) {
                return untrusted.get();
            }
            newest = newest.or(() -> untrusted);
        }
        return newest.orElseGet(() -> new Decision.Wait(
                trunk.tip()
                        .filter(commit -> builds.notBuilt().contains(commit))
                        .map(tip -> tip.brief() + " does not build")
                        .orElse("trunk is built"),
                new Decision.Until.Event("a commit on trunk")));
    }

    /// Meanwhile what is newer is checked, and says what it waits for.
    private static Decision underWay(LineSnapshot snapshot, CommitId begun, Instant now) {
        Decision step = build(snapshot, begun, 1, now);
        if (step instanceof Decision.Act) {
            return step;
        }
        List<Gate> gates = List.of();
        for (CommitId newer : Awaited.unbuilt(snapshot.ledger(), snapshot.app())) {
            if (newer.equals(begun)) {
                break;
            }
            Optional<Decision> untrusted = untrusted(snapshot, newer, now);
            if (untrusted.filter(Decision.Act.class::isInstance).isPresent()) {
                return untrusted.get();
            }
            gates = gates.isEmpty() ? untrusted.map(Decision::gates).orElse(gates) : gates;
        }
        return step.withGates(gates);
    }

    private static Optional<CommitId> begun(LineSnapshot snapshot, Instant now) {
        return Awaited.unbuilt(snapshot.ledger(), snapshot.app()).stream()
                .filter(commit -> isBegun(snapshot.job(new Job.Build(snapshot.app(), commit, 1))))
                .filter(commit -> untrusted(snapshot, commit, now).isEmpty())
                .findFirst();
    }

    private static boolean isBegun(JobSeen job) {
        return switch (job) {
            case JobSeen.Running _, JobSeen.Passed _, JobSeen.Failed _ -> true;
            case JobSeen.NotKnown _, JobSeen.Broken _ -> false;
        };
    }

    private static Decision build(LineSnapshot snapshot, CommitId commit, int attempt, Instant now) {
        Job job = new Job.Build(snapshot.app(), commit, attempt);
        return switch (snapshot.job(job)) {
            case JobSeen.NotKnown _ ->
                new Decision.Act(
                        new Action.Run(job), (attempt == 1 ? "build " : "repeat the build of ") + commit.brief());
            case JobSeen.Running _ ->
                new Decision.Wait(commit.brief() + " is being built", new Decision.Until.Event("the build ends"));
            case JobSeen.Passed passed ->
                passed.artifact()
                        .map(artifact -> act(
                                new Fact.Built(snapshot.app(), commit, artifact),
                                commit.brief() + " is built" + (attempt == 1 ? "" : ", at try " + attempt)))
                        .orElseGet(() -> new Decision.Wait(
                                "the build of " + commit.brief() + " left no artifact",
                                new Decision.Until.Person("look at arelops show " + commit.brief())));
            case JobSeen.Failed failed ->
                attempt <= repeats(snapshot)
                        ? build(snapshot, commit, attempt + 1, now)
                        : act(
                                new Fact.NotBuilt(snapshot.app(), commit),
                                commit.brief() + " does not build, tried " + Retry.times(attempt) + ": "
                                        + failed.because());
            case JobSeen.Broken broken -> again(job, broken, now, "build " + commit.brief());
        };
    }

    private static int repeats(LineSnapshot snapshot) {
        return snapshot.rules()
                .policy()
                .app(snapshot.app())
                .map(AppPolicy::rebuild)
                .orElse(Retry.NONE)
                .repeats();
    }

    /// A job that could not be performed is started again after a pause.
    static Decision again(Job job, JobSeen.Broken broken, Instant now, String what) {
        Instant next = broken.again();
        return now.isBefore(next)
                ? new Decision.Wait(what + " could not be performed: " + broken.because(), new Decision.Until.At(next))
                : new Decision.Act(new Action.Run(job), "try again to " + what);
    }

    /// Whether a release may be made of this commit, as far as the ledger knows.
    static boolean mayBeReleased(LineSnapshot snapshot, CommitId commit, Instant now) {
        return snapshot.ledger().trunk().position(commit).isPresent()
                && unapproved(snapshot, commit, now).isEmpty()
                && isChecked(snapshot, commit);
    }

    /// What keeps a commit from being released; empty where nothing does.
    private static Optional<Decision> untrusted(LineSnapshot snapshot, CommitId commit, Instant now) {
        Optional<Decision> unapproved = unapproved(snapshot, commit, now);
        return unapproved.isPresent() ? unapproved : unchecked(snapshot, commit, now);
    }

    /// Commits up to this one that came neither at genesis nor as a change, and were not reverted since.
    private static List<CommitId> pushed(LedgerState ledger, CommitId commit) {
        Trunk trunk = ledger.trunk();
        return trunk.pushed(commit).stream()
                .filter(one -> trunk.revertOf(one)
                        .filter(revert -> trunk.contains(revert, commit))
                        .isEmpty())
                .toList();
    }

    private static Optional<Decision> unapproved(LineSnapshot snapshot, CommitId commit, Instant now) {
        for (CommitId one : pushed(snapshot.ledger(), commit)) {
            List<Gate> gates = gates(snapshot, one, now);
            Optional<Gate> shut = gates.stream().filter(gate -> !gate.lets()).findFirst();
            if (shut.isPresent()) {
                return Optional.of(new Decision.Wait(
                        one.brief() + " came without a change: " + shut.get().sentence(),
                        shut.get()
                                .expected()
                                .<Decision.Until>map(Decision.Until.At::new)
                                .orElseGet(() -> new Decision.Until.Person(
                                        shut.get().unblocks().orElse("arelops approve " + one.brief()))),
                        gates));
            }
        }
        return Optional.empty();
    }

    /// What a pushed commit needs of people: their approvals, and an admin's where it makes rules looser (CHG-4).
    public static List<Gate> gates(LineSnapshot snapshot, CommitId commit, Instant now) {
        List<String> looser = snapshot.looser(commit);
        Gate approval = approval(snapshot, commit, now);
        return looser.isEmpty() ? List.of(approval) : List.of(approval, PolicyChangeGate.of(snapshot, commit, looser));
    }

    /// The approval that a pushed commit needs.
    private static Gate approval(LineSnapshot snapshot, CommitId commit, Instant now) {
        Policy policy = snapshot.rules().policy();
        var authors = snapshot.authors(commit);
        int needed = policy.team().approvals(policy.approvals().count(), authors);
        var allowed = policy.approvers(policy.approvals());
        long given = snapshot.ledger().trust().approvers(commit).stream()
                .filter(person -> !authors.contains(person))
                .filter(person -> allowed.isEmpty() || allowed.contains(person))
                .count();
        Optional<Instant> alone = snapshot.ledger()
                .trunk()
                .seenAt(commit)
                .map(seen -> seen.plus(Team.ALONE))
                .filter(now::isBefore);
        if (needed == 0 && policy.approvals().count() > 0 && alone.isPresent()) {
            return Gate.waiting("approval", "nobody else can approve it, so it waits ten minutes", "time")
                    .expectedAt(alone);
        }
        Gate gate = given >= needed
                ? Gate.open("approval", "approved")
                : Gate.waiting(
                        "approval",
                        "it needs " + (needed - given) + " more " + (needed - given == 1 ? "approval" : "approvals")
                                + " by people who did not write it",
                        "arelops approve " + commit.brief());
        Gate read = gate.read(Long.toString(given), Integer.toString(needed));
        return snapshot.ledger().trunk().seenAt(commit).map(read::since).orElse(read);
    }

    /// The checks vouch for a commit and for everything pushed before it: what they ran on is what is released.
    private static boolean isChecked(LineSnapshot snapshot, CommitId commit) {
        return pushed(snapshot.ledger(), commit).isEmpty()
                || snapshot.rules().policy().checks().values().stream()
                        .filter(Check::beforeMerge)
                        .allMatch(rule -> check(snapshot, commit, rule).hasPassed());
    }

    private static CommitCheck check(LineSnapshot snapshot, CommitId commit, Check rule) {
        List<Result> results = snapshot.ledger().trust().results(commit, rule.name());
        return new CommitCheck(rule, commit, results, snapshot::job);
    }

    private static Optional<Decision> unchecked(LineSnapshot snapshot, CommitId commit, Instant now) {
        if (isChecked(snapshot, commit)) {
            return Optional.empty();
        }
        return snapshot.rules().policy().checks().values().stream()
                .filter(Check::beforeMerge)
                .map(rule -> check(snapshot, commit, rule))
                .filter(check -> !check.hasPassed())
                .findFirst()
                .map(check -> Reports.known(snapshot, check).next(now));
    }
}
