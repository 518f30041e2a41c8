package arelops.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A world told step by step, for the tables.
final class Tale {
    World world;

    private Tale(World world) {
        this.world = world;
    }

    /// Goes on from a world that another tale came to.
    static Tale of(World world) {
        return new Tale(world);
    }

    static Tale empty(Policy policy) {
        return new Tale(World.genesis(policy, new World.Budget(0, 0, 0, 0, 0)));
    }

    /// Another end of the same story.
    static Tale of(Tale told) {
        return new Tale(told.world);
    }

    /// Genesis is built and nothing else happened.
    static Tale fresh(Policy policy) {
        return new Tale(Moves.built(World.genesis(policy, new World.Budget(0, 0, 0, 0, 0))));
    }

    /// Genesis settled everywhere, and a second commit is built.
    static Tale running(Policy policy) {
        return fresh(policy).rest().commit();
    }

    static Tale running() {
        return running(Small.policy());
    }

    /// The small rules with one environment's changed.
    static Policy with(EnvironmentName name, UnaryOperator<EnvironmentPolicy> change) {
        return Small.policy()
                .withLine(Small.policy().line().stream()
                        .map(rules -> rules.name().equals(name) ? change.apply(rules) : rules)
                        .toList());
    }

    Tale rest() {
        for (int i = 0; i < 300; i++) {
            Cooperation.Step step = Cooperation.next(world);
            if (step.after().isEmpty()) {
                return this;
            }
            world = step.after().get();
        }
        throw new AssertionError("it does not come to rest:\n" + Explorer.describe(world));
    }

    /// Goes on well until an environment's next act is of this sort.
    Tale until(EnvironmentName environment, Predicate<Action> sort) {
        for (int i = 0; i < 300; i++) {
            if (decision(environment) instanceof Decision.Act act && sort.test(act.action())) {
                return this;
            }
            world = Cooperation.next(world)
                    .after()
                    .orElseThrow(() -> new AssertionError("it came to rest:\n" + Explorer.describe(world)));
        }
        throw new AssertionError("it never comes to that:\n" + Explorer.describe(world));
    }

    static Predicate<Action> is(Class<? extends Action> type) {
        return type::isInstance;
    }

    static Predicate<Action> records(Class<? extends Fact> type) {
        return action -> action instanceof Action.Append append && type.isInstance(append.fact());
    }

    static Predicate<Action> runs(Job.Phase phase) {
        return action -> action instanceof Action.Run run
                && run.job() instanceof Job.Acceptance accept
                && accept.phase() == phase;
    }

    static Predicate<Action> runs(Job.LoadGate gate) {
        return action -> action instanceof Action.Run run && run.job() instanceof Job.Load load && load.gate() == gate;
    }

    List<SkippedGate> skipped(EnvironmentName environment) {
        return SkippedGate.of(world.snapshot(Small.APP), environment);
    }

    Decision decision(EnvironmentName environment) {
        return Objects.requireNonNull(world.decisions().get(Small.slot(environment)));
    }

    Decision.Act act(EnvironmentName environment) {
        assertThat(decision(environment)).as(Explorer.describe(world)).isInstanceOf(Decision.Act.class);
        return (Decision.Act) decision(environment);
    }

    Decision.Wait waits(EnvironmentName environment) {
        assertThat(decision(environment)).as(Explorer.describe(world)).isInstanceOf(Decision.Wait.class);
        return (Decision.Wait) decision(environment);
    }

    /// The fact that an environment records next.
    Fact fact(EnvironmentName environment) {
        Action action = act(environment).action();
        return Invariants.recorded(action).orElseThrow(() -> new AssertionError("it records nothing: " + action));
    }

    Tale look(EnvironmentName environment) {
        world = world.perform(act(environment).action(), world.ledger().seq());
        return this;
    }

    Tale torn(EnvironmentName environment) {
        world = world.performTorn(act(environment).action());
        return this;
    }

    /// Looks, and lets the job that it starts end so.
    Tale test(EnvironmentName environment, JobSeen outcome) {
        Action.Run run = (Action.Run) act(environment).action();
        world = world.perform(run, world.ledger().seq()).with(run.job(), outcome);
        return look(environment);
    }

    Tale commit() {
        world = Moves.built(Moves.landed(world, Optional.empty(), true));
        return this;
    }

    Tale revert(int n) {
        world = Moves.built(Moves.landed(world, Optional.of(Small.commit(n)), true));
        return this;
    }

    Tale push() {
        world = Moves.landed(world, Optional.empty(), false);
        return this;
    }

    Tale record(Fact fact) {
        world = world.appended(fact, new Actor.Automation(world.around().controller()));
        return this;
    }

    Answer answer(PersonName person, Role role, Command command) {
        return new Commands(world.snapshot(Small.APP), person, role).answer(command);
    }

    Tale ask(PersonName person, Command command) {
        Answer answer = answer(person, Role.ADMIN, command);
        assertThat(answer).as(Explorer.describe(world)).isInstanceOf(Answer.Accepted.class);
        world = world.asked(person, ((Answer.Accepted) answer).facts());
        return this;
    }

    Tale ask(Command command) {
        return ask(Small.ANN, command);
    }

    Answer.Refused refused(Command command) {
        Answer answer = answer(Small.ANN, Role.ADMIN, command);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return (Answer.Refused) answer;
    }

    /// Whether a command is refused, or recorded without the environment doing anything.
    boolean refusedOrIdle(Command command, EnvironmentName environment) {
        if (answer(Small.ANN, Role.ADMIN, command) instanceof Answer.Refused) {
            return true;
        }
        ask(command);
        return decision(environment) instanceof Decision.Wait;
    }

    Tale health(EnvironmentName environment, long token, Seen.Health health) {
        Slot slot = Small.slot(environment);
        Place place = world.place(slot);
        Release release = Objects.requireNonNull(place.deployments().get(token)).release();
        world = world.with(slot, place.with(token, release, health));
        return this;
    }

    /// An instance of the newest deployment fails now, and is up again.
    Tale failsAndComesBack(EnvironmentName environment) {
        return failsAndComesBack(environment, state(environment).tokens().last());
    }

    Tale failsAndComesBack(EnvironmentName environment, long token) {
        Slot slot = Small.slot(environment);
        world = world.with(
                slot, world.place(slot).withFailure(token, world.around().now()));
        return this;
    }

    /// The deployment of the newest intent, or the one that serves.
    Tale newest(EnvironmentName environment, Seen.Health health) {
        return health(environment, state(environment).tokens().last(), health);
    }

    Tale watched(EnvironmentName environment, Small.Watched watched) {
        Slot slot = Small.slot(environment);
        world = world.with(slot, world.place(slot).withWatched(watched));
        return this;
    }

    /// What the windows of a control show.
    Tale compared(EnvironmentName environment, Small.Compared compared) {
        Slot slot = Small.slot(environment);
        world = world.with(slot, world.place(slot).withCompared(compared));
        return this;
    }

    Tale tag(EnvironmentName environment, Optional<CommitId> commit) {
        Slot slot = Small.slot(environment);
        world = world.with(slot, world.place(slot).withTag(commit, true));
        return this;
    }

    /// Somebody starts a release by hand and sends the traffic there.
    Tale byHand(EnvironmentName environment, Release release) {
        Slot slot = Small.slot(environment);
        world = world.with(slot, world.place(slot).with(0, release, Place.UP).withTraffic(OptionalLong.of(0), true));
        return this;
    }

    Tale later(Duration time) {
        world = world.with(world.around().withNow(world.around().now().plus(time)));
        return this;
    }

    /// The store loses all artifacts.
    Tale lost() {
        world = Moves.lost(world);
        return this;
    }

    Tale controller(String name) {
        world = world.with(world.around().withController(name, Optional.empty()));
        return this;
    }

    Tale frozen(boolean frozen) {
        world = world.with(world.settings().frozen(frozen));
        return this;
    }

    Tale broken(boolean broken) {
        world = world.with(world.settings().broken(broken));
        return this;
    }

    /// The rules change.
    Tale policy(Policy policy) {
        world = world.with(World.Settings.of(policy));
        return this;
    }

    SlotState state(EnvironmentName environment) {
        return world.state(Small.slot(environment));
    }

    Place place(EnvironmentName environment) {
        return world.place(Small.slot(environment));
    }

    /// The release built from the nth commit.
    Release release(int n) {
        return world.ledger().builds(Small.APP).of(Small.commit(n)).orElseThrow();
    }

    List<String> gates(EnvironmentName environment) {
        return decision(environment).gates().stream()
                .filter(gate -> !gate.lets())
                .map(gate -> gate.id())
                .toList();
    }

    /// Which release an environment runs by its tag, its ledger and its target; -1 for none.
    int runs(EnvironmentName environment) {
        Optional<CommitId> tag = place(environment).tag();
        assertThat(state(environment).tag()).isEqualTo(tag);
        assertThat(place(environment).serves().map(Release::commit)).isEqualTo(tag);
        return tag.map(Small::index).orElse(-1);
    }
}
