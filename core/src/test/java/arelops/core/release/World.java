package arelops.core.release;

import arelops.core.evidence.Actor;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.PolicyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that is: the ledger, each environment's outside, jobs, trunk, a stalled controller,
/// and time.
record World(
        Settings settings,
        LedgerState ledger,
        List<Place> places,
        Map<Job, JobSeen> jobs,
        Around around,
        Budget budget) {
    static final List<PolicyChange> LOOSER = List.of(
            new PolicyChange("soak", PolicyChange.Direction.LOOSER, "The soak is 1m, was 1h."),
            new PolicyChange("tag", PolicyChange.Direction.DIFFERENT, "Another tag."));
    static final JobSeen RUNNING = new JobSeen.Running(Small.START);
    static final JobSeen PASSED = new JobSeen.Passed(Optional.of(Small.DIGEST), Optional.of(Small.GREEN));
    /// Its command succeeded, and the report that it declares is not there.
    static final JobSeen UNREPORTED = new JobSeen.Passed(Optional.of(Small.DIGEST));
    static final JobSeen ANOTHER = new JobSeen.Passed(Optional.of(Digest.of("another")));
    static final JobSeen FAILED = new JobSeen.Failed("it says no");

    /// What does not change while a world runs, but for freezes and a broken config.
    record Settings(Policy open, Policy frozen, List<Slot> slots, boolean isFrozen, boolean isBroken) {
        static Settings of(Policy policy) {
            List<Slot> slots = policy.apps().stream()
                    .flatMap(app -> policy.line().stream().map(rules -> new Slot(app.name(), rules.name())))
                    .toList();
            return new Settings(policy, Small.frozen(policy), slots, false, false);
        }

        Settings frozen(boolean other) {
            return new Settings(open, frozen, slots, other, isBroken);
        }

        Settings broken(boolean other) {
            return new Settings(open, frozen, slots, isFrozen, other);
        }

        Rules rules() {
            return new Rules(
                    isFrozen ? frozen : open,
                    Small.DIGEST,
                    isBroken ? Optional.of("the config on trunk is broken") : Optional.empty());
        }
    }

    /// Trunk as git has it, who looks, what stalls, and the time.
    ///
    /// @param trunk all first-parent commits, oldest first, with what they revert
    /// @param minted how many commits were ever made
    /// @param lost whether the store lost what was built
    record Around(
            List<Fact.Step> trunk,
            int minted,
            String controller,
            Optional<Stalled> stalled,
            Instant now,
            boolean lost) {
        Around withNow(Instant other) {
            return new Around(trunk, minted, controller, stalled, other, lost);
        }

        Around withTrunk(List<Fact.Step> other, int count) {
            return new Around(other, count, controller, stalled, now, lost);
        }

        Around withController(String other, Optional<Stalled> stalling) {
            return new Around(trunk, minted, other, stalling, now, lost);
        }

        Around withLost(boolean other) {
            return new Around(trunk, minted, controller, stalled, now, other);
        }
    }

    /// An act that a controller decided and did not perform yet.
    record Stalled(Action action, long seq, Slot slot) {}

    /// How many bad answers, faults, hand moves and people's acts may still come, and commits.
    record Budget(int bad, int faults, int hands, int people, int commits) {
        Budget lessBad() {
            return new Budget(bad - 1, faults, hands, people, commits);
        }

        Budget lessFaults() {
            return new Budget(bad, faults - 1, hands, people, commits);
        }

        Budget lessHands() {
            return new Budget(bad, faults, hands - 1, people, commits);
        }

        Budget lessPeople() {
            return new Budget(bad, faults, hands, people - 1, commits);
        }

        Budget lessCommits() {
            return new Budget(bad, faults, hands, people, commits - 1);
        }
    }

    boolean watchesAlerts() {
        return !settings.rules().policy().alerts().isEmpty();
    }

    /// Before anything: a trunk with one commit.
    static World genesis(Policy policy, Budget budget) {
        return new World(
                Settings.of(policy),
                LedgerState.EMPTY,
                Collections.nCopies(policy.apps().size() * policy.line().size(), Place.EMPTY),
                Map.of(),
                new Around(
                        List.of(new Fact.Step(Small.commit(0), Optional.empty())),
                        1,
                        "a",
                        Optional.empty(),
                        Small.START,
                        false),
                budget);
    }

    LineSnapshot snapshot(AppName app) {
        Map<EnvironmentName, Seen> seen = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            if (slot(i).app().equals(app)) {
                seen.put(slot(i).environment(), places.get(i).seen(around.lost ? Set.of(Small.DIGEST) : Set.of()));
            }
        }
        Map<String, JobSeen> known = new HashMap<>();
        jobs.forEach((job, outcome) -> known.put(job.id(), outcome));
        return new LineSnapshot(
                app,
                settings.rules(),
                ledger,
                new LineSnapshot.World(trunkSeen(), seen, known, Map.of(), looser()),
                around.controller);
    }

    /// Every third commit that somebody pushes makes rules looser; what was built before is not
    /// asked again.
    private Map<CommitId, List<PolicyChange>> looser() {
        Map<CommitId, List<PolicyChange>> looser = new HashMap<>();
        for (CommitId commit : ledger.trunk().commits()) {
            boolean built = ledger.builds().values().stream()
                    .flatMap(builds -> builds.releases().stream())
                    .anyMatch(release -> ledger.trunk().contains(commit, release.commit()));
            if (loosens(commit) && !built) {
                looser.put(commit, LOOSER);
            }
        }
        return looser;
    }

    static boolean loosens(CommitId commit) {
        return Small.index(commit) % 3 == 2;
    }

    /// What every environment of every app decides, in the order of the slots.
    Map<Slot, Decision> decisions() {
        Map<Slot, Decision> decisions = new LinkedHashMap<>();
        for (AppPolicy app : settings.open.apps()) {
            Line.decide(snapshot(app.name()), around.now)
                    .forEach((environment, decision) -> decisions.put(new Slot(app.name(), environment), decision));
        }
        return decisions;
    }

    private TrunkSeen trunkSeen() {
        CommitId tip = around.trunk.getLast().commit();
        if (ledger.seq() == 0) {
            return new TrunkSeen.At(tip, List.of());
        }
        List<CommitId> known = ledger.trunk().commits();
        int common = 0;
        while (common < known.size()
                && common < around.trunk.size()
                && known.get(common).equals(around.trunk.get(common).commit())) {
            common++;
        }
        List<Fact.Step> since = around.trunk.subList(common, around.trunk.size());
        return common == known.size()
                ? new TrunkSeen.At(tip, since)
                : new TrunkSeen.Rewritten(tip, known.get(common - 1), since);
    }

    Slot slot(int place) {
        return settings.slots.get(place);
    }

    EnvironmentPolicy rules(Slot slot) {
        return settings.open.environment(slot.environment()).orElseThrow();
    }

    SlotState state(Slot slot) {
        return ledger.slot(slot);
    }

    Place place(Slot slot) {
        return places.get(settings.slots.indexOf(slot));
    }

    World with(LedgerState other) {
        return new World(settings, other, places, jobs, around, budget);
    }

    World with(Slot slot, Place other) {
        return with(settings.slots.indexOf(slot), other);
    }

    World with(int index, Place other) {
        List<Place> changed = new ArrayList<>(places);
        changed.set(index, other);
        return new World(settings, ledger, changed, jobs, around, budget);
    }

    World with(Job job, JobSeen seen) {
        Map<Job, JobSeen> changed = new HashMap<>(jobs);
        changed.put(job, seen);
        boolean found = job instanceof Job.Rebuild && seen.equals(PASSED);
        return new World(settings, ledger, places, changed, found ? around.withLost(false) : around, budget);
    }

    /// The store loses all artifacts; a rebuild that is asked from now on says that it lost
    /// what it had made.
    World losingArtifacts() {
        Map<Job, JobSeen> changed = new HashMap<>(jobs);
        changed.replaceAll((job, seen) -> job instanceof Job.Rebuild && seen.equals(PASSED) ? FAILED : seen);
        return new World(settings, ledger, places, changed, around.withLost(true), budget);
    }

    World without(Job job) {
        Map<Job, JobSeen> changed = new HashMap<>(jobs);
        changed.remove(job);
        return new World(settings, ledger, places, changed, around, budget);
    }

    World with(Around other) {
        return new World(settings, ledger, places, jobs, other, budget);
    }

    World with(Budget other) {
        return new World(settings, ledger, places, jobs, around, other);
    }

    World with(Settings other) {
        return new World(other, ledger, places, jobs, around, budget);
    }

    World appended(Fact fact, Actor actor) {
        World next = with(Small.after(ledger, fact, actor, around.now));
        return (fact instanceof Fact.OfSlot of ? next.withArmsOf(of.slot()) : next).forgetting();
    }

    private World withArmsOf(Slot slot) {
        Place place = place(slot);
        boolean begins = state(slot)
                .attempt()
                .flatMap(SlotState.Attempt::control)
                .filter(control -> control.isOpen() && control.token() == ledger.seq())
                .isPresent();
        Place kept = (begins && place.compared() != Small.Compared.NOTHING
                        ? place.withCompared(Small.Compared.NOTHING)
                        : place)
                .withArmsOf(state(slot).attempt().flatMap(SlotState.Attempt::canary));
        return kept.equals(place) ? this : with(slot, kept);
    }

    /// A canary and its baseline show these windows, and the time goes on with them.
    World tried(Slot slot, Small.Tried what) {
        CanaryRun run = state(slot).attempt().flatMap(SlotState.Attempt::canary).orElseThrow();
        Instant start = Stream.concat(
                        Stream.concat(Stream.of(around.now, run.judged().until()), run.stepSince().stream()),
                        place(slot).windows().arms().stream().map(Seen.ArmsWindow::end))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Place shown = place(slot).withTried(what, start);
        return with(slot, shown)
                .with(around.withNow(shown.windows().arms().getLast().end()));
    }

    World asked(PersonName person, List<Fact> facts) {
        World world = this;
        for (Fact fact : facts) {
            world = world.appended(fact, new Actor.Person(person)).adopted(fact);
        }
        return world;
    }

    private World adopted(Fact fact) {
        return fact instanceof Fact.Adopted adopted && adopted.release().isPresent()
                ? with(
                        adopted.slot(),
                        place(adopted.slot())
                                .withAdmitted(adopted.release().get().number())
                                .withTraffic(place(adopted.slot()).traffic(), false))
                : this;
    }

    /// Performs an act as a controller does, having read the ledger at `seq`.
    World perform(Action action, long seq) {
        Actor automation = new Actor.Automation(around.controller);
        return switch (action) {
            case Action.Append append ->
                seq == ledger.seq() ? admitting(append.fact()).appended(append.fact(), automation) : this;
            case Action.Run run ->
                (jobs.containsKey(run.job()) ? restarted(run.job()) : with(run.job(), RUNNING)).forgetting();
            case Action.Deploy deploy ->
                with(deploy.slot(), place(deploy.slot()).perform(deploy));
            case Action.Switch to -> with(to.slot(), place(to.slot()).perform(to));
            case Action.Divide divide ->
                with(divide.slot(), place(divide.slot()).perform(divide));
            case Action.Try trying -> with(trying.slot(), place(trying.slot()).perform(trying));
            case Action.Redirect redirect ->
                with(redirect.slot(), place(redirect.slot()).perform(redirect));
            case Action.Stop stop -> with(stop.slot(), place(stop.slot()).perform(stop));
            case Action.Measure measure ->
                with(measure.slot(), place(measure.slot()).perform(measure));
            case Action.Move move ->
                isOpen(move) && stands(move.tag())
                        ? appended(move.fact(), automation).tagged(move.tag())
                        : this;
            case Action.FinishMove finish -> stands(finish.tag()) ? tagged(finish.tag()) : this;
            case Action.RepairTag repair ->
                seq == ledger.seq() && stands(repair.tag())
                        ? appended(repair.fact(), automation).tagged(repair.tag())
                        : this;
        };
    }

    /// The same, but the push is killed after the ledger's ref and before the tag's.
    World performTorn(Action action) {
        Actor automation = new Actor.Automation(around.controller);
        return switch (action) {
            case Action.Move move when isOpen(move) && stands(move.tag()) -> appended(move.fact(), automation);
            case Action.RepairTag repair when stands(repair.tag()) -> appended(repair.fact(), automation);
            case Action.Move _,
                    Action.RepairTag _,
                    Action.Append _,
                    Action.Run _,
                    Action.Deploy _,
                    Action.Switch _,
                    Action.Divide _,
                    Action.Try _,
                    Action.Redirect _,
                    Action.Stop _,
                    Action.Measure _,
                    Action.FinishMove _ -> this;
        };
    }

    private World restarted(Job job) {
        return jobs.get(job) instanceof JobSeen.Broken ? with(job, RUNNING) : this;
    }

    private boolean isOpen(Action.Move move) {
        return ledger.slot(move.fact().slot())
                .intent()
                .filter(open -> open.token() == move.fact().intent())
                .isPresent();
    }

    private boolean stands(Action.TagChange change) {
        return place(change.slot()).tag().equals(change.from());
    }

    private World tagged(Action.TagChange change) {
        return with(change.slot(), place(change.slot()).withTag(change.to(), false));
    }

    private World admitting(Fact fact) {
        return fact instanceof Fact.Intent intent && intent.purpose() == Fact.Purpose.PROMOTE
                ? with(
                        intent.slot(),
                        place(intent.slot())
                                .withAdmitted(intent.to().orElseThrow().number()))
                : this;
    }

    /// Drops the jobs that no decision asks for any more.
    private World forgetting() {
        Map<Job, JobSeen> kept = new HashMap<>();
        jobs.forEach((job, seen) -> {
            boolean needed = switch (job) {
                case Job.Acceptance accept ->
                    ledger.slot(accept.slot())
                            .attempt()
                            .filter(attempt -> attempt.token() == accept.token())
                            .isPresent();
                case Job.Load load ->
                    ledger.slot(load.slot())
                            .attempt()
                            .filter(attempt -> attempt.token() == load.token())
                            .isPresent();
                case Job.Difference difference ->
                    ledger.slot(difference.slot())
                            .attempt()
                            .filter(attempt -> attempt.token() == difference.token())
                            .isPresent();
                case Job.Alarms alarms ->
                    ledger.slot(alarms.slot())
                            .attempt()
                            .filter(attempt -> attempt.token() == alarms.token())
                            .isPresent();
                case Job.Build build -> !ledger.builds(build.app()).isDecided(build.commit());
                case Job.Rebuild again ->
                    ledger.slot(again.slot())
                                    .intent()
                                    .filter(open -> open.token() == again.token())
                                    .isPresent()
                            || ledger.slot(again.slot())
                                    .attempt()
                                    .flatMap(SlotState.Attempt::control)
                                    .filter(control -> control.isOpen() && control.token() == again.token())
                                    .isPresent()
                            || ledger.slot(again.slot())
                                    .attempt()
                                    .flatMap(SlotState.Attempt::canary)
                                    .filter(run -> run.token() == again.token())
                                    .isPresent()
                            || ledger.slot(again.slot())
                                    .tokens()
                                    .standby()
                                    .filter(standby -> standby.deployment() == again.token())
                                    .isPresent();
                case Job.Check _ -> true;
                case Job.TestBuild _, Job.Smoke _ -> false;
            };
            if (needed) {
                kept.put(job, seen);
            }
        });
        return kept.size() == jobs.size() ? this : new World(settings, ledger, places, kept, around, budget);
    }
}
