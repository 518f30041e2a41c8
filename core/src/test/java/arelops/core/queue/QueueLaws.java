package arelops.core.queue;

import arelops.core.policy.QueueRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// The laws of the queue, told without the planner's own words: by what commits consist of, and by the truth.
final class QueueLaws {
    /// What decides in a world: the planner, or one with a protection taken out.
    interface Planner {
        Plan plan(QueueSnapshot snapshot, Instant now);
    }

    /// A broken law.
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1;
        private final String law;

        Broken(String law, String what) {
            super(law + ": " + what);
            this.law = law;
        }

        String law() {
            return law;
        }
    }

    static final String LANDS_AS_TESTED = "what lands is what was tested";
    static final String TRUNK_IS_GREEN = "trunk stays green";
    static final String ORDER = "dependent changes land in order, but for one that failed";
    static final String NO_BLAME = "no change leaves for what another one did";
    static final String ROOM = "no more tests run than the rules allow";
    static final String USEFUL = "only what can never land is cancelled, but to make room";
    static final String URGENT = "urgent goes first";
    static final String SAME = "the same snapshot has the same plan";
    static final String EXPLAINED = "everybody in the queue is told what it waits for";
    static final String ENDS = "every change lands or leaves";
    static final String SETTLES = "a plan comes to an end";

    private static final int MOST_STEPS = 400;

    private final Planner planner;
    private final Set<QueueWorld> ending = new HashSet<>();
    private Optional<Planned> latest = Optional.empty();

    private record Planned(QueueWorld world, Plan plan) {}

    QueueLaws(Planner planner) {
        this.planner = planner;
    }

    /// The same world is asked for more than once in a row.
    Plan plan(QueueWorld world) {
        if (latest.filter(one -> one.world().equals(world)).isEmpty()) {
            latest = Optional.of(new Planned(world, planner.plan(world.snapshot(), QueueWorld.NOW)));
        }
        return latest.orElseThrow().plan();
    }

    /// Checks a state and the plan for it.
    void check(QueueWorld world, Plan plan) {
        QueueSnapshot snapshot = world.snapshot();
        same(snapshot, plan);
        explained(world, plan);
        hold(plan.steps().stream().filter(Step.Land.class::isInstance).count() <= 1, SETTLES, "two landings", world);
        int room = world.rules().atOnce() - world.running().size();
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Start start -> {
                    room--;
                    hold(room >= 0, ROOM, step.toString(), world);
                }
                case Step.Cancel cancel -> {
                    room++;
                    useful(world, cancel);
                }
                case Step.Land land -> lands(world, land);
                case Step.Eject eject -> leaves(world, eject);
            }
        }
        urgent(world, plan);
    }

    private void same(QueueSnapshot snapshot, Plan plan) {
        List<Queued> queue = new ArrayList<>(snapshot.queue());
        List<Trial> trials = new ArrayList<>(snapshot.trials());
        Collections.reverse(queue);
        Collections.reverse(trials);
        QueueSnapshot shuffled = new QueueSnapshot(snapshot.rules(), snapshot.trunk(), queue, trials);
        Plan again = planner.plan(shuffled, QueueWorld.NOW);
        if (!again.waiting().equals(plan.waiting())
                || !Set.copyOf(again.steps()).equals(Set.copyOf(plan.steps()))) {
            throw new Broken(SAME, plan + " and " + again);
        }
    }

    private static void explained(QueueWorld world, Plan plan) {
        hold(plan.waiting().size() == world.queue().size(), EXPLAINED, plan.toString(), world);
        for (Waiting waiting : plan.waiting()) {
            boolean told = waiting.gate().lets() || waiting.gate().unblocks().isPresent();
            hold(told && waiting.gate().sentence().endsWith("."), EXPLAINED, waiting.toString(), world);
        }
    }

    private static void lands(QueueWorld world, Step.Land land) {
        Trial trial = world.trial(land.candidate()).orElseThrow();
        int part = land.change().number().value();
        Content trunk = world.content();
        Content tested = world.tested(land.candidate());
        Content lands = trunk.plus(part);
        hold(trial.state() instanceof Trial.Passed, LANDS_AS_TESTED, "not passed: " + land, world);
        hold(land.tip().equals(trunk.commit()), LANDS_AS_TESTED, "another tip: " + land, world);
        Optional<SortedSet<String>> modules = switch (land.manner()) {
            case Step.Manner.AsTested() -> Optional.empty();
            case Step.Manner.Merged(Step.Proof proof) -> proof.modules();
        };
        if (land.manner() instanceof Step.Manner.AsTested) {
            hold(tested.equals(lands), LANDS_AS_TESTED, tested + " and " + lands, world);
        } else {
            hold(!world.rules().modules().isEmpty(), LANDS_AS_TESTED, "merged without modules", world);
        }
        Set<String> mine = switch (world.truth().touches(part)) {
            case Touched.Everything() -> world.rules().modules().keySet();
            case Touched.Modules(SortedSet<String> names) -> names;
        };
        for (String module : mine) {
            Set<String> read = read(world.rules(), module);
            hold(
                    seen(world, tested, read).equals(seen(world, lands, read)),
                    LANDS_AS_TESTED,
                    module + " in " + tested + " and in " + lands,
                    world);
            if (modules.isPresent()) {
                hold(modules.get().containsAll(read), LANDS_AS_TESTED, "not all compared: " + land, world);
            }
        }
        List<Integer> queued = lands.parts().stream().filter(one -> one > 0).toList();
        hold(world.truth().green(queued), TRUNK_IS_GREEN, lands.toString(), world);
        inOrder(world, land);
    }

    private static void inOrder(QueueWorld world, Step land) {
        Queued mine = world.queued(land.change()).orElseThrow();
        for (Queued other : world.queue()) {
            if (other.place().before(mine.place()) && dependent(world, other.change(), land.change())) {
                boolean failed = world.trials().stream()
                        .anyMatch(trial -> trial.candidate().change().equals(other.change())
                                && trial.state().failures() > 0);
                hold(failed, ORDER, land.change() + " before " + other.change(), world);
            }
        }
    }

    /// All modules that the checks of one read, by the rules alone.
    private static Set<String> read(QueueRules rules, String module) {
        Set<String> read = new HashSet<>(Set.of(module));
        boolean more = true;
        while (more) {
            more = false;
            for (String one : List.copyOf(read)) {
                more |= read.addAll(Optional.ofNullable(rules.modules().get(one))
                        .orElseThrow()
                        .needs());
            }
        }
        return read;
    }

    /// What a commit contains of these modules.
    private static List<Integer> seen(QueueWorld world, Content content, Set<String> read) {
        return content.parts().stream()
                .filter(part -> part < 0 || touches(world.truth().touches(part), read))
                .toList();
    }

    private static boolean touches(Touched touched, Set<String> read) {
        return switch (touched) {
            case Touched.Everything() -> true;
            case Touched.Modules(SortedSet<String> names) -> names.stream().anyMatch(read::contains);
        };
    }

    private static boolean dependent(QueueWorld world, ChangeHead one, ChangeHead other) {
        return world.truth().dependent(one.number().value(), other.number().value());
    }

    /// On trunk as it is, but for what overtook it while it was tested, the change fails; or flakes
    /// alone made it fail as often as the rules allow.
    private static void leaves(QueueWorld world, Step.Eject eject) {
        Queued mine = world.queued(eject.change()).orElseThrow();
        Trial trial = world.trial(eject.candidate()).orElseThrow();
        int base = world.depth(eject.candidate().base());
        List<Integer> parts = new ArrayList<>();
        for (int at = 0; at < world.trunk().size(); at++) {
            QueueWorld.Landed landed = world.trunk().get(at);
            boolean overtook = landed.place().filter(mine.place()::before).isPresent()
                    && !eject.candidate().on().contains(Truth.change(landed.part()));
            if (at < base || !overtook) {
                parts.add(landed.part());
            }
        }
        parts.add(eject.change().number().value());
        boolean guilty = !world.truth().green(parts);
        inOrder(world, eject);
        boolean green = world.truth().green(world.tested(eject.candidate()).parts());
        hold(guilty || green, NO_BLAME, eject.toString(), world);
        hold(
                trial.state().failures() >= world.rules().attempts(),
                NO_BLAME,
                "after " + trial.state().failures() + " failures: " + eject,
                world);
    }

    private static void useful(QueueWorld world, Step.Cancel cancel) {
        Trial trial = world.trial(cancel.candidate()).orElseThrow();
        hold(trial.running(), USEFUL, "it does not run: " + cancel, world);
        if (cancel.because().startsWith("it makes room for ")) {
            return;
        }
        Optional<Queued> queued = world.queued(cancel.change());
        hold(queued.isEmpty() || !mayLand(world, queued.get(), cancel.candidate()), USEFUL, cancel.toString(), world);
    }

    /// Whether trunk can still become what the candidate was tested on, where its change looks.
    private static boolean mayLand(QueueWorld world, Queued queued, Candidate candidate) {
        int mine = queued.change().number().value();
        List<Integer> trunk = looksAt(world, world.content(), mine);
        List<Integer> ground = looksAt(world, world.ground(candidate), mine);
        if (world.rules().modules().isEmpty()
                ? !(trunk.size() <= ground.size()
                        && ground.subList(0, trunk.size()).equals(trunk))
                : !ground.containsAll(trunk)) {
            return false;
        }
        return ground.stream()
                .filter(part -> !trunk.contains(part))
                .allMatch(part -> world.queue().stream()
                        .anyMatch(other -> other.change().equals(Truth.change(part))
                                && other.place().before(queued.place())
                                && inTurn(world, candidate, part, trunk)));
    }

    /// What a member must come before has not landed yet.
    private static boolean inTurn(QueueWorld world, Candidate candidate, int part, List<Integer> trunk) {
        List<Integer> on =
                candidate.on().stream().map(one -> one.number().value()).toList();
        return on.subList(on.indexOf(part) + 1, on.size()).stream()
                .noneMatch(later -> trunk.contains(later) && world.truth().dependent(part, later));
    }

    private static List<Integer> looksAt(QueueWorld world, Content content, int mine) {
        return content.parts().stream()
                .filter(part -> world.truth().dependent(part, mine))
                .toList();
    }

    private static void urgent(QueueWorld world, Plan plan) {
        boolean ordinary = false;
        for (Step step : plan.steps()) {
            if (step instanceof Step.Start start) {
                boolean first =
                        world.queued(start.change()).orElseThrow().place().urgent();
                hold(!first || !ordinary, URGENT, plan.toString(), world);
                ordinary |= !first;
            }
        }
        Optional<Queued> first = world.queue().stream().min(java.util.Comparator.comparing(Queued::place));
        boolean settling =
                plan.steps().stream().anyMatch(step -> step instanceof Step.Land || step instanceof Step.Eject);
        if (first.isPresent() && first.get().place().urgent() && !settling) {
            boolean tested = world.trials().stream()
                    .anyMatch(trial -> trial.running()
                            && trial.candidate().change().equals(first.get().change()));
            boolean starts = plan.steps().stream()
                    .anyMatch(step -> step instanceof Step.Start
                            && step.change().equals(first.get().change()));
            boolean full = world.running().stream()
                            .filter(trial -> world.queued(trial.candidate().change())
                                    .filter(queued -> queued.place().urgent())
                                    .isPresent())
                            .count()
                    >= world.rules().atOnce();
            hold(tested || starts || full, URGENT, first.get().change() + " waits: " + plan, world);
        }
    }

    /// With builds that end by the truth, everybody lands or leaves, and the planner rests in between.
    void ends(QueueWorld root) {
        List<QueueWorld> way = new ArrayList<>();
        QueueWorld world = root;
        for (int steps = 0; !ending.contains(world); steps++) {
            way.add(world);
            hold(steps < MOST_STEPS, SETTLES, "no end after " + steps + " steps", root);
            Plan plan = plan(world);
            if (!plan.steps().isEmpty()) {
                world = world.apply(plan.steps().getFirst());
            } else if (!world.running().isEmpty()) {
                Trial trial = world.running().getFirst();
                world = world.finished(
                        trial,
                        world.truth().green(world.tested(trial.candidate()).parts()));
            } else {
                hold(world.queue().isEmpty(), ENDS, "nothing runs and nothing is done", world);
                break;
            }
        }
        ending.addAll(way);
    }

    private static void hold(boolean holds, String law, String what, QueueWorld world) {
        if (!holds) {
            throw new Broken(
                    law,
                    what + "\n  trunk " + world.trunk() + "\n  queue " + world.queue() + "\n  trials " + world.trials()
                            + "\n  " + world.truth() + " " + world.rules());
        }
    }
}
