package arelops.app.web;

import arelops.app.git.GitIdentity;
import arelops.app.people.Person;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.ChangeDesk.Asker;
import arelops.app.reconcile.ChangeDesk.Told;
import arelops.app.reconcile.ChangeDesk.Undo;
import arelops.app.reconcile.Observed;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent.Source;
import arelops.core.change.ChangeEvent.Words;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.Phase;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.release.Answer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/// Takes people's words about changes in, and passes them to the controller.
final class ChangeActs {
    private static final Set<String> OPENING = Set.of("branch", "commit", "title", "description", "draft", "labels");
    private static final Set<String> REASON = Set.of("because");

    private final Engine engine;

    ChangeActs(Engine engine) {
        this.engine = engine;
    }

    /// `POST changes`: proposes a branch, which the change follows from then on, or a commit.
    Sent open(Question question) {
        Body body = new Body(question.body());
        body.only("A new change", Set.of(), OPENING);
        Optional<String> branch = body.maybe("branch").map(name -> name.replaceFirst("^refs/heads/", ""));
        Optional<String> named = body.maybe("commit");
        if (branch.isPresent() == named.isPresent()) {
            throw Question.input("Either a branch or a commit is proposed", "Send one of branch and commit.");
        }
        CommitId head = branch.map(this::branch).orElseGet(() -> whole("commit", body.text("commit")));
        FirstWords first = FirstWords.of(engine.changes().message(head).orElse(""));
        Words words = new Words(
                body.maybe("title").orElse(first.title()),
                body.written("description").orElse(first.description()),
                body.flag("draft"),
                body.texts("labels"));
        Told told = engine.changes().open(asker(question), head, new Source(branch, Optional.empty()), words);
        return answered(told, question);
    }

    private CommitId branch(String name) {
        return engine.changes()
                .branch(name)
                .orElseThrow(() -> Question.unknown(
                        "There is no branch '" + name + "' in the repository", "git push origin " + name));
    }

    private static CommitId whole(String what, String text) {
        if (!text.matches("[0-9a-f]{40}")) {
            throw Question.input("'" + text + "' is no " + what, "Write all 40 digits of its commit.");
        }
        return new CommitId(text);
    }

    /// `POST changes/N/ACT`; empty where there is no such act.
    Optional<Sent> act(Question question) {
        String act = question.part(2);
        ChangeNumber number = ChangesPage.number(question.part(1));
        Body body = new Body(question.body());
        if (act.equals("revert")) {
            return Optional.of(revert(question, number, body));
        }
        Optional<ChangeActReader> reader = ChangeActReader.of(act, body);
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        Board board = engine.board();
        Optional<ChangeState> seen =
                Endpoints.observed(board).changes().of(number).map(known -> known.state());
        HeadSeen head = new HeadSeen(seen.map(ChangeState::commit));
        ChangeCommand command = reader.get().read(head);
        if (head.another().isPresent()) {
            return Optional.of(outdated(number, head.another().get(), seen.orElseThrow()));
        }
        Told told = engine.changes().command(asker(question), number, command, body.because());
        boolean unknown = told.answer() instanceof ChangeAnswer.Refused refused
                && refused.reason() == Answer.Reason.INPUT
                && seen.isEmpty();
        if (unknown) {
            new ChangesPage(board, Endpoints.observed(board)).named(number);
        }
        return Optional.of(answered(told, question));
    }

    private static Sent outdated(ChangeNumber number, String saw, ChangeState state) {
        return CommandDesk.refused(
                Answer.Reason.RULE,
                number + " is at " + state.commit().brief() + " now, and you saw " + saw,
                "look at it again: arelops change show " + number.value());
    }

    /// `POST commits/NAME/revert`: takes back a commit of trunk.
    Sent revertCommit(Question question) {
        Body body = new Body(question.body());
        Observed observed = Endpoints.observed(engine.board());
        CommitId commit = new Commits(observed).named(question.part(1));
        if (observed.ledger().state().trunk().position(commit).isEmpty()) {
            return CommandDesk.refused(
                    Answer.Reason.RULE,
                    commit.brief() + " is not on trunk, so there is nothing to take back",
                    "name a commit that arelops diff shows, or a change that landed");
        }
        String title = observed.changes().all().values().stream()
                .filter(known -> known.state().work().phase() instanceof Phase.Landed landed
                        && landed.commit().equals(commit))
                .findFirst()
                .map(known -> known.state().words().title())
                .orElseGet(() -> FirstWords.of(engine.changes().message(commit).orElse(commit.brief()))
                        .title());
        return undone(question, commit, title, body);
    }

    private Sent revert(Question question, ChangeNumber number, Body body) {
        Board board = engine.board();
        ChangeState state =
                new ChangesPage(board, Endpoints.observed(board)).named(number).state();
        if (!(state.work().phase() instanceof Phase.Landed landed)) {
            reason(body);
            return CommandDesk.refused(
                    Answer.Reason.RULE,
                    number + " has not landed, so there is nothing to take back",
                    state.isOpen()
                            ? "arelops change close " + number.value()
                            : "see arelops change show " + number.value());
        }
        return undone(question, landed.commit(), state.words().title(), body);
    }

    private Sent undone(Question question, CommitId commit, String title, Body body) {
        Told told = engine.changes()
                .revert(asker(question), new Undo(commit, title, identity(question.by())), reason(body));
        return answered(told, question);
    }

    private static String reason(Body body) {
        body.only("revert", REASON, Set.of());
        if (body.because().isEmpty()) {
            throw Question.input("revert needs a reason, which is kept for ever", "Add -m \"why\" (in JSON: because).");
        }
        return body.because();
    }

    /// How git is to know a person: so that nobody approves a commit that ARelOps made for them.
    private static GitIdentity identity(Person person) {
        String name = person.name().text();
        return new GitIdentity(name, person.emails().stream().findFirst().orElse(name + "@localhost"));
    }

    private static Asker asker(Question question) {
        return new Asker(question.by().name(), question.by().role());
    }

    private Sent answered(Told told, Question question) {
        return switch (told.answer()) {
            case ChangeAnswer.Refused refused ->
                CommandDesk.refused(refused.reason(), refused.because(), refused.mend());
            case ChangeAnswer.Accepted accepted -> {
                ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
                out.put("accepted", true).put("sentence", accepted.sentence());
                told.change().ifPresent(known -> after(out, known.state(), question));
                yield Sent.ok(out);
            }
        };
    }

    /// The change as it is then.
    private void after(ObjectNode out, ChangeState state, Question question) {
        Board board = engine.board();
        out.put("number", state.number().value())
                .put("link", "changes/" + state.number().value());
        new ChangesPage(board, Endpoints.observed(board)).summary(out.putObject("change"), state);
        if (question.path().getLast().equals("approve")) {
            ChangePage.doesNotCount(board, state.number(), question.by().name())
                    .ifPresent(because -> out.put("note", because));
        }
        if (question.path().getLast().equals("signoff")) {
            ChangePage.signOffDoesNotCount(board, state, question.by().name())
                    .ifPresent(because -> out.put("note", because));
        }
    }
}
