package arelops.core.change;

import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeMoves.Kind;
import arelops.core.change.ChangeMoves.Move;
import arelops.core.change.ChangeRounds.Did;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.policy.Check;
import arelops.core.policy.Policy;
import arelops.core.policy.SourceModule;
import arelops.core.policy.TestPolicy;
import arelops.core.queue.Plan;
import arelops.core.queue.Step;
import arelops.core.release.Action;
import arelops.core.release.Decision;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The laws of changes, told without the decision's own words: by the histories, by what ran, and by what commits are
/// made of.
final class ChangeLaws {
    /// An act that somebody can do, as gates name it.
    private static final Pattern ACT =
            Pattern.compile("(?s).*(arelops |push|rebase|begin the branch|take it back|mend it).*");

    private ChangeLaws() {}

    /// A broken law.
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }

        Broken(String what, Throwable cause) {
            super(what, cause);
        }
    }

    static void hold(boolean holds, String what) {
        if (!holds) {
            throw new Broken(what);
        }
    }

    // Of each state

    static void ofState(ChangeRounds round) {
        round.decisions().forEach((number, decision) -> {
            hold(!decision.because().isBlank(), "L2: a sentence for " + number);
            if (decision instanceof ChangeDecision.Wait wait) {
                hold(isNamed(wait.until()), "L2: " + number + " waits for something that has a name: " + wait);
            }
            decision.gates().forEach(ChangeLaws::isTold);
        });
        round.world().changes().keySet().forEach(number -> tag(round.world(), number));
        awaited(round);
        room(round);
    }

    /// No more merge results of the queue are under way than the rules say.
    private static void room(ChangeRounds round) {
        Plan plan = round.snapshot().plan();
        if (plan.steps().stream().anyMatch(step -> step instanceof Step.Land || step instanceof Step.Eject)) {
            return;
        }
        int running = 0;
        for (ChangeLook look : round.snapshot().open().values()) {
            if (plan.waiting(look.state().number()).isPresent()) {
                running += (int) InQueue.underWay(round.snapshot(), look.state()).stream()
                        .filter(trial ->
                                new Trying(round.snapshot(), look.state().number(), trial).standing()
                                        == Trying.Standing.RUNNING)
                        .count();
            }
        }
        running +=
                (int) plan.steps().stream().filter(Step.Start.class::isInstance).count();
        hold(
                running <= round.world().policy().changes().queue().atOnce(),
                "J2: no more merge results are tested at once than the rules say: " + running);
    }

    static void isRepeatable(ChangeRounds round) {
        hold(
                new ChangeRounds(round.world()).decisions().equals(round.decisions()),
                "D1: the same world, the same decisions");
    }

    private static boolean isNamed(Decision.Until until) {
        return switch (until) {
            case Decision.Until.At _ -> true;
            case Decision.Until.Event event -> !event.what().isBlank();
            case Decision.Until.Person person -> ACT.matcher(person.act()).matches();
        };
    }

    private static void isTold(Gate gate) {
        hold(
                !gate.id().isBlank()
                        && !gate.sentence().isBlank()
                        && (gate.lets()
                                || gate.unblocks()
                                        .filter(text -> !text.isBlank())
                                        .isPresent()),
                "L2: a gate has a name, a sentence, and what opens it: " + gate);
    }

    /// `TEST/pr-<n>` is where the history says that TEST serves.
    private static void tag(ChangeWorld world, ChangeNumber number) {
        Optional<CommitId> served = Optional.empty();
        for (ChangeEntry entry : world.change(number).history().entries()) {
            if (entry.event() instanceof ChangeEvent.TestServes serves) {
                served = Optional.of(serves.tested());
            } else if (entry.event() instanceof ChangeEvent.TestOver) {
                served = Optional.empty();
            }
        }
        hold(world.stood(number).tag().equals(served), "TST-1: the tag of TEST is where the history says");
        Optional<TestState.Raised> up = world.state(number).test().up();
        hold(
                up.filter(one -> one.stage() == TestState.Stage.SERVES).isEmpty()
                        || served.equals(up.map(TestState.Raised::tested)),
                "TST-1: what serves has the tag");
        hold(up.isPresent() || served.isEmpty(), "TST-1: no TEST, no tag");
    }

    /// What is awaited is for the heads that stand; and what the newest merge result still needs is awaited.
    private static void awaited(ChangeRounds round) {
        Set<String> awaited = Changing.awaited(round.snapshot());
        Set<String> commits = new HashSet<>();
        for (ChangeLook look : round.snapshot().open().values()) {
            if (look.state().isOpen()) {
                look.state()
                        .work()
                        .trials()
                        .forEach(trial -> commits.add(brief(trial.trial().tested())));
                look.state()
                        .test()
                        .up()
                        .ifPresent(up ->
                                commits.add(new Job.Smoke(look.state().number(), up.tested(), up.token(), 1).work()));
                if (round.snapshot().plan().waiting(look.state().number()).isEmpty()
                        && !look.state().work().trials().isEmpty()) {
                    CommitId newest =
                            look.state().work().trials().getLast().trial().tested();
                    round.snapshot()
                            .checks()
                            .forEach(check -> hold(
                                    awaited.contains(new Job.Check(newest, check.name(), 1).work()),
                                    "J1: the checks of the newest merge result are awaited"));
                }
            }
        }
        for (String work : awaited) {
            hold(commits.stream().anyMatch(work::endsWith), "J1: what is awaited is for a head that stands: " + work);
        }
    }

    private static String brief(CommitId commit) {
        return commit.hex().substring(0, 16);
    }

    // Of each step

    static void ofStep(ChangeRounds round, Move move) {
        int landed = 0;
        for (Did did : move.did()) {
            if (move.kind() == Kind.LOOK) {
                hold(did.after().isPresent(), "L1: what is decided can be done: " + did.action());
                hold(
                        !ChangeKey.of(did.after().orElseThrow()).equals(ChangeKey.of(did.before())),
                        "L1: an act has an effect: " + did.action());
            }
            if (did.after().isPresent()) {
                ofAct(round, move, did);
            }
            landed += did.action() instanceof ChangeAction.Land ? 1 : 0;
        }
        hold(landed <= 1, "S3c: one at most lands in a look");
        int came = move.after().trunk().size() - round.world().trunk().size();
        hold(came == 0 || landed == 1 || move.kind() == Kind.OTHER, "S3c: trunk moves by a landing alone");
    }

    private static void ofAct(ChangeRounds round, Move move, Did did) {
        switch (did.action()) {
            case ChangeAction.Land land -> landed(move, did, land);
            case ChangeAction.Run run -> {
                runs(did.before(), run.job());
                hold(
                        move.kind() != Kind.LOOK
                                || Changing.awaited(round.snapshot())
                                        .contains(run.job().work()),
                        "J1: what is started is awaited: " + run.job().id());
            }
            case ChangeAction.OnTarget on -> {
                if (on.action() instanceof Action.Deploy deploy) {
                    isAllowed(did.before(), deploy.release().commit(), "TEST");
                }
            }
            case ChangeAction.TestGone _ -> gone(did);
            case ChangeAction.Append append -> recorded(move, did, append.event());
            case ChangeAction.Try _, ChangeAction.ServeTest _, ChangeAction.EndTest _ -> {}
        }
    }

    private static void recorded(Move move, Did did, ChangeEvent event) {
        ChangeState state = did.before().state(did.number());
        switch (event) {
            case ChangeEvent.Queued _ ->
                hold(
                        state.work()
                                .ejected()
                                .filter(ejection -> ejection.head().equals(state.commit()))
                                .isEmpty(),
                        "S3d: what was put out comes back by a person, or with other commits");
            case ChangeEvent.Checked checked -> checked(did.before(), state, checked);
            case ChangeEvent.Ejected _ -> ejected(did);
            case ChangeEvent.TestRaised _ ->
                hold(
                        move.kind() != Kind.LOOK
                                || up(did.after().orElseThrow())
                                        <= Math.max(max(did.before().policy()), up(did.before())),
                        "TST-1: no more TEST environments than may be");
            case ChangeEvent.Opened _,
                    ChangeEvent.HeadMoved _,
                    ChangeEvent.Reworded _,
                    ChangeEvent.Commented _,
                    ChangeEvent.Reviewed _,
                    ChangeEvent.SignedOff _,
                    ChangeEvent.RunAllowed _,
                    ChangeEvent.Tried _,
                    ChangeEvent.Conflicted _,
                    ChangeEvent.Voided _,
                    ChangeEvent.TestWanted _,
                    ChangeEvent.TestServes _,
                    ChangeEvent.TestOver _,
                    ChangeEvent.TestGone _,
                    ChangeEvent.Closed _,
                    ChangeEvent.Reopened _,
                    ChangeEvent.Landed _ -> {}
        }
    }

    private static long up(ChangeWorld world) {
        return world.changes().values().stream()
                .filter(change -> change.state().test().up().isPresent())
                .count();
    }

    private static int max(Policy policy) {
        return policy.test().map(TestPolicy::max).orElse(0);
    }

    // S3, S7: what lands, and what counts as passed

    private static void landed(Move move, Did did, ChangeAction.Land land) {
        ChangeWorld before = did.before();
        ChangeWorld after = did.after().orElseThrow();
        ChangeState state = before.state(did.number());
        if (after.trunk().size() == before.trunk().size()) {
            return; // its files were not those that were tested
        }
        CommitId commit = after.tip();
        CommitId tested = land.trial().tested();
        hold(!before.around().shut(), "S3c: nothing lands on a trunk that is shut");
        hold(FakeGit.firstParent(commit).equals(before.tip()), "S3c: it lands on trunk's tip");
        hold(FakeGit.contains(commit).contains(state.commit()), "S3b: what lands has the head");
        switch (land.manner()) {
            case Step.Manner.AsTested _ -> hold(commit.equals(tested), "S3b: what was tested is what lands");
            case Step.Manner.Merged _ -> proven(before, state, commit, tested);
        }
        for (Check check : before.policy().checks().values()) {
            hold(passed(before, state, tested, check.name()), "S3b: check " + check.name() + " passed on what lands");
        }
        hold(
                move.kind() != Kind.LOOK
                        || before.change(did.number()).branch().commit().equals(state.commit()),
                "S3a: no other head is there");
        hold(!state.words().draft(), "S3a: no draft lands");
        hold(state.work().queue().isPresent() && state.work().ejected().isEmpty(), "S3d: it lands from the queue");
        people(before, did.number());
        isAllowed(before, tested, "landing");
    }

    /// The last recorded result passed, and that was no invention.
    private static boolean passed(ChangeWorld world, ChangeState state, CommitId tested, String check) {
        List<SlotState.Result> results =
                state.trial(tested).map(trial -> trial.of(check)).orElse(List.of());
        return !results.isEmpty()
                && results.getLast().outcome() == Fact.Outcome.PASSED
                && world.jobs()
                                .get(new Job.Check(
                                                tested, check, results.getLast().attempt())
                                        .id())
                        instanceof JobSeen.Passed;
    }

    private static void checked(ChangeWorld world, ChangeState state, ChangeEvent.Checked checked) {
        Job job = checked.check().equals(TestStanding.SMOKE)
                ? new Job.Smoke(
                        state.number(),
                        checked.tested(),
                        state.test().up().orElseThrow().token(),
                        checked.attempt())
                : new Job.Check(checked.tested(), checked.check(), checked.attempt());
        JobSeen seen = world.jobs().getOrDefault(job.id(), new JobSeen.NotKnown());
        boolean honest = switch (checked.outcome()) {
            case PASSED -> seen instanceof JobSeen.Passed;
            case FAILED -> seen instanceof JobSeen.Failed;
            case BROKEN -> false;
        };
        hold(honest, "S7: what is recorded is what ran: " + checked + " and " + seen);
    }

    /// Nothing that the checks of the change read is another than where it was tested.
    private static void proven(ChangeWorld world, ChangeState state, CommitId commit, CommitId tested) {
        Map<String, SourceModule> modules = world.policy().changes().queue().modules();
        hold(!modules.isEmpty(), "S3b: without modules only what was tested lands");
        Set<String> reads = new HashSet<>();
        world.scene().paths(state.number().value()).forEach(path -> reads.add(module(path)));
        for (int i = 0; i < modules.size(); i++) {
            for (String name : Set.copyOf(reads)) {
                reads.addAll(Optional.ofNullable(modules.get(name))
                        .map(SourceModule::needs)
                        .orElse(Set.of()));
            }
        }
        for (String path : world.differing(commit, tested)) {
            hold(modules.containsKey(module(path)) && !reads.contains(module(path)), "S3b: proven but for " + path);
        }
    }

    private static String module(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    /// CHG-2, GATE-3: the words of people that the rules ask for, as the history has them.
    private static void people(ChangeWorld world, ChangeNumber number) {
        ChangeState state = world.state(number);
        Map<PersonName, Boolean> approves = new HashMap<>();
        Set<SignOff.Trade> signed = new HashSet<>();
        boolean smoked = false;
        Set<PersonName> asking = new HashSet<>();
        for (ChangeEntry entry : world.change(number).history().entries()) {
            switch (entry.event()) {
                case ChangeEvent.Reviewed reviewed -> {
                    PersonName by = ((Actor.Person) entry.actor()).name();
                    boolean here = reviewed.head().commit().equals(state.commit())
                            || reviewed.head()
                                    .patch()
                                    .equals(state.head().head().patch());
                    approves.put(
                            by, reviewed.verdict() == Verdict.APPROVED && (here || approves.getOrDefault(by, false)));
                    asking.remove(by);
                    if (reviewed.verdict() == Verdict.CHANGES_REQUESTED) {
                        asking.add(by);
                    }
                }
                case ChangeEvent.SignedOff signOff
                when signOff.head().equals(state.commit()) -> signed.add(signOff.as());
                case ChangeEvent.Checked checked
                when state.trial(checked.tested()).isPresent() ->
                    smoked |= checked.check().equals(TestStanding.SMOKE) && checked.outcome() == Fact.Outcome.PASSED;
                default -> {}
            }
        }
        boolean demoted = world.around().demoted();
        long count = approves.entrySet().stream()
                .filter(one -> one.getValue()
                        && world.scene().role(one.getKey(), demoted).mayApprove())
                .filter(one -> !one.getKey().equals(state.origin().by()))
                .count();
        hold(count >= world.policy().approvals().count(), "S3a: as many approve this head as the rules ask for");
        hold(
                asking.stream()
                        .noneMatch(one -> world.scene().role(one, demoted).mayApprove()),
                "S3a: nobody asks for changes");
        if (world.policy().test().isPresent()
                && !world.scene().apps(FakeGit.version(state.commit())).isEmpty()) {
            for (SignOff.Trade trade : SignOff.Trade.values()) {
                Role role = trade == SignOff.Trade.QA ? Role.QA : Role.DEVELOPER;
                boolean held = world.scene().roles().keySet().stream()
                        .anyMatch(one -> world.scene().role(one, demoted) == role);
                hold(!held || signed.contains(trade), "S3a: it is signed off by " + trade);
            }
            boolean smoke = world.policy().test().orElseThrow().smoke().isPresent();
            hold(!smoke || smoked, "S3a: the smoke test passed");
        }
    }

    /// REL-5: whatever runs has no head in it that a stranger brought and nobody allowed.
    private static void runs(ChangeWorld world, Job job) {
        CommitId commit = switch (job) {
            case Job.Check check -> check.commit();
            case Job.TestBuild build -> build.commit();
            case Job.Smoke smoke -> smoke.commit();
            case Job.Build _, Job.Rebuild _, Job.Acceptance _, Job.Load _, Job.Difference _, Job.Alarms _ ->
                throw new Broken("not of a change: " + job);
        };
        isAllowed(world, commit, job.id());
    }

    private static void isAllowed(ChangeWorld world, CommitId commit, String what) {
        Set<CommitId> parts = new HashSet<>(FakeGit.contains(commit));
        parts.removeAll(FakeGit.contains(world.tip()));
        for (CommitId part : parts) {
            if (FakeGit.change(part) != 255) {
                ChangeState state = world.state(new ChangeNumber(FakeGit.change(part)));
                boolean stranger =
                        world.scene().role(state.origin().by(), world.around().demoted()) == Role.VIEWER;
                hold(
                        !stranger || state.votes().runs().contains(part),
                        "REL-5: a stranger's head runs only after somebody's word: " + what);
            }
        }
    }

    /// Two failures of the same check on the same commit, or a conflict, since it was last put in.
    private static void ejected(Did did) {
        Map<String, Integer> failures = new HashMap<>();
        boolean clashed = false;
        boolean out = false;
        for (ChangeEntry entry : did.before().change(did.number()).history().entries()) {
            switch (entry.event()) {
                case ChangeEvent.HeadMoved _ -> {
                    failures.clear();
                    clashed = false;
                }
                case ChangeEvent.Ejected _ -> out = true;
                case ChangeEvent.Queued _ -> {
                    if (out) {
                        failures.clear();
                        clashed = false;
                    }
                    out = false;
                }
                case ChangeEvent.Conflicted _ -> clashed = true;
                case ChangeEvent.Checked checked
                when checked.outcome() != Fact.Outcome.PASSED ->
                    failures.merge(checked.tested() + checked.check(), 1, Integer::sum);
                default -> {}
            }
        }
        hold(
                clashed || failures.values().stream().anyMatch(times -> times >= 2),
                "S3d: who is put out failed twice on the same commit, or conflicts");
    }

    /// TST-1: nothing of it is left.
    private static void gone(Did did) {
        did.after()
                .orElseThrow()
                .spots()
                .forEach((slot, spot) -> hold(
                        !slot.environment().equals(Testing.environment(did.number())) || spot.isEmpty(),
                        "TST-1: TEST is gone, and " + slot + " has " + spot));
    }

    /// What an ended change leaves, once everything that can end has ended.
    static void atRest(ChangeWorld world) {
        List<String> left = new ArrayList<>();
        world.changes().forEach((number, change) -> {
            if (!change.state().isOpen()) {
                if (change.state().test().up().isPresent()) {
                    left.add("TEST of " + number);
                }
                world.spots().forEach((slot, spot) -> {
                    if (slot.environment().equals(Testing.environment(number)) && !spot.isEmpty()) {
                        left.add(slot + " " + spot);
                    }
                });
                if (world.tags().containsKey(number)) {
                    left.add("the tag of " + number);
                }
            }
        });
        hold(left.isEmpty(), "TST-1: the TEST of what ended ends: " + left);
    }
}
