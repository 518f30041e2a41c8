package arelops.core.release;

import arelops.core.evidence.Actor;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Landings;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// All that may happen next in a world.
final class Moves {
    private final World world;
    private final Map<Slot, Decision> decisions;
    private final List<Move> moves = new ArrayList<>();

    /// One happening. `action` is what a controller performed, `stale` whether it decided so at an earlier state.
    record Move(Supplier<String> label, World after, Optional<Action> action, boolean stale) {}

    private Moves(World world) {
        this.world = world;
        this.decisions = world.decisions();
    }

    static Moves of(World world) {
        return new Moves(world);
    }

    Map<Slot, Decision> decisions() {
        return decisions;
    }

    /// The kinds of happenings, for walks that draw one at a time.
    enum Kind {
        LOOK,
        INTAKE,
        ANSWER,
        COMMIT,
        FAULT,
        HAND,
        PERSON,
        TIME
    }

    List<Move> some(Kind kind) {
        switch (kind) {
            case LOOK -> {
                looks();
                world.around().stalled().ifPresent(this::resumes);
            }
            case INTAKE -> intake();
            case ANSWER -> answers();
            case COMMIT -> pushes();
            case FAULT -> {
                faults();
                add(() -> "the store loses all artifacts", lost(world));
            }
            case HAND -> hands();
            case PERSON -> people();
            case TIME -> time();
        }
        return moves;
    }

    List<Move> all() {
        looks();
        answers();
        controlsEnd();
        canariesEnd();
        World.Budget budget = world.budget();
        if (budget.commits() > 0) {
            commits();
        }
        if (budget.faults() > 0) {
            faults();
        }
        if (budget.hands() > 0) {
            hands();
        }
        if (budget.people() > 0) {
            people();
        }
        world.around().stalled().ifPresent(this::resumes);
        return moves;
    }

    private void add(Supplier<String> label, World after) {
        moves.add(new Move(label, after, Optional.empty(), false));
    }

    private void looks() {
        decisions.forEach((environment, decision) -> {
            if (decision instanceof Decision.Act act) {
                moves.add(new Move(
                        () -> "look at " + environment + ": " + act.because() + " " + act.action(),
                        world.perform(act.action(), world.ledger().seq()),
                        Optional.of(act.action()),
                        false));
            }
        });
    }

    private void intake() {
        for (AppPolicy app : world.settings().open().apps()) {
            Decision decision =
                    Intake.decide(world.snapshot(app.name()), world.around().now());
            if (decision instanceof Decision.Act act) {
                moves.add(new Move(
                        () -> "intake: " + act.because(),
                        world.perform(act.action(), world.ledger().seq()),
                        Optional.of(act.action()),
                        false));
            }
        }
    }

    /// Commits of every sort, and a trunk that loses its newest.
    private void pushes() {
        List<Fact.Step> trunk = world.around().trunk();
        Optional<CommitId> tip = Optional.of(trunk.getLast().commit());
        World fewer = world.with(world.budget().lessCommits());
        add(() -> "a change is merged", landed(fewer, Optional.empty(), true));
        add(() -> "somebody pushes to trunk", landed(fewer, Optional.empty(), false));
        if (trunk.size() > 1) {
            add(() -> "the tip is reverted by a change", landed(fewer, tip, true));
            World cut = fewer.with(world.around()
                    .withTrunk(
                            trunk.subList(0, trunk.size() - 1), world.around().minted()));
            add(() -> "trunk loses its newest commit", cut);
            add(() -> "trunk is rewritten", landed(cut, Optional.empty(), false));
        }
    }

    private void time() {
        for (long seconds : new long[] {1, 40, 700, 7_200, 90_000, -3_600}) {
            add(
                    () -> seconds + " s pass",
                    world.with(world.around().withNow(world.around().now().plusSeconds(seconds))));
        }
    }

    private void answers() {
        boolean bad = world.budget().bad() > 0;
        World worse = world.with(world.budget().lessBad());
        for (int i = 0; i < world.places().size(); i++) {
            int index = i;
            Place place = world.places().get(i);
            place.deployments().forEach((token, found) -> health(index, place, found, bad));
            watched(index, place, bad);
            compared(index, place, bad);
            tried(index, bad);
        }
        world.jobs().forEach((job, seen) -> {
            if (seen instanceof JobSeen.Running) {
                add(() -> job.id() + " passes", world.with(job, TrafficAnswers.good(job)));
                if (bad) {
                    TrafficAnswers.bad(job)
                            .forEach((what, says) -> add(() -> job.id() + " " + what, worse.with(job, says)));
                    if (!TrafficAnswers.reports(job)) {
                        add(() -> job.id() + " fails", worse.with(job, World.FAILED));
                    }
                    add(() -> job.id() + " breaks", worse.with(job, broken()));
                    add(() -> job.id() + " is lost", worse.without(job));
                    if (job instanceof Job.Check) {
                        add(() -> job.id() + " leaves no report", worse.with(job, World.UNREPORTED));
                    }
                    if (job instanceof Job.Rebuild) {
                        add(() -> job.id() + " gives something else", worse.with(job, World.ANOTHER));
                    }
                }
            }
        });
    }

    private JobSeen broken() {
        return new JobSeen.Broken("it cannot be performed", world.around().now());
    }

    private void health(int index, Place place, Seen.Deployment found, boolean bad) {
        World worse = world.with(world.budget().lessBad());
        long token = found.token();
        String name = "deployment " + token + " in " + world.slot(index);
        if (found.health() instanceof Seen.Health.Starting) {
            add(() -> name + " comes up", world.with(index, place.with(token, found.release(), Place.UP)));
            if (bad) {
                add(() -> name + " cannot start", worse.with(index, place.with(token, found.release(), Place.BROKEN)));
            }
        }
        if (bad && !(found.health() instanceof Seen.Health.Down) && !(found.health() instanceof Seen.Health.Broken)) {
            add(() -> name + " goes down twice", worse.with(index, place.with(token, found.release(), Place.DOWN)));
        }
    }

    private void watched(int index, Place place, boolean bad) {
        if (place.traffic().isEmpty()
                || world.state(world.slot(index))
                        .attempt()
                        .filter(attempt -> attempt.moved() || attempt.canary().isEmpty())
                        .isEmpty()) {
            return;
        }
        World worse = world.with(world.budget().lessBad());
        for (Small.Watched next : Small.Watched.values()) {
            boolean good = next == Small.Watched.ENOUGH;
            boolean partly = next == Small.Watched.SOME || next == Small.Watched.HALF;
            boolean slow = world.rules(world.slot(index)).soak().length().compareTo(Small.WINDOW) > 0;
            boolean on = place.watched() == Small.Watched.NOTHING
                    || (slow && place.watched().compareTo(Small.Watched.ENOUGH) < 0)
                    || (good
                            && (place.watched() == Small.Watched.CROSSING
                                    || place.watched().isOfAlerts()));
            boolean may = good || (partly ? slow && next.compareTo(place.watched()) > 0 : bad);
            boolean can = !next.isOfAlerts() || world.watchesAlerts();
            if (on && can && next != Small.Watched.NOTHING && next != place.watched() && may) {
                for (Small.Compared beside : beside(index, place, next)) {
                    add(
                            () -> "the windows of " + world.slot(index) + " show " + next + " beside " + beside,
                            (good || partly ? world : worse)
                                    .with(index, place.withWatched(next).withCompared(beside)));
                }
            }
        }
    }

    /// What stable shows in the windows in which something speaks against the release, where it kept a share.
    private List<Small.Compared> beside(int index, Place place, Small.Watched next) {
        boolean remains = Cooperation.remains(world, index);
        boolean speaks =
                next == Small.Watched.CROSSING || next == Small.Watched.ALARMED || next == Small.Watched.ACCUSED;
        return remains && speaks
                ? List.of(Small.Compared.RELEASE, Small.Compared.STABLE_TOO, Small.Compared.APART)
                : List.of(remains ? Small.Compared.NOTHING : place.compared());
    }

    /// What a control of the soak shows; that the release is fine is the good answer.
    private void compared(int index, Place place, boolean bad) {
        if (!Cooperation.isCompared(world, index)) {
            return;
        }
        World worse = world.with(world.budget().lessBad());
        for (Small.Compared next : Small.Compared.values()) {
            boolean good = next == Small.Compared.NO_LONGER;
            if (next != Small.Compared.NOTHING && (good || bad)) {
                add(
                        () -> "beside stable the windows of " + world.slot(index) + " show " + next,
                        (good ? world : worse).with(index, place.withCompared(next)));
            }
        }
    }

    /// A control in which nothing could be compared comes to the end of its time.
    private void controlsEnd() {
        decisions.forEach((slot, decision) -> {
            if (decision instanceof Decision.Wait wait && world.place(slot).compared() == Small.Compared.APART) {
                wait.until()
                        .when()
                        .ifPresent(end -> add(
                                () -> "the control of " + slot + " comes to its end",
                                world.with(world.around().withNow(end))));
            }
        });
    }

    /// What the windows of a canary show; that it is as good as its baseline is the good answer.
    private void tried(int index, boolean bad) {
        Slot slot = world.slot(index);
        World worse = world.with(world.budget().lessBad());
        for (Small.Tried next : Small.Tried.values()) {
            boolean good = next == Small.Tried.ALIKE;
            if ((good || bad) && Cooperation.mayShow(world, index, next)) {
                add(
                        () -> "the canary's windows of " + slot + " show " + next,
                        (good ? world : worse).tried(slot, next));
            }
        }
    }

    /// A canary of which nothing was shown comes to the end of its time.
    private void canariesEnd() {
        decisions.forEach((slot, decision) -> {
            Optional<CanaryRun> run = world.state(slot).attempt().flatMap(SlotState.Attempt::canary);
            List<Seen.ArmsWindow> arms = world.place(slot).windows().arms();
            boolean shows = arms.isEmpty() || Small.Tried.ALIKE.isSeenIn(arms.getLast());
            if (decision instanceof Decision.Wait && run.isPresent() && !shows) {
                Instant end = run.get()
                        .since()
                        .plus(new CanaryRules(
                                        world.settings().open(),
                                        world.rules(slot).canary().orElseThrow())
                                .patience());
                if (world.around().now().isBefore(end)) {
                    add(
                            () -> "the canary of " + slot + " comes to its end",
                            world.with(world.around().withNow(end)));
                }
            }
        });
    }

    private void commits() {
        int n = world.around().minted();
        CommitId tip = world.around().trunk().getLast().commit();
        World fewer = world.with(world.budget().lessCommits());
        add(() -> "commit " + n + " is merged and built", built(landed(fewer, Optional.empty(), true)));
        if (n > 1 && world.ledger().trunk().revertOf(tip).isEmpty()) {
            add(
                    () -> "commit " + n + ", the revert of the tip, is merged and built",
                    built(landed(fewer, Optional.of(tip), true)));
        }
    }

    /// A commit lands, as a change or by somebody's push.
    static World landed(World world, Optional<CommitId> reverts, boolean asChange) {
        CommitId commit = Small.commit(world.around().minted());
        List<Fact.Step> trunk = new ArrayList<>(world.around().trunk());
        trunk.add(new Fact.Step(commit, reverts));
        World next = world.with(world.around().withTrunk(trunk, world.around().minted() + 1));
        return asChange ? next.appended(Landings.merged(commit, 1), new Actor.Automation("queue")) : next;
    }

    /// The intake works until it waits.
    static World built(World world) {
        World next = world;
        for (AppPolicy app : world.settings().open().apps()) {
            while (Intake.decide(next.snapshot(app.name()), next.around().now()) instanceof Decision.Act act) {
                next = next.perform(act.action(), next.ledger().seq());
                if (act.action() instanceof Action.Run run) {
                    next = next.with(run.job(), World.PASSED);
                }
            }
        }
        return next;
    }

    static World lost(World world) {
        return world.losingArtifacts();
    }

    private void faults() {
        World fewer = world.with(world.budget().lessFaults());
        String other = world.around().controller().equals("a") ? "b" : "a";
        World.Around around = world.around();
        add(
                () -> "controller " + other + " starts instead",
                fewer.with(around.withController(other, around.stalled())));
        decisions.forEach((environment, decision) -> {
            if (decision instanceof Decision.Act act) {
                if (act.action() instanceof Action.Move || act.action() instanceof Action.RepairTag) {
                    moves.add(new Move(
                            () -> "the push is killed between two refs: " + act.action(),
                            fewer.performTorn(act.action()),
                            Optional.of(act.action()),
                            false));
                }
                if (around.stalled().isEmpty()) {
                    World.Stalled stalled =
                            new World.Stalled(act.action(), world.ledger().seq(), environment);
                    add(
                            () -> "controller " + around.controller() + " stalls with " + act.action() + ", " + other
                                    + " goes on",
                            fewer.with(around.withController(other, Optional.of(stalled))));
                }
            }
        });
    }

    private void resumes(World.Stalled stalled) {
        World.Around around = world.around();
        World free = world.with(around.withController(around.controller(), Optional.empty()));
        moves.add(new Move(
                () -> "the stalled controller goes on with " + stalled.action(),
                free.perform(stalled.action(), stalled.seq()),
                Optional.of(stalled.action()),
                true));
    }

    private void hands() {
        World fewer = world.with(world.budget().lessHands());
        Set<CommitId> commits = new TreeSet<>(world.ledger().trunk().commits());
        for (int i = 0; i < world.places().size(); i++) {
            int index = i;
            Place place = world.places().get(i);
            Slot name = world.slot(i);
            for (CommitId commit : commits) {
                if (!place.tag().equals(Optional.of(commit))) {
                    add(
                            () -> "somebody moves the tag of " + name + " to " + commit.brief(),
                            fewer.with(index, place.withTag(Optional.of(commit), true)));
                }
            }
            if (place.tag().isPresent()) {
                add(
                        () -> "somebody deletes the tag of " + name,
                        fewer.with(index, place.withTag(Optional.empty(), true)));
            }
            traffic(index, place, fewer);
        }
    }

    private void traffic(int index, Place place, World fewer) {
        Slot name = world.slot(index);
        if (place.traffic().isPresent()) {
            add(
                    () -> "somebody closes the address of " + name,
                    fewer.with(index, place.withTraffic(OptionalLong.empty(), true)));
        }
        for (Release release : world.ledger().builds(name.app()).releases()) {
            if (!place.serves().equals(Optional.of(release))) {
                add(
                        () -> "somebody starts " + release + " by hand in " + name,
                        fewer.with(index, place.with(0, release, Place.UP).withTraffic(OptionalLong.of(0), true)));
            }
        }
    }

    private void people() {
        World fewer = world.with(world.budget().lessPeople());
        World.Settings settings = world.settings();
        add(
                () -> settings.isFrozen() ? "the freeze ends" : "a freeze begins",
                fewer.with(settings.frozen(!settings.isFrozen())));
        add(
                () -> settings.isBroken() ? "the config is mended" : "the config breaks",
                fewer.with(settings.broken(!settings.isBroken())));
        for (AppPolicy app : settings.open().apps()) {
            for (Command command : CommandsOf.world(world, app.name())) {
                asked(fewer, app.name(), command);
            }
        }
    }

    /// One command, drawn from all that somebody could give; users who are served elsewhere may well come back.
    List<Move> drawn(RandomGenerator random) {
        List<AppPolicy> apps = world.settings().open().apps();
        AppName app = apps.get(random.nextInt(apps.size())).name();
        List<Command> commands = CommandsOf.world(world, app);
        boolean away = world.state(new Slot(app, Small.PRODUCTION)).failover().isPresent();
        Command command = away && random.nextInt(4) == 0
                ? new Command.FailBack(random.nextBoolean())
                : commands.get(random.nextInt(commands.size()));
        asked(world.with(world.budget().lessPeople()), app, command);
        return moves;
    }

    private void asked(World fewer, AppName app, Command command) {
        boolean lets = command instanceof Command.Promote promote
                && promote.skip().stream().anyMatch(CommandsOf.TRAFFIC::contains);
        List<PersonName> people = lets || command instanceof Command.Overturn || command instanceof Command.Approve
                ? List.of(Small.ANN, Small.BOB)
                : List.of(Small.ANN);
        LineSnapshot snapshot = world.snapshot(app);
        for (PersonName person : people) {
            boolean reviews = command instanceof Command.Approve && person.equals(Small.BOB);
            Role role = reviews ? Role.REVIEWER : Role.ADMIN;
            Answer answer = new Commands(snapshot, person, role).answer(command);
            if (answer instanceof Answer.Accepted accepted && !accepted.facts().isEmpty()) {
                add(() -> person + ": " + command, fewer.asked(person, accepted.facts()));
            }
        }
    }
}
