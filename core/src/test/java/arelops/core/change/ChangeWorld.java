package arelops.core.change;

import arelops.core.change.ChangeEvent.Trial;
import arelops.core.evidence.Actor;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.queue.ChangeHead;
import arelops.core.queue.Landing;
import arelops.core.queue.ModuleGraph;
import arelops.core.queue.Touched;
import arelops.core.queue.TrunkLog;
import arelops.core.release.Job;
import arelops.core.release.JobSeen;
import arelops.core.release.Rules;
import arelops.core.release.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A repository with changes, what runs for them, and all that surrounds them, as small as it can be. Never changed:
/// each happening makes another one.
///
/// @param trunk what came to it since genesis, the oldest first
/// @param jobs what the runner knows, by id
/// @param spots what the target runs
/// @param tags `TEST/pr-<n>` by change
record ChangeWorld(
        ChangeScene scene,
        List<Came> trunk,
        SortedMap<ChangeNumber, Proposed> changes,
        Map<String, JobSeen> jobs,
        SortedMap<Slot, Spot> spots,
        SortedMap<ChangeNumber, CommitId> tags,
        Around around) {
    static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
    static final Actor SELF = new Actor.Automation("one");
    static final Digest RULES = Digest.of("rules");

    /// A commit of trunk.
    ///
    /// @param change that landed with it; empty for one that was pushed past the changes
    record Came(CommitId commit, Optional<ChangeHead> change) {}

    /// A change and its branch.
    ///
    /// @param branch where it stands
    /// @param versions how many its author made so far
    record Proposed(ChangeHistory history, Head branch, int versions) {
        ChangeState state() {
            return history.state();
        }

        int seq() {
            return history.entries().size();
        }

        Proposed with(ChangeHistory other) {
            return new Proposed(other, branch, versions);
        }
    }

    /// What is not a change.
    ///
    /// @param rules which of the scene's rules are in force
    /// @param answers whether the target does
    /// @param shut whether somebody has trunk checked out
    /// @param demoted whether the author may not develop any more
    /// @param stalled an act that a controller decided on and did not do yet
    record Around(
            Instant now,
            int rules,
            boolean answers,
            boolean shut,
            boolean demoted,
            Optional<Stalled> stalled,
            Budget budget) {}

    /// How often something may still happen that need not.
    ///
    /// @param bad an answer that is not the good one
    /// @param faults of controller, target or network
    /// @param people their acts, but those that are asked for
    /// @param pushes of new heads
    /// @param others commits on trunk past the changes, other rules, other roles
    record Budget(int bad, int faults, int people, int pushes, int others) {
        Budget bad(int more) {
            return new Budget(bad + more, faults, people, pushes, others);
        }

        Budget faults(int more) {
            return new Budget(bad, faults + more, people, pushes, others);
        }

        Budget people(int more) {
            return new Budget(bad, faults, people + more, pushes, others);
        }

        Budget pushes(int more) {
            return new Budget(bad, faults, people, pushes + more, others);
        }

        Budget others(int more) {
            return new Budget(bad, faults, people, pushes, others + more);
        }
    }

    /// What a decision rested on: it is done only where this is so still.
    record Stood(int seq, CommitId tip, Optional<CommitId> tag) {}

    record Stalled(ChangeNumber number, ChangeDecision.Act act, Stood stood) {}

    ChangeWorld {
        trunk = List.copyOf(trunk);
        jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs)); // the same order in each process
    }

    static ChangeWorld of(ChangeScene scene, Budget budget) {
        ChangeWorld world = new ChangeWorld(
                scene,
                List.of(),
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new Around(START, 0, true, false, false, Optional.empty(), budget));
        for (int number = 1; number <= scene.authors().size(); number++) {
            world = world.opened(new ChangeNumber(number));
        }
        return world;
    }

    private ChangeWorld opened(ChangeNumber number) {
        Head head = FakeGit.version(number, 1, 1);
        ChangeEvent.Opened event = new ChangeEvent.Opened(
                number,
                new ChangeEvent.Source(Optional.of("branch-" + number.value()), Optional.empty()),
                new ChangeEvent.Words("Change " + number.value(), "", false, List.of()),
                head);
        Actor author = new Actor.Person(scene.authors().get(number.value() - 1));
        ChangeWorld later = ticked();
        return later.with(number, new Proposed(ChangeHistory.open(event, author, "", later.now()), head, 1));
    }

    Instant now() {
        return around.now();
    }

    Budget budget() {
        return around.budget();
    }

    Policy policy() {
        return scene.rules().get(around.rules());
    }

    CommitId tip() {
        return trunk.isEmpty() ? FakeGit.GENESIS : trunk.getLast().commit();
    }

    Proposed change(ChangeNumber number) {
        return Optional.ofNullable(changes.get(number)).orElseThrow();
    }

    ChangeState state(ChangeNumber number) {
        return change(number).state();
    }

    Stood stood(ChangeNumber number) {
        return new Stood(
                change(number).seq(),
                tip(),
                Optional.ofNullable(Map.copyOf(tags).get(number)));
    }

    Spot spot(Slot slot) {
        return spots.getOrDefault(slot, Spot.EMPTY);
    }

    Slot slot(ChangeNumber number, AppName app) {
        return new Slot(app, Testing.environment(number));
    }

    // What a look sees

    ChangesSnapshot snapshot() {
        SortedMap<ChangeNumber, ChangeLook> open = new TreeMap<>();
        changes.forEach((number, change) -> {
            if (change.state().isOpen() || change.state().test().up().isPresent()) {
                open.put(number, look(change));
            }
        });
        Rules rules = new Rules(policy(), RULES, Optional.empty());
        Optional<String> shut = around.shut() ? Optional.of("main is checked out") : Optional.empty();
        return ChangesSnapshot.of(rules, new ChangesSnapshot.TrunkAt(tip(), shut, log()), open, now())
                .with(jobs);
    }

    private ChangeLook look(Proposed change) {
        ChangeState state = change.state();
        return new ChangeLook(
                state,
                Optional.of(change.branch()).filter(head -> !head.commit().equals(state.commit())),
                merge(state),
                ConfigSeen.USABLE,
                scene.question(policy(), state, around.demoted()),
                test(state));
    }

    private MergeSeen merge(ChangeState state) {
        if (FakeGit.contains(tip()).contains(state.commit())) {
            return new MergeSeen.Contained();
        }
        List<CommitId> conflicts = FakeGit.conflicts(scene.clashes(), tip(), state.commit());
        return conflicts.isEmpty()
                ? new MergeSeen.Clean(scene.paths(state.number().value()))
                : new MergeSeen.Conflicts(List.of("a/file"));
    }

    private TestSeen test(ChangeState state) {
        SortedMap<AppName, Seen.Target> targets = new TreeMap<>();
        state.test()
                .up()
                .ifPresent(up -> up.artifacts()
                        .forEach((app, artifact) -> targets.put(
                                app,
                                around.answers()
                                        ? spot(slot(state.number(), app))
                                                .seen(new Release(state.number().value(), up.tested(), artifact))
                                        : new Seen.Target.Unknown("it does not answer"))));
        return new TestSeen(
                targets,
                state.work().trials().isEmpty() ? List.of() : scene.apps(FakeGit.version(state.commit())),
                policy().test().flatMap(rules -> rules.smoke()).isPresent());
    }

    /// As far back as anything that is open was tried on.
    private TrunkLog log() {
        List<CommitId> line = new ArrayList<>(List.of(FakeGit.GENESIS));
        trunk.forEach(came -> line.add(came.commit()));
        int oldest = changes.values().stream()
                .filter(change -> change.state().isOpen())
                .flatMap(change -> change.state().work().trials().stream())
                .map(trial -> line.indexOf(trial.trial().base()))
                .filter(at -> at >= 0)
                .min(Comparator.naturalOrder())
                .orElse(trunk.size());
        List<Landing> landings =
                trunk.subList(oldest, trunk.size()).stream().map(this::landing).toList();
        return new TrunkLog(line.get(oldest), landings);
    }

    private Landing landing(Came came) {
        if (came.change().isEmpty()) {
            return new Landing.ByHand(came.commit());
        }
        ChangeHead change = came.change().get();
        var modules = policy().changes().queue().modules();
        return new Landing.OfQueue(
                came.commit(),
                change,
                ChangesSnapshot.place(Optional.of(state(change.number())), change.number()),
                modules.isEmpty()
                        ? Touched.EVERYTHING
                        : new ModuleGraph(modules)
                                .touchedBy(scene.paths(change.number().value())));
    }

    /// The paths at which two commits differ.
    Set<String> differing(CommitId one, CommitId other) {
        Set<CommitId> parts = new HashSet<>(FakeGit.contains(one));
        Set<CommitId> common = new HashSet<>(FakeGit.contains(other));
        common.retainAll(parts);
        parts.addAll(FakeGit.contains(other));
        parts.removeAll(common);
        return parts.stream()
                .flatMap(part -> scene.files(FakeGit.change(part)).stream())
                .collect(Collectors.toSet());
    }

    /// The honest end of a job.
    JobSeen honest(String id) {
        if (id.startsWith("testbuild")) {
            return new JobSeen.Passed(Optional.of(Digest.of(id)));
        }
        boolean breaks = id.startsWith("check") && FakeGit.isBroken(scene.breaks(), Job.work(id));
        return breaks ? new JobSeen.Failed("exit code 1") : new JobSeen.Passed(Optional.empty());
    }

    // What happens

    ChangeWorld ticked() {
        return later(Duration.ofMillis(1));
    }

    ChangeWorld later(Duration time) {
        return with(new Around(
                around.now().plus(time),
                around.rules(),
                around.answers(),
                around.shut(),
                around.demoted(),
                around.stalled(),
                around.budget()));
    }

    ChangeWorld with(Around other) {
        return new ChangeWorld(scene, trunk, changes, jobs, spots, tags, other);
    }

    ChangeWorld spending(UnaryOperator<Budget> how) {
        return with(new Around(
                around.now(),
                around.rules(),
                around.answers(),
                around.shut(),
                around.demoted(),
                around.stalled(),
                how.apply(around.budget())));
    }

    ChangeWorld stalled(Optional<Stalled> other) {
        return with(new Around(
                around.now(),
                around.rules(),
                around.answers(),
                around.shut(),
                around.demoted(),
                other,
                around.budget()));
    }

    ChangeWorld with(ChangeNumber number, Proposed other) {
        SortedMap<ChangeNumber, Proposed> more = new TreeMap<>(changes);
        more.put(number, other);
        return new ChangeWorld(scene, trunk, more, jobs, spots, tags, around);
    }

    /// The history of a change goes on.
    ChangeWorld told(ChangeNumber number, ChangeEvent event, Actor by, String because) {
        ChangeWorld later = ticked();
        Proposed change = change(number);
        return later.with(number, change.with(change.history().with(event, by, because, later.now())));
    }

    ChangeWorld came(Came next) {
        List<Came> longer = new ArrayList<>(trunk);
        longer.add(next);
        return new ChangeWorld(scene, longer, changes, jobs, spots, tags, around);
    }

    ChangeWorld tagged(ChangeNumber number, Optional<CommitId> to) {
        SortedMap<ChangeNumber, CommitId> others = new TreeMap<>(tags);
        to.ifPresentOrElse(commit -> others.put(number, commit), () -> others.remove(number));
        return new ChangeWorld(scene, trunk, changes, jobs, spots, others, around);
    }

    ChangeWorld job(String id, JobSeen seen) {
        Map<String, JobSeen> others = new HashMap<>(jobs);
        if (seen instanceof JobSeen.NotKnown) {
            others.remove(id);
        } else {
            others.put(id, seen);
        }
        return new ChangeWorld(scene, trunk, changes, others, spots, tags, around);
    }

    ChangeWorld spot(Slot slot, Spot other) {
        SortedMap<Slot, Spot> others = new TreeMap<>(spots);
        others.put(slot, other);
        return new ChangeWorld(scene, trunk, changes, jobs, others, tags, around);
    }

    /// The message of a merge commit: it names the change and its title.
    String message(ChangeNumber number) {
        return "Merge " + number + ": " + state(number).words().title();
    }

    Optional<CommitId> merged(CommitId onto, CommitId head, ChangeNumber number) {
        return FakeGit.merge(scene.clashes(), onto, head, message(number));
    }

    static boolean isPlain(Trial trial) {
        return trial.on().isEmpty();
    }
}
