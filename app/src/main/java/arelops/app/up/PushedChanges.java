package arelops.app.up;

import arelops.app.forge.Proposal;
import arelops.app.forge.Proposals;
import arelops.app.forge.Reply;
import arelops.app.forge.Wishes;
import arelops.app.git.TrunkCommit;
import arelops.app.reconcile.ChangeDesk;
import arelops.app.reconcile.Controller;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.id.ChangeNumber;
import java.util.Optional;

/// Makes changes of what is pushed to `refs/for/TRUNK`: a new one, or other commits of one that is open.
final class PushedChanges implements Proposals {
    private final Controller controller;

    PushedChanges(Controller controller) {
        this.controller = controller;
    }

    @Override
    public Reply propose(Proposal proposal) {
        Optional<ChangeNumber> known = proposal.change()
                .or(() -> controller.changes().goesOn(proposal.by(), proposal.head(), proposal.topic()));
        Reply reply = known.map(number -> again(proposal, number)).orElseGet(() -> first(proposal));
        controller.nudge();
        return reply;
    }

    private Reply first(Proposal proposal) {
        ChangeEvent.Source source = new ChangeEvent.Source(Optional.empty(), proposal.topic(), Optional.empty());
        ChangeDesk.Told told = controller.changes().open(asker(proposal), proposal.head(), source, words(proposal));
        return switch (told.answer()) {
            case ChangeAnswer.Refused refused -> new Reply.Refused(refused.because(), refused.mend());
            case ChangeAnswer.Accepted accepted -> {
                ChangeNumber number = told.change().orElseThrow().state().number();
                yield new Reply.Opened(number, link(number), accepted.sentence());
            }
        };
    }

    private static ChangeDesk.Asker asker(Proposal proposal) {
        return new ChangeDesk.Asker(proposal.by(), proposal.role());
    }

    /// Without a title a change is called as its newest commit is.
    private ChangeEvent.Words words(Proposal proposal) {
        Wishes wishes = proposal.wishes();
        TrunkCommit commit = controller.ports().git().trunk(proposal.head(), 1).getFirst();
        return new ChangeEvent.Words(
                wishes.title().orElseGet(() -> ChangeEvent.Words.title(commit.subject())),
                wishes.description().orElse(""),
                wishes.draft(),
                wishes.labels());
    }

    private Reply again(Proposal proposal, ChangeNumber number) {
        ChangeDesk.Told told = controller.changes().push(asker(proposal), number, proposal.head());
        if (told.answer() instanceof ChangeAnswer.Refused refused) {
            return new Reply.Refused(refused.because(), refused.mend());
        }
        Wishes wishes = proposal.wishes();
        if (!wishes.equals(Wishes.NONE)) {
            ChangeDesk.Told reworded = controller
                    .changes()
                    .command(
                            asker(proposal),
                            number,
                            new ChangeCommand.Reword(
                                    wishes.title(),
                                    wishes.description(),
                                    wishes.draft() ? Optional.of(true) : Optional.empty(),
                                    wishes.labels().isEmpty() ? Optional.empty() : Optional.of(wishes.labels())),
                            "");
            if (reworded.answer() instanceof ChangeAnswer.Refused refused) {
                return new Reply.Updated(
                        number, link(number), number + " has the commits, not the words: " + refused.because());
            }
        }
        String sentence = number + " is at " + proposal.head().brief() + " now";
        return new Reply.Updated(number, link(number), sentence);
    }

    private static String link(ChangeNumber number) {
        return "arelops change show " + number.value();
    }
}
