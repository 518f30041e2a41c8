package arelops.app.reconcile;

import arelops.app.fault.Fault;
import arelops.app.ledger.LedgerView;
import arelops.core.evidence.Actor;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.evidence.Trust;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.AppPolicy;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Awaited;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at a repository: observe all, then for the intake and for each environment decide once and perform
/// once.
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Observer observer;
    private final JobBook jobs;
    private final Performer performer;
    private final ChangeWork changes;
    private final RecordingKeeper recordings;
    private final String controller;
    private final GateClock gates = new GateClock();
    private final Map<String, String> said = new HashMap<>();
    private final Map<String, String> mishaps = new HashMap<>();

    /// What a look does with changes.
    record ChangeWork(ChangeReader reader, ChangePerformer performer) {}

    Look(
            Observer observer,
            JobBook jobs,
            Performer performer,
            ChangeWork changes,
            RecordingKeeper recordings,
            String controller) {
        this.recordings = recordings;
        this.observer = observer;
        this.jobs = jobs;
        this.performer = performer;
        this.changes = changes;
        this.controller = controller;
    }

    /// What a look came to.
    ///
    /// @param acted whether it changed anything, so that looking again at once is worth it
    ///
    /// @param awaited what the jobs are for that changes wait for; empty where that cannot be told now
    record Result(Board board, boolean acted, Optional<Set<String>> awaited) {}

    Result take(Instant now) {
        Observed observed = observer.observe(now);
        jobs.endAbandoned(Awaited.by(observed.ledger().state(), observed.rules().policy()));
        Round round = new Round(observed, deciding(), now);
        round.rules();
        Board board = round.board(round::perform, Optional.of(changes.performer()));
        return new Result(board, round.acted, round.awaited);
    }

    /// What these observations come to, with nothing performed: what a person sees right after their
    /// command. What kept an act from being performed at the last look still does.
    Board decided(Observed observed, Instant now) {
        return new Round(observed, deciding(), now)
                .board(
                        (where, decision) -> decision instanceof Decision.Act
                                ? Optional.ofNullable(mishaps.get(where))
                                : Optional.empty(),
                        Optional.empty());
    }

    /// What is done with a decision; answers what kept it from being done, if so.
    private interface Hand {
        Optional<String> take(String where, Decision decision);
    }

    /// The observations for a person's command, with the decisions' view of them.
    Observed observe(Instant now) {
        return observer.observe(now);
    }

    Deciding deciding() {
        return new Deciding(jobs, gates, controller);
    }

    private final class Round {
        private Observed observed;
        private final Deciding deciding;
        private final Instant now;
        private boolean acted;
        private Optional<Set<String>> awaited = Optional.empty();

        Round(Observed observed, Deciding deciding, Instant now) {
            this.observed = observed;
            this.deciding = deciding;
            this.now = now;
        }

        /// Records that other rules are in force, of which commit, and what becomes looser by them (CHG-4).
        void rules() {
            LedgerView ledger = observed.ledger();
            var digest = observed.rules().digest();
            boolean known =
                    ledger.state().trust().policy().map(Trust.InForce::digest).equals(Optional.of(digest));
            Optional<CommitId> commit = observed.trunk().inForce();
            if (known || observed.rules().broken().isPresent() || commit.isEmpty()) {
                return;
            }
            List<String> looser = observer.looser(ledger, observed.rules().policy());
            Fact fact = new Fact.PolicyChanged(commit.get(), digest, looser);
            Note note = new Note(
                    fact,
                    new Actor.Automation(controller),
                    looser.isEmpty()
                            ? "other rules are in force, none of them looser"
                            : "looser rules are in force: " + String.join(" ", looser));
            took(Performer.recorded(performer.record(ledger, List.of(note), now)));
        }

        Board board(Hand hand, Optional<ChangePerformer> forChanges) {
            Map<AppName, Board.AppBoard> apps = new LinkedHashMap<>();
            for (AppPolicy app : observed.rules().policy().apps()) {
                apps.put(app.name(), app(app.name(), hand));
            }
            ChangeRound round =
                    new ChangeRound(changes.reader(), new ChangeDeciding(jobs, gates), forChanges, observed, now);
            var decided = round.take();
            decided.forEach((number, board) -> say("change " + number, board));
            observed = round.observed();
            acted |= round.acted();
            awaited = round.awaited();
            if (forChanges.isPresent()) {
                // As the ledger says after this look's acts: a release that has just come is recorded.
                apps.replaceAll((name, board) -> board.with(recordings.keep(name, observed, now)));
            }
            return new Board(now, Optional.of(observed), apps, decided, Optional.empty());
        }

        private Board.AppBoard app(AppName app, Hand hand) {
            Decision intake = deciding.intake(app, observed, now);
            Map<EnvironmentName, String> kept = new HashMap<>();
            Optional<String> intakeMishap = hand.take("intake of " + app, intake);
            Map<EnvironmentName, Decision> line = new LinkedHashMap<>();
            for (EnvironmentPolicy environment : observed.rules().policy().line()) {
                Slot slot = new Slot(app, environment.name());
                Decision decision = deciding.line(slot, observed, now);
                line.put(environment.name(), decision);
                hand.take(slot.toString(), decision).ifPresent(mishap -> kept.put(environment.name(), mishap));
            }
            return new Board.AppBoard(intake, intakeMishap, line, kept, recordings.last(app));
        }

        /// What kept the act from being performed, if so. A fault of one slot's act does not stop the others.
        private Optional<String> perform(String where, Decision decision) {
            say(where, decision);
            if (!(decision instanceof Decision.Act act)) {
                mishaps.remove(where);
                return Optional.empty();
            }
            try {
                return complained(where, took(performer.perform(act, observed, now)));
            } catch (Fault fault) {
                if (fault.kind() == Fault.Kind.UNREACHABLE) {
                    throw fault;
                }
                return complained(where, took(new Outcome.Refused(fault.getMessage() + ". " + fault.mend())));
            }
        }

        /// A mishap is a line of the log when it is new, not at every look.
        private Optional<String> complained(String where, Optional<String> mishap) {
            if (mishap.isEmpty()) {
                mishaps.remove(where);
            } else if (!mishap.get().equals(mishaps.put(where, mishap.get()))) {
                LOG.warn("{}: {}", where, mishap.get());
            }
            return mishap;
        }

        private Optional<String> took(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Done done -> {
                    acted = true;
                    done.ledger().ifPresent(ledger -> observed = observed.with(ledger));
                    yield Optional.empty();
                }
                case Outcome.Stale stale -> Optional.of(stale.because());
                case Outcome.Refused refused -> Optional.of(refused.because());
            };
        }

        private void say(String where, Decision decision) {
            say(where, decision.because());
        }

        private void say(String where, Board.ChangeBoard board) {
            say(where, board.decision().because());
            complained(where, board.mishap());
        }

        private void say(String where, String because) {
            if (!because.equals(said.put(where, because))) {
                LOG.info("{}: {}", where, because);
            }
        }
    }
}
