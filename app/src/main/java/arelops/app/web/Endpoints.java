package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.ledger.Since;
import arelops.app.metrics.router.RouterTotals;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.app.run.Output;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What the API can be asked. Every path but the people's is for every account; who may do what is decided by the
/// core.
final class Endpoints {
    private static final int ENTRIES = 30;
    private static final int MOST_ENTRIES = 1_000;

    private final Engine engine;
    private final PeoplePage people;
    private final CommandDesk desk;
    private final TrafficDesk traffic;
    private final ChangeActs acts;
    private final Nudges nudges;
    private final RouterTotals totals;
    private final TrafficResults results;

    Endpoints(Engine engine, Accounts accounts, InstantSource clock) {
        this.engine = engine;
        this.people = new PeoplePage(new Visitors(engine, accounts), accounts, clock);
        this.desk = new CommandDesk(engine);
        this.traffic = new TrafficDesk(engine, desk);
        this.acts = new ChangeActs(engine);
        this.nudges = new Nudges(engine, clock);
        this.totals = new RouterTotals(engine::windows);
        this.results = new TrafficResults(engine);
    }

    /// How many changes are open.
    long openChanges() {
        return engine.board()
                .observed()
                .map(observed -> observed.changes().open().count())
                .orElse(0L);
    }

    /// The answer; empty where there is nothing at that path.
    Optional<Sent> answer(Question question) {
        return switch (question.path().size()) {
            case 1 -> one(question);
            case 2 -> two(question);
            case 3 -> three(question);
            default -> Optional.empty();
        };
    }

    private Optional<Sent> one(Question question) {
        return switch (question.name()) {
            case "GET status" -> ok(status(question));
            case "GET me" -> ok(people.me(question.by()));
            case "GET log" -> ok(log(question));
            case "GET diff" -> ok(diff(question));
            case "GET logs" -> ok(logs(question));
            case "GET jobs" -> ok(jobs(question));
            case "GET errors" -> ok(errors());
            case "GET verify" -> ok(verify(question));
            case "GET people" -> ok(people.list());
            case "GET scrape" -> Optional.of(Sent.ok(new ScrapeTargets(observed()).json()));
            case "GET metrics" ->
                Optional.of(Sent.text(totals.text(observed().targets().keySet())));
            case "POST people" -> Optional.of(people.add(question));
            case "POST commands" -> Optional.of(desk.take(question));
            case "POST traffic" -> Optional.of(traffic.entered(question));
            case "GET changes" -> ok(new ChangesPage(engine.board(), observed()).list(question));
            case "POST changes" -> Optional.of(acts.open(question));
            case "POST nudge" -> ok(nudges.take());
            case "POST stop" -> ok(stop(question));
            default -> Optional.empty();
        };
    }

    private Optional<Sent> two(Question question) {
        return switch (question.name()) {
            case "GET entry" -> {
                long seq = Question.whole("entry", question.part(1));
                yield ok(new HistoryPage(engine, observed())
                        .entry(seq, observed().ledger().state().seq()));
            }
            case "GET show" -> ok(show(question.part(1)));
            case "GET changes" -> ok(change(question.part(1)));
            case "POST traffic" ->
                question.part(1).equals("ask") ? Optional.of(traffic.asked(question)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Sent> three(Question question) {
        if (question.name().equals("GET jobs") && question.part(2).equals("output")) {
            return ok(output(question));
        }
        return switch (question.name()) {
            case "POST people" -> person(question);
            case "POST changes" -> acts.act(question);
            case "POST commits" ->
                question.part(2).equals("revert") ? Optional.of(acts.revertCommit(question)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Sent> person(Question question) {
        return switch (question.part(2)) {
            case "role" -> Optional.of(people.role(question));
            case "token" -> Optional.of(people.token(question));
            case "invite" -> Optional.of(people.invite(question));
            case "revoke" -> Optional.of(people.revoke(question));
            default -> Optional.empty();
        };
    }

    private static Optional<Sent> ok(ObjectNode body) {
        return Optional.of(Sent.ok(body));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("v", 1);
    }

    private Observed observed() {
        return observed(engine.board());
    }

    static Observed observed(Board board) {
        return board.observed()
                .orElseThrow(() -> new Fault(
                        Fault.Kind.UNREACHABLE,
                        "board.empty",
                        board.trouble().map(Board.Trouble::message).orElse("The repository was not looked at yet"),
                        board.trouble().map(Board.Trouble::mend).orElse("Try again in a moment.")));
    }

    private ObjectNode show(String name) {
        Board board = engine.board();
        Observed observed = observed(board);
        CommitId commit = new Commits(observed).named(name);
        return new JourneyPage(board, observed, commit).json(new HistoryPage(engine, observed));
    }

    private ObjectNode change(String number) {
        Board board = engine.board();
        Observed observed = observed(board);
        return new ChangePage(
                        engine, board, observed, new ChangesPage(board, observed).named(ChangesPage.number(number)))
                .json();
    }

    private ObjectNode log(Question question) {
        int limit = (int) Math.min(MOST_ENTRIES, question.number("limit", ENTRIES));
        return new HistoryPage(engine, observed())
                .log(
                        question.parameter("app").map(CommandDesk::name),
                        question.parameter("env").map(this::environment),
                        limit);
    }

    /// An environment that is on the line, or was when the ledger wrote of it.
    private EnvironmentName environment(String text) {
        EnvironmentName named = CommandReader.environment(text);
        Observed observed = observed();
        List<EnvironmentName> line = observed.rules().policy().line().stream()
                .map(EnvironmentPolicy::name)
                .toList();
        boolean known = line.contains(named)
                || observed.ledger().state().slots().keySet().stream()
                        .anyMatch(slot -> slot.environment().equals(named));
        if (known) {
            return named;
        }
        throw Question.unknown(
                "There is no environment '" + named + "' on the line",
                "There are "
                        + String.join(
                                ", ", line.stream().map(EnvironmentName::text).toList()) + ".");
    }

    /// The commits between two places: what `to` has and `from` has not, or the other way round.
    private ObjectNode diff(Question question) {
        Observed observed = observed();
        Commits commits = new Commits(observed);
        CommitId from = place(question, observed, question.needed("from"));
        CommitId to = place(question, observed, question.needed("to"));
        var trunk = observed.ledger().state().trunk();
        boolean forward = trunk.contains(from, to);
        ObjectNode out = object();
        GateJson.commit(out.putObject("from"), from, commits);
        GateJson.commit(out.putObject("to"), to, commits);
        boolean known = trunk.position(from).isPresent() && trunk.position(to).isPresent();
        out.put("direction", from.equals(to) ? "same" : !known ? "unknown" : forward ? "forward" : "back");
        ArrayNode list = out.putArray("commits");
        List<CommitId> between = !known || from.equals(to)
                ? List.of()
                : forward ? trunk.between(Optional.of(from), to) : trunk.between(Optional.of(to), from);
        for (CommitId commit : between.reversed()) {
            ObjectNode one = GateJson.commit(list.addObject(), commit, commits);
            commits.read(commit)
                    .ifPresent(
                            read -> one.put("author", read.authorship().author().name()));
        }
        return out;
    }

    /// What an environment runs, or the commit that is named so.
    private CommitId place(Question question, Observed observed, String text) {
        Optional<EnvironmentName> environment = observed.rules().policy().line().stream()
                .map(rules -> rules.name())
                .filter(name -> name.text().equalsIgnoreCase(text))
                .findFirst();
        if (environment.isEmpty()) {
            return new Commits(observed).named(text);
        }
        AppName app = desk.app(question.parameter("app"));
        return observed.ledger()
                .state()
                .slot(new Slot(app, environment.get()))
                .tag()
                .orElseThrow(() -> Question.unknown(
                        environment.get().upper() + " runs nothing yet", "See arelops why " + environment.get() + "."));
    }

    private ObjectNode logs(Question question) {
        EnvironmentName environment = environment(question.needed("env"));
        return new AppLogs(engine, observed()).of(new Slot(desk.app(question.parameter("app")), environment), question);
    }

    private ObjectNode jobs(Question question) {
        Observed observed = observed();
        CommitId commit = new Commits(observed).named(question.needed("commit"));
        return new JobsPage(engine, observed, desk.app(question.parameter("app"))).of(commit, question.parameter("q"));
    }

    private ObjectNode output(Question question) {
        try {
            Output output = engine.output(
                    question.part(1),
                    question.parameter("last").isPresent() ? -question.number("last", 0) : question.number("from", 0));
            return object().put("text", output.text())
                    .put("from", output.next() - output.bytes().length)
                    .put("next", output.next())
                    .put("complete", output.complete())
                    .put("kept", output.kept());
        } catch (IllegalArgumentException e) {
            throw Question.input(String.valueOf(e.getMessage()), "Job ids stand in the controller's log.");
        }
    }

    private ObjectNode errors() {
        ObjectNode out = object();
        new ErrorsPage(observed()).all(out.putArray("errors"));
        return out;
    }

    /// The board; or, with `at`, the line as it stood then.
    private ObjectNode status(Question question) {
        Optional<Instant> at = question.parameter("at").map(text -> Question.instant("at", text));
        if (at.isEmpty()) {
            return status(engine.board());
        }
        List<EnvironmentName> line = observed().rules().policy().line().stream()
                .map(EnvironmentPolicy::name)
                .toList();
        return new PastPage(line).json(engine.newest(Integer.MAX_VALUE).reversed(), at.get());
    }

    /// The answer of `status` that this board gives everybody.
    ObjectNode status(Board board) {
        ObjectNode now = new StatusPage(board, engine.isolation()).json();
        results.into(now);
        engine.hosted()
                .ifPresent(one -> now.putObject("git").put("path", one.path()).put("trunk", one.trunk()));
        return now;
    }

    private ObjectNode verify(Question question) {
        Since since = question.parameter("since")
                .<Since>map(text -> text.matches("[0-9]+")
                        ? new Since.Seq(Question.whole("since", text))
                        : new Since.Moment(Question.instant("since", text)))
                .orElse(Since.BEGINNING);
        return VerificationPage.json(engine.verify(observed().rules().policy(), since));
    }

    private static ObjectNode stop(Question question) {
        PeoplePage.mustBe(Role.ADMIN, question.by());
        return object().put("sentence", "The controller stops; what runs keeps running.");
    }
}
