package arelops.app.web;

import arelops.app.change.Changes;
import arelops.app.git.ObjectId;
import arelops.app.reconcile.ChangeDesk.Asker;
import arelops.app.reconcile.ChangeDesk.Told;
import arelops.app.reconcile.ChangeDesk.Undo;
import arelops.app.reconcile.Controller;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import java.util.List;
import java.util.Optional;

/// What the API asks of a controller about changes. What came of a word is on the board when it is answered.
public interface ChangeEngine {
    /// Where a branch stands now.
    Optional<CommitId> branch(String name);

    /// The message of a commit, where the repository has it.
    Optional<String> message(CommitId commit);

    Told open(Asker asker, CommitId head, Source source, Words words);

    /// Opens the inverse of what landed.
    Told revert(Asker asker, Undo undo, String because);

    Told command(Asker asker, ChangeNumber number, ChangeCommand command, String because);

    /// All that happened to a change, oldest first.
    List<ChangeEntry> history(Changes.Known change);

    /// That of a controller that runs.
    static ChangeEngine of(Controller controller) {
        return new Running(controller);
    }

    /// A controller's desk, its board and its repository.
    record Running(Controller controller) implements ChangeEngine {
        @Override
        public Optional<CommitId> branch(String name) {
            return controller
                    .ports()
                    .git()
                    .fetch()
                    .ref("refs/heads/" + name)
                    .map(ObjectId::hex)
                    .map(CommitId::new);
        }

        @Override
        public Optional<String> message(CommitId commit) {
            var git = controller.ports().git();
            return git.has(commit) ? Optional.of(git.message(commit)) : Optional.empty();
        }

        @Override
        public Told open(Asker asker, CommitId head, Source source, Words words) {
            return shown(controller.changes().open(asker, head, source, words));
        }

        @Override
        public Told revert(Asker asker, Undo undo, String because) {
            return shown(controller.changes().revert(asker, undo, because));
        }

        @Override
        public Told command(Asker asker, ChangeNumber number, ChangeCommand command, String because) {
            return shown(controller.changes().command(asker, number, command, because));
        }

        @Override
        public List<ChangeEntry> history(Changes.Known change) {
            return controller.changes().history(change);
        }

        private Told shown(Told told) {
            told.change().ifPresent(controller::shows);
            return told;
        }
    }
}
