package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.Actor;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.gate.Sentence;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Decision;
import arelops.core.release.ServedElsewhere;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The one sentence on top of every surface: whether somebody must act, what moves, and why the rest waits.
///
/// @param needsYou whether nothing goes on until a person does something
record Summary(String text, boolean needsYou) {
    static Summary of(Board board) {
        if (board.trouble().isPresent()) {
            return trouble(board, board.trouble().get());
        }
        if (board.observed().isEmpty()) {
            return new Summary("Looking for the first time. Nothing needs you.", false);
        }
        return new Reading(board, board.observed().get()).summary();
    }

    private static Summary trouble(Board board, Board.Trouble trouble) {
        String stays = board.observed().isPresent() ? " What is shown is as of the last look that worked." : "";
        return new Summary(
                "Needs you: " + Sentence.of(trouble.message()) + " Nothing is promoted meanwhile." + stays + " "
                        + Sentence.of(trouble.mend()),
                true);
    }

    /// Goes through a board from the environment closest to customers to trunk.
    private static final class Reading {
        private final Board board;
        private final Observed observed;
        private final Set<String> away = new LinkedHashSet<>();
        private final Set<String> needs = new LinkedHashSet<>();
        private final Set<String> stuck = new LinkedHashSet<>();
        private final Set<String> moves = new LinkedHashSet<>();
        private final Set<String> waits = new LinkedHashSet<>();
        private final Set<String> holds = new LinkedHashSet<>();

        Reading(Board board, Observed observed) {
            this.board = board;
            this.observed = observed;
        }

        Summary summary() {
            board.apps().forEach((app, decided) -> {
                away(app);
                List<Map.Entry<EnvironmentName, Decision>> line =
                        new ArrayList<>(decided.line().entrySet());
                for (var one : line.reversed()) {
                    Optional<String> mishap =
                            Optional.ofNullable(decided.mishaps().get(one.getKey()));
                    environment(new Slot(app, one.getKey()), one.getValue(), mishap);
                }
                notBuilt(app);
                decided.intakeMishap()
                        .ifPresentOrElse(
                                because -> stuck.add("Trunk is not taken in: " + because),
                                () -> intake(decided.intake()));
            });
            if (moves.isEmpty()) {
                observed.ledger().state().openErrors().forEach(this::error);
            }
            return new Summary(text(), !needs.isEmpty());
        }

        /// Who serves the users comes before everything else.
        private void away(AppName app) {
            String of = board.apps().size() == 1 ? "" : app + ": ";
            observed.ledger()
                    .state()
                    .slot(new Slot(app, EnvironmentName.PRODUCTION))
                    .failover()
                    .ifPresent(failover -> away.add(of + ServedElsewhere.words(failover)));
        }

        private void environment(Slot slot, Decision decision, Optional<String> mishap) {
            Optional<Guard.Hold> byPerson = observed.ledger()
                    .state()
                    .slot(slot)
                    .guard()
                    .hold()
                    .filter(hold -> hold.by() instanceof Actor.Person);
            byPerson.ifPresent(hold -> holds.add(slot.environment().upper() + " is held by " + hold.by()
                    + (hold.because().isEmpty() ? "" : ": " + hold.because())));
            Optional<SlotState.Attempt> attempt =
                    observed.ledger().state().slot(slot).attempt();
            switch (decision) {
                case Decision.Act act
                when mishap.isPresent() ->
                    stuck.add(slot.environment().upper() + " is stuck: "
                            + mishap.get().replaceFirst("[.]$", "") + ". It wants: " + act.because());
                case Decision.Act act -> moves.add(act.because());
                case Decision.Wait wait -> {
                    if (wait.until() instanceof Decision.Until.Person person) {
                        if (byPerson.isEmpty() || !person.act().contains("resume")) {
                            needs.add(wait.because() + " → " + person.act());
                        }
                    } else if (attempt.isPresent()) {
                        moves.add(wait.because());
                    } else if (!wait.gates().isEmpty()) {
                        waits.add(wait.because());
                    }
                }
            }
        }

        private void intake(Decision decision) {
            switch (decision) {
                case Decision.Act act -> moves.add(act.because());
                case Decision.Wait wait -> {
                    if (wait.until() instanceof Decision.Until.Person person) {
                        needs.add(wait.because() + " → " + person.act());
                    } else if (failed(wait).isPresent()) {
                        needs.add(wait.because() + " → "
                                + failed(wait).flatMap(Gate::unblocks).orElse("see arelops why"));
                    } else if (wait.because().contains("is being built")
                            || wait.because().contains(" runs on ")) {
                        moves.add(wait.because());
                    } else if (!wait.gates().isEmpty()) {
                        waits.add(wait.because());
                    }
                }
            }
        }

        private static Optional<Gate> failed(Decision.Wait wait) {
            return wait.gates().stream()
                    .filter(gate -> gate.state() == Gate.State.FAILED)
                    .findFirst();
        }

        /// A mend may be on its way; where nothing moves, there is none.
        private void error(ErrorRecord error) {
            needs.add(error.rejected().commit().brief() + " was rejected in "
                    + error.slot().environment().upper() + " → push a fix or a revert; see arelops error show "
                    + error.number());
        }

        /// Nothing newer comes until somebody mends trunk.
        private void notBuilt(AppName app) {
            observed.refs()
                    .trunk()
                    .filter(tip ->
                            observed.ledger().state().builds(app).notBuilt().contains(tip))
                    .ifPresent(tip ->
                            needs.add(tip.brief() + " does not build → push a fix; see arelops logs " + tip.brief()));
        }

        private String text() {
            List<String> parts = new ArrayList<>(away.stream().map(Sentence::of).toList());
            if (!needs.isEmpty()) {
                parts.add("Needs you: " + Sentence.of(needs.iterator().next()));
                if (needs.size() > 1) {
                    parts.add(
                            needs.size() == 2
                                    ? "Something else needs you too."
                                    : (needs.size() - 1) + " other things need you too.");
                }
            }
            stuck.stream().findFirst().map(Sentence::of).ifPresent(parts::add);
            moves.stream().findFirst().map(Sentence::of).ifPresent(parts::add);
            holds.stream().findFirst().map(Sentence::of).ifPresent(parts::add);
            if (moves.isEmpty() && stuck.isEmpty()) {
                waits.stream().findFirst().map(Sentence::of).ifPresent(parts::add);
            }
            if (Stream.of(stuck, moves, waits, holds, needs).allMatch(Set::isEmpty)) {
                parts.add("Nothing moves, and nothing waits.");
            }
            if (needs.isEmpty() && stuck.isEmpty()) {
                parts.add("Nothing needs you.");
            }
            return String.join(" ", parts);
        }
    }
}
