package arelops.core.change;

import arelops.core.evidence.SlotState;
import arelops.core.id.ChangeNumber;
import arelops.core.release.Action;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A small world's canonical name: tokens and times by rank, hashed to 128 bits. What no decision
/// reads is left out.
record ChangeKey(long high, long low) {
    static ChangeKey of(ChangeWorld world) {
        return new Writer(world).key();
    }

    private static final class Writer {
        private final ChangeWorld world;
        private final SortedSet<Instant> queued = new TreeSet<>();
        private long high = 0x9E3779B97F4A7C15L;
        private long low = 0xC2B2AE3D27D4EB4FL;

        Writer(ChangeWorld world) {
            this.world = world;
        }

        ChangeKey key() {
            world.changes()
                    .values()
                    .forEach(change ->
                            change.state().work().queue().ifPresent(queueing -> queued.add(queueing.since())));
            world.trunk().forEach(came -> put(came.commit().hex()));
            world.changes().forEach(this::change);
            world.tags().forEach((number, commit) -> {
                put(number.value());
                put(commit.hex());
            });
            put(world.jobs().entrySet().stream().mapToLong(this::job).sum());
            around();
            return new ChangeKey(high, low);
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

        private void put(Enum<?> value) {
            put(value.name());
        }

        private void put(String text) {
            put(text.hashCode() * 0x9E3779B97F4A7C15L + text.length());
        }

        private void around() {
            ChangeWorld.Around around = world.around();
            put(around.rules());
            put(around.answers());
            put(around.shut());
            put(around.demoted());
            ChangeWorld.Budget budget = around.budget();
            put(budget.bad());
            put(budget.faults());
            put(budget.people());
            put(budget.pushes());
            put(budget.others());
            around.stalled().ifPresent(this::stalled);
        }

        /// Where the change or trunk has moved on, only what the target and the runner are
        /// told can still happen.
        private void stalled(ChangeWorld.Stalled stalled) {
            put(7);
            put(stalled.number().value());
            ChangeWorld.Stood now = world.stood(stalled.number());
            put(stalled.stood().seq() == now.seq());
            put(stalled.stood().tip().equals(now.tip()));
            put(stalled.stood().tag().equals(now.tag()));
            switch (stalled.act().action()) {
                case ChangeAction.Run run -> put(job(run.job().id()));
                case ChangeAction.OnTarget on -> action(stalled.number(), on.action());
                case ChangeAction.Append _,
                        ChangeAction.Try _,
                        ChangeAction.ServeTest _,
                        ChangeAction.EndTest _,
                        ChangeAction.TestGone _,
                        ChangeAction.Land _ ->
                    put(stalled.act().action().toString().replaceAll("token=\\d+", ""));
            }
        }

        private void action(ChangeNumber number, Action action) {
            switch (action) {
                case Action.Deploy deploy -> {
                    put(1);
                    rank(number, deploy.token());
                }
                case Action.Switch to -> {
                    put(2);
                    rank(number, to.token());
                    rank(number, to.deployment().orElse(0));
                }
                case Action.Stop stop -> {
                    put(3);
                    rank(number, stop.token());
                    rank(number, stop.deployment());
                }
                case Action.Append _,
                        Action.Run _,
                        Action.Divide _,
                        Action.Try _,
                        Action.Redirect _,
                        Action.Measure _,
                        Action.Move _,
                        Action.FinishMove _,
                        Action.RepairTag _ -> throw new AssertionError("not for TEST: " + action);
            }
        }

        /// How many tokens of this change that are in use somewhere are lower.
        private void rank(ChangeNumber number, long token) {
            put(tokens(number).headSet(token).size() + (token == 0 ? 100 : 0));
        }

        private SortedSet<Long> tokens(ChangeNumber number) {
            SortedSet<Long> tokens = new TreeSet<>();
            world.state(number).test().up().ifPresent(up -> tokens.add(up.token()));
            world.spots().forEach((slot, spot) -> {
                if (slot.environment().equals(Testing.environment(number))) {
                    tokens.add(spot.highest());
                    tokens.addAll(spot.deployments().keySet());
                }
            });
            world.around().stalled().filter(one -> one.number().equals(number)).ifPresent(stalled -> {
                if (stalled.act().action() instanceof ChangeAction.OnTarget on) {
                    switch (on.action()) {
                        case Action.Deploy deploy -> tokens.add(deploy.token());
                        case Action.Switch to -> tokens.add(to.token());
                        case Action.Stop stop -> tokens.add(stop.token());
                        case Action.Append _,
                                Action.Run _,
                                Action.Divide _,
                                Action.Try _,
                                Action.Redirect _,
                                Action.Measure _,
                                Action.Move _,
                                Action.FinishMove _,
                                Action.RepairTag _ -> {}
                    }
                }
            });
            return tokens;
        }

        private long job(Map.Entry<String, JobSeen> job) {
            String id = job.getKey();
            long outcome = switch (job.getValue()) {
                case JobSeen.NotKnown _ -> 1;
                case JobSeen.Running _ -> 2;
                case JobSeen.Passed _ -> 3;
                case JobSeen.Failed _ -> 4;
                case JobSeen.Broken broken ->
                    Duration.between(broken.at(), world.now()).compareTo(ChangeMoves.PAUSE) < 0 ? 5 : 6;
            };
            return isOver(id) && !(job.getValue() instanceof JobSeen.Running) ? 0 : job(id) * 31 * outcome;
        }

        /// A smoke test of what does not run any more: nobody asks for it again.
        private boolean isOver(String id) {
            return id.startsWith("smoke-pr-")
                    && world.changes().values().stream()
                            .flatMap(change -> change.state().test().up().stream()
                                    .map(up -> new Job.Smoke(change.state().number(), up.tested(), up.token(), 1)))
                            .noneMatch(job -> job.work().equals(Job.work(id)));
        }

        private static long job(String id) {
            String name = id.startsWith("smoke-pr-") ? id.replaceAll("-\\d+-(\\d+)$", "-$1") : id;
            long hash = 1125899906842597L;
            for (int at = 0; at < name.length(); at++) {
                hash = 31 * hash + name.charAt(at);
            }
            return hash * 0xFF51AFD7ED558CCDL;
        }

        private void change(ChangeNumber number, ChangeWorld.Proposed proposed) {
            ChangeState state = proposed.state();
            put(number.value());
            put(proposed.branch().commit().hex());
            put(proposed.versions());
            put(state.words().draft());
            put(state.words().title());
            put(state.commit().hex());
            put(state.head().head().patch().hex());
            votes(state.votes());
            ChangeState.Work work = state.work();
            put(
                    switch (work.phase()) {
                        case ChangeState.Phase.Open _ -> 1;
                        case ChangeState.Phase.Closed _ -> 2;
                        case ChangeState.Phase.Landed _ -> 3;
                    });
            work.queue().ifPresent(queueing -> {
                put(queueing.urgent() ? 11 : 12);
                put(queued.headSet(queueing.since()).size());
            });
            work.ejected().ifPresent(ejection -> put(ejection.head().hex()));
            put(work.trials().size());
            work.trials().forEach(this::trial);
            work.tries().clashes().forEach(clash -> {
                put(clash.base().hex());
                on(clash.on());
            });
            work.tries().voided().stream().sorted().forEach(tested -> put(tested.hex()));
            test(number, work.test());
        }

        private void votes(ChangeState.Votes votes) {
            votes.opinions().forEach(opinion -> {
                put(opinion.by().text());
                put(opinion.kind());
                put(opinion.on().commit().hex());
                put(opinion.withdrawn().isPresent());
            });
            votes.signOffs().forEach(signOff -> {
                put(signOff.by().text());
                put(signOff.as());
                put(signOff.on().hex());
            });
            votes.runs().stream().sorted().forEach(run -> put(run.hex()));
        }

        private void on(List<ChangeEvent.OnTop> on) {
            put(on.size());
            on.forEach(one -> put(one.head().hex()));
        }

        private void trial(ChangeState.TrialSeen trial) {
            put(trial.trial().tested().hex());
            put(trial.trial().base().hex());
            on(trial.trial().on());
            put(trial.forgiven());
            for (SlotState.Result result : trial.results()) {
                put(result.check());
                put(result.outcome());
                put(result.attempt());
            }
        }

        private void test(ChangeNumber number, TestState test) {
            put(test.asked().isPresent());
            put(test.wishes());
            put(test.spent().map(head -> head.hex()).orElse(""));
            Optional<TestState.Raised> up = test.up();
            up.ifPresent(raised -> {
                rank(number, raised.token());
                put(raised.tested().hex());
                put(raised.stage());
                put(world.now().isBefore(raised.since().plus(ChangeScene.AGE)));
                raised.artifacts().keySet().forEach(app -> put(app.text()));
            });
            world.spots().forEach((slot, spot) -> {
                if (slot.environment().equals(Testing.environment(number))) {
                    put(slot.app().text());
                    rank(number, spot.highest());
                    rank(number, spot.traffic().orElse(0));
                    spot.deployments().forEach((token, feels) -> {
                        rank(number, token);
                        put(feels);
                    });
                }
            });
        }
    }
}
