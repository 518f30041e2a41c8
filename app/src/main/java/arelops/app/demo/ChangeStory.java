package arelops.app.demo;

import arelops.app.change.Changes;
import arelops.app.fault.Fault;
import arelops.app.people.Person;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.ChangeDesk;
import arelops.app.reconcile.Controller;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.TestState;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.release.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What people do with changes in the demo, and what is said of them.
final class ChangeStory {
    private final Controller controller;
    private final Screen screen;

    ChangeStory(Controller controller, Screen screen) {
        this.controller = controller;
        this.screen = screen;
    }

    ChangeNumber open(Person by, String branch, CommitId head, String title) {
        ChangeDesk.Told told = controller
                .changes()
                .open(
                        new ChangeDesk.Asker(by.name(), Role.DEVELOPER),
                        head,
                        new ChangeEvent.Source(Optional.of(branch), Optional.empty()),
                        new ChangeEvent.Words(title, "", false, List.of()));
        return tell(opened(by, told));
    }

    /// Proposes to take back a commit of trunk; it is not told yet.
    Opened revert(Person by, ChangeDesk.Undo undo, String because) {
        return opened(by, controller.changes().revert(asker(by), undo, because));
    }

    private static ChangeDesk.Asker asker(Person person) {
        return new ChangeDesk.Asker(person.name(), person.role());
    }

    private Opened opened(Person by, ChangeDesk.Told told) {
        controller.nudge();
        if (!(told.answer() instanceof ChangeAnswer.Accepted) || told.change().isEmpty()) {
            throw new Fault(
                    Fault.Kind.BROKEN,
                    "demo.change",
                    "The demo's change was not taken: " + told.answer(),
                    "Look into the logs named above.");
        }
        return new Opened(by, told.change().get().state(), screen.elapsed());
    }

    /// A change that somebody proposed.
    ///
    /// @param when so long after the beginning
    record Opened(Person by, ChangeState state, Duration when) {}

    ChangeNumber tell(Opened opened) {
        ChangeState state = opened.state();
        screen.event(
                opened.when(),
                opened.by().name().text(),
                "opens " + state.number() + " \"" + state.words().title() + "\" at "
                        + state.commit().brief());
        return state.number();
    }

    ChangeAnswer say(Person who, ChangeNumber number, ChangeCommand command) {
        ChangeAnswer answer =
                controller.changes().command(asker(who), number, command, "").answer();
        controller.nudge();
        screen.event(
                who.name().text(),
                switch (answer) {
                    case ChangeAnswer.Accepted accepted -> accepted.sentence();
                    case ChangeAnswer.Refused refused -> "✕ refused: " + refused.because();
                });
        return answer;
    }

    Optional<ChangeState> state(ChangeNumber number) {
        return controller
                .board()
                .observed()
                .flatMap(observed -> observed.changes().of(number))
                .map(Changes.Known::state);
    }

    boolean is(ChangeNumber number, Predicate<ChangeState> condition) {
        return state(number).filter(condition).isPresent();
    }

    /// Where its TEST environment answers, once it does.
    Optional<URI> test(ChangeNumber number, AppName app) {
        boolean serves = is(
                number,
                state -> state.test()
                        .up()
                        .filter(up -> up.stage() == TestState.Stage.SERVES)
                        .isPresent());
        return serves
                ? controller
                        .board()
                        .observed()
                        .flatMap(
                                observed -> observed.target(new Slot(app, new EnvironmentName("pr-" + number.value()))))
                        .map(target -> target.address().byName())
                : Optional.empty();
    }

    Optional<CommitId> landed(ChangeNumber number) {
        return state(number)
                .flatMap(state -> state.work().phase() instanceof Phase.Landed landed
                        ? Optional.of(landed.commit())
                        : Optional.empty());
    }

    /// What it waits for now.
    String why(ChangeNumber number) {
        return Optional.ofNullable(controller.board().changes().get(number))
                .map((Board.ChangeBoard board) -> board.decision().because())
                .orElse("");
    }
}
