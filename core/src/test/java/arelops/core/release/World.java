package arelops.core.release;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that is: the ledger, each environment's outside, jobs, trunk, a stalled controller, and time.
///
/// @param controller the one that looks now
record World(
        Settings settings,
        LedgerState ledger,
        List<Place> places,
        Map<Job, JobSeen> jobs,
        Around around,
        Budget budget) {
    static final JobSeen RUNNING = new JobSeen.Running(Small.START);
    static final JobSeen PASSED = new JobSeen.Passed(Optional.of(Small.DIGEST));
    static final JobSeen FAILED = new JobSeen.Failed("it says no");

    /// What does not change while a world runs, but for freezes and a broken config.
    record Settings(Policy open, Policy frozen, boolean isFrozen, boolean isBroken) {
        static Settings of(Policy policy) {
            return new Settings(policy, Small.frozen(policy), false, false);
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
    record Around(List<Fact.Step> trunk, String controller, Optional<Stalled> stalled, Instant now) {
        Around withNow(Instant other) {
            return new Around(trunk, controller, stalled, other);
        }
    }

    /// An act that a controller decided and did not perform yet.
    record Stalled(Action action, long seq, EnvironmentName environment) {}

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

    /// Before anything: a trunk with one commit.
    static World genesis(Policy policy, Budget budget) {
        return new World(
                Settings.of(policy),
                LedgerState.EMPTY,
                policy.line().stream().map(_ -> Place.EMPTY).toList(),
                Map.of(),
                new Around(
                        List.of(new Fact.Step(Small.commit(0), Optional.empty())),
                        "a",
                        Optional.empty(),
                        Small.START),
                budget);
    }

    LineSnapshot snapshot() {
        Map<EnvironmentName, Seen> slots = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            slots.put(environment(i), places.get(i).seen());
        }
        Map<String, JobSeen> known = new HashMap<>();
        jobs.forEach((job, seen) -> known.put(job.id(), seen));
        return new LineSnapshot(
                Small.APP,
                settings.rules(),
                ledger,
                new LineSnapshot.World(trunkSeen(), slots, known, Map.of()),
                around.controller);
    }

    private TrunkSeen trunkSeen() {
        int known = ledger.trunk().commits().size();
        List<Fact.Step> since = ledger.seq() == 0 ? List.of() : around.trunk.subList(known, around.trunk.size());
        return new TrunkSeen.At(around.trunk.getLast().commit(), since);
    }

    EnvironmentName environment(int place) {
        return settings.open.line().get(place).name();
    }

    int place(EnvironmentName environment) {
        for (int i = 0; i < places.size(); i++) {
            if (environment(i).equals(environment)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such environment: " + environment);
    }

    Place place(Slot slot) {
        return places.get(place(slot.environment()));
    }

    World with(LedgerState other) {
        return new World(settings, other, places, jobs, around, budget);
    }

    World with(Slot slot, Place other) {
        return with(place(slot.environment()), other);
    }

    World with(int index, Place other) {
        List<Place> changed = new ArrayList<>(places);
        changed.set(index, other);
        return new World(settings, ledger, changed, jobs, around, budget);
    }

    World with(Job job, JobSeen seen) {
        Map<Job, JobSeen> changed = new HashMap<>(jobs);
        changed.put(job, seen);
        return new World(settings, ledger, places, changed, around, budget);
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
        return with(Small.after(ledger, fact, actor, around.now)).forgetting();
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
            case Action.Run run -> (jobs.containsKey(run.job()) ? restarted(run.job()) : with(run.job(), RUNNING)).forgetting();
            case Action.Deploy deploy -> with(deploy.slot(), place(deploy.slot()).perform(deploy));
            case Action.Switch to -> with(to.slot(), place(to.slot()).perform(to));
            case Action.Stop stop -> with(stop.slot(), place(stop.slot()).perform(stop));
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
                    Action.Stop _,
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
            boolean needed =
                    switch (job) {
                        case Job.Acceptance accept ->
                            ledger.slot(accept.slot())
                                    .attempt()
                                    .filter(attempt -> attempt.token() == accept.token())
                                    .isPresent();
                        case Job.Build build -> !ledger.builds(build.app()).isDecided(build.commit());
                        case Job.Check _ -> true;
                    };
            if (needed) {
                kept.put(job, seen);
            }
        });
        return kept.size() == jobs.size() ? this : new World(settings, ledger, places, kept, around, budget);
    }
}
