package arelops.core.change;

import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.id.ChangeNumber;
import arelops.core.id.PersonName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What people say in a small world, by the rules of commands.
final class ChangePeople {
    private static final List<Said> ALL = List.of(
            new Said("approve", ChangeScene.BOB, review(Verdict.APPROVED), ChangePeople::isNotApproved),
            new Said("ask for changes to", ChangeScene.BOB, review(Verdict.CHANGES_REQUESTED), _ -> false),
            new Said("take back what was said of", ChangeScene.BOB, review(Verdict.WITHDRAWN), _ -> false),
            new Said(
                    "sign as developer",
                    ChangeScene.ANN,
                    sign(SignOff.Trade.DEVELOPER),
                    isUnsigned(SignOff.Trade.DEVELOPER)),
            new Said("sign as qa", ChangeScene.DEE, sign(SignOff.Trade.QA), isUnsigned(SignOff.Trade.QA)),
            new Said("let run", ChangeScene.BOB, new ChangeCommand.Run(Optional.empty()), ChangePeople::isUnlet),
            new Said("make a draft of", ChangeScene.BOB, draft(true), _ -> false),
            new Said(
                    "make ready",
                    ChangeScene.BOB,
                    draft(false),
                    state -> state.words().draft()),
            new Said("close", ChangeScene.BOB, new ChangeCommand.Close(), _ -> false),
            new Said("reopen", ChangeScene.BOB, new ChangeCommand.Reopen(), _ -> true),
            new Said(
                    "merge",
                    ChangeScene.BOB,
                    new ChangeCommand.Merge(false),
                    state -> state.work().ejected().isPresent()),
            new Said("merge urgently", ChangeScene.CAT, new ChangeCommand.Merge(true), _ -> false),
            new Said("want TEST for", ChangeScene.BOB, new ChangeCommand.Test(), _ -> false));

    private ChangePeople() {}

    /// @param asked whether it is what the change waits for, and not one more that comes in between
    record Said(String label, PersonName by, ChangeCommand command, Predicate<ChangeState> asked) {
        boolean isForward(ChangeWorld world, ChangeState state) {
            return asked.test(state)
                    && switch (command) {
                        case ChangeCommand.Sign _ -> world.policy().test().isPresent();
                        case ChangeCommand.Merge _ -> !ChangeCooperation.isBroken(world, state);
                        case ChangeCommand.Push _,
                                ChangeCommand.Comment _,
                                ChangeCommand.Review _,
                                ChangeCommand.Reword _,
                                ChangeCommand.Close _,
                                ChangeCommand.Reopen _,
                                ChangeCommand.Run _,
                                ChangeCommand.Test _,
                                ChangeCommand.Unqueue _ -> true;
                    };
        }
    }

    static List<Said> all() {
        return ALL;
    }

    private static ChangeCommand review(Verdict verdict) {
        return new ChangeCommand.Review(verdict, Optional.empty(), "");
    }

    private static ChangeCommand sign(SignOff.Trade as) {
        return new ChangeCommand.Sign(as, Optional.empty());
    }

    private static ChangeCommand draft(boolean draft) {
        return new ChangeCommand.Reword(Optional.empty(), Optional.empty(), Optional.of(draft), Optional.empty());
    }

    private static boolean isNotApproved(ChangeState state) {
        return state.votes().opinions().stream()
                .noneMatch(
                        one -> one.approves() && one.on().holdsFor(state.head().head()));
    }

    private static Predicate<ChangeState> isUnsigned(SignOff.Trade trade) {
        return state -> state.votes().signOffs().stream()
                .noneMatch(one -> one.as() == trade && one.on().equals(state.commit()));
    }

    private static boolean isUnlet(ChangeState state) {
        return !state.votes().runs().contains(state.commit()) && state.bringer().equals(ChangeScene.VIC);
    }

    /// The world in which that was recorded; empty where it is refused, or says what is so already.
    static Optional<ChangeWorld> says(ChangeWorld world, ChangeNumber number, Said said) {
        return says(world, number, said.by(), said.command());
    }

    static Optional<ChangeWorld> says(ChangeWorld world, ChangeNumber number, PersonName by, ChangeCommand command) {
        ChangeState state = world.state(number);
        ChangeAnswer answer = new ChangeCommands(
                        state, by, world.scene().role(by, world.around().demoted()))
                .answer(command);
        if (!(answer instanceof ChangeAnswer.Accepted accepted)) {
            return Optional.empty();
        }
        ChangeEvent event = accepted.events().getFirst();
        boolean same = switch (event) {
            case ChangeEvent.Reworded words -> words.words().equals(state.words());
            case ChangeEvent.TestWanted _ -> state.test().asked().isPresent();
            case ChangeEvent.RunAllowed run -> state.votes().runs().contains(run.head());
            case ChangeEvent.Opened _,
                    ChangeEvent.HeadMoved _,
                    ChangeEvent.Commented _,
                    ChangeEvent.Reviewed _,
                    ChangeEvent.SignedOff _,
                    ChangeEvent.Queued _,
                    ChangeEvent.Ejected _,
                    ChangeEvent.Tried _,
                    ChangeEvent.Conflicted _,
                    ChangeEvent.Voided _,
                    ChangeEvent.Checked _,
                    ChangeEvent.TestRaised _,
                    ChangeEvent.TestServes _,
                    ChangeEvent.TestOver _,
                    ChangeEvent.TestGone _,
                    ChangeEvent.Closed _,
                    ChangeEvent.Reopened _,
                    ChangeEvent.Landed _ -> false;
        };
        return same ? Optional.empty() : Optional.of(world.told(number, event, ChangeScene.actor(by), ""));
    }
}
