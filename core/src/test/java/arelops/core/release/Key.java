package arelops.core.release;

import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.evidence.Guard;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A world's canonical name: sequence numbers and tokens by rank, times dropped, hashed to 128 bits.
record Key(long high, long low) {
    static Key of(World world) {
        return new Writer(world).key();
    }

    private static final class Writer {
        private final World world;
        private long[] numbers = new long[64];
        private int count;
        private long high = 0x9E3779B97F4A7C15L;
        private long low = 0xC2B2AE3D27D4EB4FL;

        Writer(World world) {
            this.world = world;
        }

        Key key() {
            world.ledger().slots().values().forEach(this::collect);
            world.ledger()
                    .builds()
                    .values()
                    .forEach(builds -> builds.releases().forEach(release -> number(release.number())));
            world.ledger().errors().keySet().forEach(this::number);
            for (Place place : world.places()) {
                number(place.highest());
                place.deployments().keySet().forEach(this::number);
                place.away().ifPresent(away -> number(away.deployment()));
            }
            world.around().stalled().ifPresent(stalled -> action(stalled.action(), true));
            Arrays.sort(numbers, 0, count);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || numbers[i] != numbers[i - 1]) {
                    numbers[kept++] = numbers[i];
                }
            }
            count = kept;
            write();
            return new Key(high, low);
        }

        private void number(long number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        private void collect(SlotState slot) {
            slot.serving().ifPresent(serving -> number(serving.deployment()));
            slot.intent().ifPresent(intent -> number(intent.token()));
            slot.attempt().ifPresent(attempt -> {
                number(attempt.token());
                attempt.control().ifPresent(control -> {
                    number(control.token());
                    number(control.deployment());
                });
                attempt.remaining().ifPresent(one -> number(one.deployment()));
                attempt.canary().ifPresent(run -> {
                    number(run.token());
                    number(run.arms().canary());
                    number(run.arms().baseline());
                });
            });
            number(slot.tokens().last());
            number(slot.tokens().moved());
            slot.tokens().past().forEach(past -> number(past.deployment()));
            slot.tokens().standby().ifPresent(standby -> number(standby.deployment()));
            slot.failover().ifPresent(failover -> {
                number(failover.token());
                number(failover.to().deployment());
            });
        }

        private void put(long value) {
            high = (high ^ value) * 0xFF51AFD7ED558CCDL;
            high ^= high >>> 32;
            low = Long.rotateLeft(low + value * 0x9FB21C651E98DF25L, 29) * 0xC4CEB9FE1A85EC53L;
            low ^= low >>> 31;
        }

        private void put(boolean flag) {
            put(flag ? 1 : 0);
        }

        private void rank(long number) {
            put(Arrays.binarySearch(numbers, 0, count, number));
        }

        private void put(Optional<CommitId> commit) {
            put(commit.map(Small::index).orElse(-1));
        }

        private void release(Optional<Release> release) {
            put(release.map(Release::commit));
        }

        private void write() {
            LedgerState ledger = world.ledger();
            put(ledger.trunk().commits().size());
            for (Fact.Step step : world.around().trunk()) {
                put(step.reverts());
            }
            ledger.builds()
                    .values()
                    .forEach(builds -> builds.releases().forEach(release -> release(Optional.of(release))));
            for (int i = 0; i < world.places().size(); i++) {
                put(77);
                slot(world.state(world.slot(i)));
                place(world.places().get(i));
            }
            ledger.errors().values().forEach(this::error);
            jobs();
            around();
        }

        private void jobs() {
            Map<String, Integer> sorted = new TreeMap<>();
            world.jobs()
                    .forEach((job, seen) -> sorted.put(
                            switch (job) {
                                case Job.Acceptance accept ->
                                    accept.slot().toString() + accept.phase() + accept.attempt();
                                case Job.Rebuild again -> again.slot().toString() + again.attempt();
                                case Job.Difference difference ->
                                    difference.slot().toString() + "diff";
                                case Job.Alarms alarms -> alarms.slot().toString() + "alarms";
                                case Job.Load load -> load.slot().toString() + load.gate();
                                case Job.Build _, Job.Check _, Job.TestBuild _, Job.Smoke _ -> job.id();
                            },
                            outcome(seen)));
            sorted.forEach((name, outcome) -> {
                put(name.hashCode());
                put(outcome);
            });
        }

        /// A job that could not be performed is tried again after a while, so that while is
        /// part of the name.
        private int outcome(JobSeen seen) {
            return switch (seen) {
                case JobSeen.NotKnown _ -> 0;
                case JobSeen.Running _ -> 1;
                case JobSeen.Passed _ ->
                    TrafficAnswers.number(seen) >= 0
                            ? -1 - TrafficAnswers.number(seen)
                            : seen.equals(World.ANOTHER) ? 5 : seen.equals(World.UNREPORTED) ? 4 : 2;
                case JobSeen.Failed _ -> 3;
                case JobSeen.Broken broken ->
                    6
                            + (int) Duration.between(broken.at(), world.around().now())
                                    .toSeconds();
            };
        }

        private void around() {
            World.Budget budget = world.budget();
            put(budget.bad());
            put(budget.faults());
            put(budget.hands());
            put(budget.people());
            put(budget.commits());
            put(world.around().lost());
            put(world.settings().isFrozen());
            put(world.settings().isBroken());
            put(world.around().controller().hashCode());
            world.around().stalled().ifPresent(stalled -> {
                put(stalled.seq() == world.ledger().seq());
                put(stalled.slot().hashCode());
                action(stalled.action(), false);
            });
        }

        /// Collects or writes the numbers of an act; its facts only matter while the ledger
        /// did not move.
        private void action(Action action, boolean collect) {
            put(collect ? 0 : action.getClass().hashCode());
            List<Long> tokens = switch (action) {
                case Action.Deploy deploy -> List.of(deploy.token());
                case Action.Switch to -> List.of(to.token(), to.deployment().orElse(-1));
                case Action.Divide divide -> List.of(divide.token(), divide.deployment(), divide.baseline());
                case Action.Try trying ->
                    List.of(
                            trying.token(),
                            trying.stable(),
                            trying.canary().deployment(),
                            trying.baseline().orElse(-1));
                case Action.Redirect redirect -> List.of(redirect.token());
                case Action.Stop stop -> List.of(stop.token(), stop.deployment());
                case Action.Measure measure -> List.of(measure.token());
                case Action.Move move ->
                    List.of(move.fact().intent(), move.fact().deployment());
                case Action.Append _, Action.Run _, Action.FinishMove _, Action.RepairTag _ -> List.of();
            };
            for (long token : tokens) {
                if (collect) {
                    number(token);
                } else {
                    rank(token);
                }
            }
            if (!collect) {
                detail(action);
            }
        }

        private void detail(Action action) {
            switch (action) {
                case Action.Append append -> put(append.fact().getClass().hashCode());
                case Action.Run run ->
                    put(
                            run.job() instanceof Job.Acceptance accept
                                    ? accept.phase().name().hashCode()
                                    : 9);
                case Action.FinishMove finish -> change(finish.tag());
                case Action.RepairTag repair -> change(repair.tag());
                case Action.Redirect redirect -> put(redirect.percent());
                case Action.Deploy _,
                        Action.Switch _,
                        Action.Divide _,
                        Action.Try _,
                        Action.Stop _,
                        Action.Measure _,
                        Action.Move _ -> put(0);
            }
        }

        private void change(Action.TagChange change) {
            put(change.from());
            put(change.to());
        }

        private void slot(SlotState slot) {
            put(slot.serving().isPresent());
            slot.serving().ifPresent(serving -> {
                put(Small.index(serving.commit()));
                put(serving.release().isPresent());
                rank(serving.deployment());
                put(serving.settled());
            });
            put(slot.intent().isPresent());
            slot.intent().ifPresent(intent -> {
                rank(intent.token());
                put(intent.purpose().name().hashCode());
                release(intent.to());
                put(intent.controller().hashCode());
            });
            put(slot.attempt().isPresent());
            slot.attempt().ifPresent(attempt -> {
                release(Optional.of(attempt.release()));
                rank(attempt.token());
                put(attempt.moved());
                attempt.results().forEach(result -> {
                    put(result.check().hashCode());
                    put(result.outcome().name().hashCode());
                });
                put(attempt.control().isPresent());
                attempt.control().ifPresent(control -> {
                    rank(control.token());
                    release(control.stable());
                    rank(control.deployment());
                    put(control.finding().map(Enum::ordinal).orElse(-1));
                    put(
                            control.isOpen()
                                    ? Duration.between(
                                                    control.since(),
                                                    world.around().now())
                                            .toSeconds()
                                    : 0);
                });
                put(attempt.remaining().isPresent());
                attempt.remaining().ifPresent(one -> {
                    rank(one.deployment());
                    release(Optional.of(one.stable()));
                });
                put(attempt.canary().isPresent());
                attempt.canary().ifPresent(this::canary);
            });
            standing(slot.standing());
            put(slot.guard().hold().isPresent());
            slot.guard().hold().ifPresent(hold -> put(hold.by() instanceof arelops.core.evidence.Actor.Person));
            put(slot.guard().tagDrift());
            put(slot.guard().targetDrift());
            put(slot.guard().owed().isPresent());
            slot.guard().owed().ifPresent(owed -> release(owed.to()));
            put(slot.guard().tagAsked());
            put(slot.guard().crowded().isPresent());
            put(slot.guard().alarms().isPresent());
            slot.guard().alarms().ifPresent(tried -> {
                put(tried.proved());
                put(tried.rules().hashCode());
                put(slot.attempt()
                        .filter(attempt -> attempt.token() == tried.intent())
                        .isPresent());
            });
            slot.guard().differing().keySet().forEach(number -> put((long) number));
            rank(slot.tokens().last());
            rank(slot.tokens().moved());
            put(slot.tokens().movedFrom());
            slot.tokens().past().forEach(past -> rank(past.deployment()));
            put(slot.tokens().standby().isPresent());
            slot.tokens().standby().ifPresent(standby -> {
                release(Optional.of(standby.release()));
                rank(standby.deployment());
            });
            put(slot.failover().isPresent());
            slot.failover().ifPresent(failover -> failover(failover, slot.guard()));
        }

        private void failover(Failover failover, Guard guard) {
            rank(failover.token());
            release(Optional.of(failover.to().release()));
            rank(failover.to().deployment());
            put(failover.occasion().name().hashCode());
            put(failover.took().isPresent());
            put(failover.back().map(Failover.Back::percent).orElse(-1));
            put(guard.hold()
                    .filter(hold -> hold.since().equals(failover.word().since()))
                    .isPresent());
        }

        /// What the judge knows is its own text, in which there are no times.
        private void canary(CanaryRun run) {
            rank(run.token());
            release(Optional.of(run.arms().stable()));
            rank(run.arms().canary());
            rank(run.arms().baseline());
            put(run.step());
            put(run.stand().name().hashCode());
            put(run.judged().text().hashCode());
            put(run.stepSince().isPresent());
            run.stepSince().ifPresent(this::ago);
            ago(run.since());
            ago(run.judged().until());
        }

        private void ago(Instant then) {
            put(Duration.between(then, world.around().now()).toSeconds());
        }

        private void standing(Standing standing) {
            put(101);
            standing.adopted().forEach(this::rank);
            put(100);
            standing.settled().forEach(release -> release(Optional.of(release)));
            put(102);
            standing.bars().forEach((number, bar) -> {
                rank(number);
                rank(bar.error());
                put(bar.overturnedBy().hashCode());
            });
            put(103);
            standing.waiting().forEach(this::rank);
            put(104);
            standing.failures().forEach((number, failures) -> {
                rank(number);
                put(failures.count());
            });
            release(standing.requests().promote());
            standing.requests().overrides().forEach((number, gates) -> {
                rank(number);
                gates.forEach((gate, skip) -> {
                    put(gate.hashCode());
                    put(skip.by().hashCode());
                });
            });
        }

        private void place(Place place) {
            put(place.tag());
            place.deployments().forEach((token, found) -> {
                rank(token);
                release(Optional.of(found.release()));
                put(found.health().getClass().hashCode());
            });
            put(place.traffic().isPresent());
            place.traffic().ifPresent(this::rank);
            put(place.baseline().isPresent());
            place.baseline().ifPresent(this::rank);
            put(place.canary().isPresent());
            place.canary().ifPresent(share -> {
                rank(share.deployment());
                put(share.percent());
            });
            put(place.windows().arms().size());
            place.windows().arms().forEach(one -> {
                ago(one.start());
                for (Small.Tried what : Small.Tried.values()) {
                    put(what.isSeenIn(one));
                }
            });
            put(place.hands().shown().alike());
            place.hands().shown().shares().forEach(this::put);
            put(place.away().map(Seen.Away::percent).orElse(-1));
            place.away().ifPresent(away -> rank(away.deployment()));
            rank(place.highest());
            put(place.compared().name().hashCode());
            put(place.watched().name().hashCode());
            put(place.hands().traffic());
            put(place.hands().tag());
            place.hands().admitted().forEach(this::rank);
        }

        private void error(ErrorRecord error) {
            put(105);
            rank(error.number());
            put(error.slot().hashCode());
            error.suspects().forEach(suspect -> put(Small.index(suspect)));
            put(error.findings().culprit());
            int cleared = 0;
            for (CommitId commit : error.findings().cleared()) {
                cleared |= 1 << Small.index(commit);
            }
            put(cleared);
            put(error.findings().fixes().hashCode());
            put(error.findings().overturned());
        }
    }
}
