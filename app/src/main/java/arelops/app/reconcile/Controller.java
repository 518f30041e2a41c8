package arelops.app.reconcile;

import arelops.app.change.Changes;
import arelops.app.fault.Fault;
import arelops.app.run.JobId;
import arelops.app.run.Output;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Note;
import arelops.core.id.AppName;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Commands;
import arelops.core.release.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at one repository, again and again: by a timer, after a nudge, and at once after a look that changed
/// something.
///
/// One look or command at a time. A look that faults, or finds a bug of ours, costs that look only. What leaves
/// the machine itself in doubt (no memory, a class that cannot be loaded) ends the looks.
public final class Controller {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private final Ports ports;
    private final Look look;
    private final AskedRecorder asked;
    private final Housekeeping housekeeping;
    private final ChangeDesk changes;
    private final InstantSource clock;
    private final AtomicReference<Board> board;
    private final ReentrantLock turn = new ReentrantLock();
    private final Pace pace = new Pace();
    private final List<Consumer<Board>> listeners = new CopyOnWriteArrayList<>();

    private Controller(
            Ports ports,
            Look look,
            Performer performer,
            Housekeeping housekeeping,
            ChangeDesk changes,
            InstantSource clock) {
        this.ports = ports;
        this.changes = changes;
        this.look = look;
        this.asked = new AskedRecorder(ports, look, performer, clock, this::show);
        this.housekeeping = housekeeping;
        this.clock = clock;
        this.board = new AtomicReference<>(Board.empty(clock.instant()));
    }

    /// Wires a controller of one repository, whose trunk is this branch.
    public static Controller of(Ports ports, Settings settings, String trunk, Authors authors, InstantSource clock) {
        Config config = new Config(ports.git(), settings.repository(), trunk);
        JobBook jobs =
                new JobBook(ports.runner(), ports.store(), ports.loads(), ports.differenceTests(), ports.alarmTests());
        JobStarter starter = new JobStarter(ports, settings, config, jobs);
        Performer performer = new Performer(ports, settings, config, starter);
        ChangeReader reader = new ChangeReader(
                ports.git(), trunk, new ChangeQuestions(ports.git(), config, authors), new TestReader(config));
        Look.ChangeWork changes = new Look.ChangeWork(
                reader,
                new ChangePerformer(ports, settings, trunk, new ChangePerformer.Hands(starter, performer::onTarget)));
        Observer observer = new Observer(ports, config, trunk, authors);
        return new Controller(
                ports,
                new Look(
                        observer,
                        jobs,
                        performer,
                        changes,
                        new RecordingKeeper(ports.recorder()),
                        settings.controller()),
                performer,
                new Housekeeping(ports, settings.deployments()),
                new ChangeDesk(ports, reader, trunk, clock),
                clock);
    }

    /// What the last look saw and decided.
    public Board board() {
        return board.get();
    }

    /// Whoever is told of each new board, in the thread of the look: it must not take long.
    public void onLook(Consumer<Board> listener) {
        listeners.add(listener);
    }

    /// Asks for a look soon. Carries no data: what is true is read again.
    public void nudge() {
        pace.nudge();
    }

    /// Looks until `stop`, at least once in `every`.
    public void run(Duration every) {
        while (!pace.isStopped()) {
            boolean acted = step();
            if (!acted) {
                pace.pause(every);
            }
        }
    }

    public void stop() {
        pace.stop();
    }

    /// Returns when nothing goes on beside the looks any more: to be called once the repository is closed.
    public void await() {
        housekeeping.await();
    }

    /// One look; true if it changed something. The way in which tests step the engine.
    @SuppressWarnings("IllegalCatch")
    public boolean step() {
        turn.lock();
        try {
            ports.runner().tick();
            Instant now = clock.instant();
            Look.Result result = look.take(now);
            if (board.getAndSet(result.board()).trouble().isPresent()) {
                LOG.info("looking again works");
            }
            listeners.forEach(listener -> listener.accept(result.board()));
            result.board().observed().ifPresent(observed -> housekeeping.tidy(observed, result.awaited(), now));
            return result.acted();
        } catch (Fault fault) {
            trouble(fault.code(), String.valueOf(fault.getMessage()), fault.mend(), fault);
            return false;
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            trouble(
                    "bug",
                    "a look ended in a bug of ARelOps: " + bug,
                    "please report it; the next look tries again",
                    bug);
            return false;
        } finally {
            turn.unlock();
        }
    }

    private void trouble(String code, String message, String mend, Throwable cause) {
        Board old = board.get();
        Instant since = old.trouble()
                .filter(trouble -> trouble.code().equals(code))
                .map(Board.Trouble::since)
                .orElseGet(clock::instant);
        boolean isNew = old.trouble()
                .filter(trouble -> trouble.message().equals(message))
                .isEmpty();
        if (isNew && code.equals("bug")) {
            LOG.error("{}", message, cause);
        } else if (isNew) {
            LOG.warn("{} ({})", message, code);
        }
        board.set(new Board(
                old.at(),
                old.observed(),
                old.apps(),
                old.changes(),
                Optional.of(new Board.Trouble(code, message, mend, since))));
    }

    /// Answers a person's command and records what it comes to.
    ///
    /// @param because the reason that the person gives, one line
    public Answer command(AppName app, PersonName person, Role role, Command command, String because) {
        turn.lock();
        try {
            if (command instanceof Command.Adopt adopt && !ports.git().has(adopt.commit())) {
                return new Answer.Refused(
                        Answer.Reason.INPUT,
                        "the repository does not have the commit "
                                + adopt.commit().brief(),
                        "push it first, or name another");
            }
            return asked.recorded(
                    observed -> new Commands(look.deciding().snapshot(app, observed), person, role).answer(command),
                    fact -> new Note(fact, new Actor.Person(person), because));
        } finally {
            turn.unlock();
            nudge();
        }
    }

    /// Enters what a person did by hand with recorded traffic, or is about to do; what was entered before is not
    /// entered again.
    public UsedByHand.Entered traffic(UsedByHand used) {
        turn.lock();
        try {
            Answer answer = asked.recorded(
                    observed -> used.entry(newest(observed, UsedByHand.FAR)).isPresent()
                            ? new Answer.Accepted(List.of(), "it was entered before")
                            : used.answer(observed),
                    used::note);
            return new UsedByHand.Entered(answer, used.entry(newest(UsedByHand.FAR)));
        } finally {
            turn.unlock();
        }
    }

    /// What a person sees right after their command. It is recorded, whatever goes wrong here: the next look
    /// shows it.
    @SuppressWarnings("IllegalCatch")
    private void show(Observed observed, Instant now) {
        try {
            board.set(look.decided(observed, now));
        } catch (RuntimeException e) {
            LOG.warn("a command is recorded, and shown by the next look: {}", e.toString());
        }
    }

    /// Shows a change as it is right after a person's word, with what is decided of it then; a look comes soon.
    public void shows(Changes.Known change) {
        turn.lock();
        try {
            Board old = board.get();
            old.observed()
                    .filter(observed -> !isNewer(observed, change))
                    .map(observed -> look.decided(observed.with(change), clock.instant()))
                    .ifPresent(fresh -> board.set(
                            new Board(old.at(), fresh.observed(), fresh.apps(), fresh.changes(), old.trouble())));
        } finally {
            turn.unlock();
            nudge();
        }
    }

    private static boolean isNewer(Observed observed, Changes.Known change) {
        Instant last = change.state().work().last();
        return observed.changes()
                .of(change.state().number())
                .filter(seen -> seen.state().work().last().isAfter(last))
                .isPresent();
    }

    /// The newest entries of the ledger, newest first.
    public List<Entry> newest(int limit) {
        return board.get().observed().map(observed -> newest(observed, limit)).orElse(List.of());
    }

    private List<Entry> newest(Observed observed, int limit) {
        return ports.ledger().newest(observed.ledger(), limit);
    }

    /// What a job printed, from this byte on.
    public Output output(String job, long from) {
        return ports.runner().output(new JobId(job), from);
    }

    /// Where people's words about changes are taken. What came of one is shown by [#shows].
    public ChangeDesk changes() {
        return changes;
    }

    public Ports ports() {
        return ports;
    }
}
