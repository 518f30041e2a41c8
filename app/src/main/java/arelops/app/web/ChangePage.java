package arelops.app.web;

import arelops.app.change.Changes;
import arelops.app.change.EventSentence;
import arelops.app.deploy.Observation;
import arelops.app.forge.EmbeddedForge;
import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.change.Approving;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeEntry;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeState;
import arelops.core.change.ChangeState.Phase;
import arelops.core.change.ChangeState.TrialSeen;
import arelops.core.change.Counted;
import arelops.core.change.Opinion;
import arelops.core.change.OtherApps;
import arelops.core.change.SignOffs;
import arelops.core.change.TestBrief;
import arelops.core.change.TestState;
import arelops.core.evidence.SlotState;
import arelops.core.gate.Gate;
import arelops.core.id.AppName;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Check;
import arelops.core.release.Job;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// One change with all that is known of it, as JSON.
final class ChangePage {
    /// A history that is longer shows its newest part.
    private static final int ENTRIES = 1_000;

    private final Engine engine;
    private final Board board;
    private final Observed observed;
    private final Changes.Known known;
    private final ChangeState state;
    private final Optional<Board.ChangeBoard> decided;

    ChangePage(Engine engine, Board board, Observed observed, Changes.Known known) {
        this.engine = engine;
        this.board = board;
        this.observed = observed;
        this.known = known;
        this.state = known.state();
        this.decided = Optional.ofNullable(board.changes().get(state.number()));
    }

    ObjectNode json() {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        new ChangesPage(board, observed).summary(out, state);
        out.put("description", state.words().description());
        state.origin()
                .source()
                .reverts()
                .ifPresent(commit -> GateJson.commit(out.putObject("reverts"), commit, new Commits(observed)));
        ((ObjectNode) out.path("head"))
                .put("since", state.head().since().toString())
                .put("by", state.head().by().toString());
        opinions(out.putArray("opinions"));
        signOffs(out.putArray("signOffs"));
        state.votes().runs().stream().map(CommitId::hex).sorted().forEach(out.putArray("runs")::add);
        ArrayNode trials = out.putArray("trials");
        state.work().trials().forEach(trial -> trial(trials.addObject(), trial));
        test(out);
        progress(out);
        decided.ifPresent(now -> decision(out, now));
        told(out);
        history(out);
        return out;
    }

    /// The TEST environment, also while there is none yet: what it is to be of, and why it is not there.
    private void test(ObjectNode out) {
        Optional<TestBrief> brief = decided.flatMap(Board.ChangeBoard::test);
        Optional<TestState.Raised> up = state.test().up();
        if (brief.isEmpty() && up.isEmpty()) {
            return;
        }
        ObjectNode test = out.putObject("test");
        up.ifPresentOrElse(one -> test(test, one), () -> test.put("state", "absent"));
        brief.ifPresent(said -> {
            test.put("sentence", said.sentence()).put("conflicts", said.conflicts());
            said.behind().ifPresent(behind -> test.put("behind", behind));
        });
    }

    /// What it runs, and where it answers.
    private void test(ObjectNode out, TestState.Raised up) {
        out.put("state", GateJson.word(up.stage()))
                .put("sha", up.tested().hex())
                .put("short", up.tested().brief())
                .put("since", up.since().toString());
        if (!up.others().equals(OtherApps.NONE)) {
            others(out.putObject("others").put("sentence", up.others().sentence()), up.others());
        }
        ArrayNode apps = out.putArray("apps");
        for (AppName app : up.artifacts().keySet()) {
            observed.target(new Slot(
                            app, new EnvironmentName("pr-" + state.number().value())))
                    .ifPresent(target -> addresses(apps.addObject().put("name", app.text()), target.address()));
        }
        if (!apps.isEmpty()) {
            out.set("url", apps.path(0).path("url"));
            out.set("urlByPort", apps.path(0).path("urlByPort"));
        }
    }

    private static void addresses(ObjectNode out, Observation.Address address) {
        out.put("url", address.byName().toString())
                .put("urlByPort", address.byPort().toString());
    }

    private static void others(ObjectNode out, OtherApps others) {
        ArrayNode reached = out.putArray("reached");
        others.reached()
                .forEach((app, address) ->
                        reached.addObject().put("app", app.text()).put("url", address));
        ArrayNode missing = out.putArray("missing");
        others.missing().forEach(app -> missing.add(app.text()));
    }

    private void progress(ObjectNode out) {
        state.work().queue().ifPresent(queue -> {
            ObjectNode place = out.putObject("queue")
                    .put("urgent", queue.urgent())
                    .put("since", queue.since().toString());
            decided.flatMap(now -> now.decision().gates().stream()
                            .filter(gate -> gate.id().equals("queue"))
                            .findFirst())
                    .ifPresent(gate -> place.put("sentence", gate.sentence()));
        });
        state.work()
                .ejected()
                .ifPresent(ejected -> out.putObject("ejected")
                        .put("sha", ejected.head().hex())
                        .put("short", ejected.head().brief())
                        .put("because", ejected.because())
                        .put("at", ejected.at().toString()));
        switch (state.work().phase()) {
            case Phase.Landed landed ->
                GateJson.commit(out.putObject("landed"), landed.commit(), new Commits(observed))
                        .put("at", landed.at().toString());
            case Phase.Closed closed ->
                out.putObject("closed")
                        .put("by", closed.by().toString())
                        .put("at", closed.at().toString());
            case Phase.Open _ -> {}
        }
    }

    private void opinions(ArrayNode out) {
        List<Counted> counted =
                decided.map(now -> Approving.counted(now.look().question())).orElse(List.of());
        for (Opinion opinion : state.votes().opinions()) {
            ObjectNode one = out.addObject()
                    .put("by", opinion.by().toString())
                    .put("as", GateJson.word(opinion.as()))
                    .put("kind", GateJson.word(opinion.kind()))
                    .put("sha", opinion.on().commit().hex())
                    .put("short", opinion.on().commit().brief())
                    .put("at", opinion.at().toString());
            opinion.withdrawn().ifPresent(at -> one.put("withdrawn", at.toString()));
            counted.stream()
                    .filter(judged -> judged.approval().equals(opinion))
                    .findFirst()
                    .ifPresent(judged -> one.put("counts", judged.counts()).put("sentence", judged.sentence()));
        }
    }

    /// Why what a person said last does not count, where it does not.
    static Optional<String> doesNotCount(Board board, ChangeNumber number, PersonName person) {
        return Optional.ofNullable(board.changes().get(number))
                .flatMap(now -> Approving.counted(now.look().question()).reversed().stream()
                        .filter(judged -> judged.approval().by().equals(person))
                        .findFirst())
                .filter(judged -> !judged.counts())
                .map(Counted::sentence);
    }

    /// Why the last sign-off of a person does not count, where it does not.
    static Optional<String> signOffDoesNotCount(Board board, ChangeState state, PersonName person) {
        return state.votes().signOffs().reversed().stream()
                .filter(one -> one.by().equals(person) && one.withdrawn().isEmpty())
                .findFirst()
                .flatMap(one -> Optional.ofNullable(board.changes().get(state.number()))
                        .flatMap(now -> SignOffs.doesNotCount(now.look().question(), person, one.as())));
    }

    private void signOffs(ArrayNode out) {
        state.votes().signOffs().forEach(one -> {
            ObjectNode signed = out.addObject()
                    .put("by", one.by().toString())
                    .put("as", one.as().word())
                    .put("sha", one.on().hex())
                    .put("short", one.on().brief())
                    .put("at", one.at().toString());
            one.withdrawn().ifPresent(at -> signed.put("withdrawn", at.toString()));
        });
    }

    private void trial(ObjectNode out, TrialSeen trial) {
        out.put("sha", trial.trial().tested().hex())
                .put("short", trial.trial().tested().brief())
                .put("base", trial.trial().base().hex())
                .put("since", trial.since().toString());
        ArrayNode on = out.putArray("on");
        trial.trial()
                .on()
                .forEach(before -> on.addObject()
                        .put("change", before.change().value())
                        .put("sha", before.head().hex()));
        ArrayNode results = out.putArray("results");
        for (int i = 0; i < trial.results().size(); i++) {
            SlotState.Result result = trial.results().get(i);
            results.addObject()
                    .put("check", result.check())
                    .put("outcome", GateJson.word(result.outcome()))
                    .put("attempt", result.attempt())
                    .put("counts", i >= trial.forgiven())
                    .put("job", job(trial, result.check(), result.attempt()));
        }
        if (state.isOpen() && trial.equals(state.work().trials().getLast())) {
            running(out.putArray("running"), trial);
        }
    }

    private static String job(TrialSeen trial, String check, int attempt) {
        return new Job.Check(trial.trial().tested(), check, attempt).id();
    }

    /// Runs that have begun and have no result yet.
    private void running(ArrayNode out, TrialSeen trial) {
        for (Check check : observed.rules().policy().checks().values()) {
            int attempt = trial.of(check.name()).size() + 1;
            String job = job(trial, check.name(), attempt);
            if (check.beforeMerge() && engine.output(job, 0).kept()) {
                out.addObject()
                        .put("check", check.name())
                        .put("attempt", attempt)
                        .put("job", job);
            }
        }
    }

    private void decision(ObjectNode out, Board.ChangeBoard now) {
        ObjectNode decision =
                out.putObject("decision").put("because", now.decision().because());
        switch (now.decision()) {
            case ChangeDecision.Act _ -> decision.put("act", true);
            case ChangeDecision.Wait wait -> {
                decision.put("act", false);
                GateJson.until(decision, wait.until());
            }
        }
        GateJson.gates(out.putArray("gates"), now.decision().gates(), this::link);
        now.mishap().ifPresent(mishap -> out.put("mishap", mishap));
    }

    /// What a check printed last.
    private Optional<String> link(Gate gate) {
        if (!gate.id().startsWith("check ")) {
            return Optional.empty();
        }
        String check = gate.id().substring("check ".length());
        return state.work().trials().reversed().stream()
                .filter(trial -> !trial.of(check).isEmpty())
                .findFirst()
                .map(trial ->
                        "jobs/" + job(trial, check, trial.of(check).getLast().attempt()) + "/output");
    }

    /// The comment and the statuses of its forge (CHG-5).
    private void told(ObjectNode out) {
        EmbeddedForge forge = engine.changes().forge();
        forge.comment(state.number()).ifPresent(comment -> {
            ObjectNode node = out.putObject("comment")
                    .put("sentence", comment.sentence())
                    .put("since", comment.since().toString());
            ArrayNode rows = node.putArray("rows");
            comment.rows()
                    .forEach(row -> rows.addObject()
                            .put("gate", row.gate())
                            .put("state", GateJson.word(row.state()))
                            .put("sentence", row.sentence()));
        });
        CommitId about = state.work().phase() instanceof Phase.Landed landed ? landed.commit() : state.commit();
        GateJson.statuses(out.putArray("statuses"), forge.statuses(about));
    }

    private void history(ObjectNode out) {
        List<ChangeEntry> all = engine.changes().history(known);
        int left = Math.max(0, all.size() - ENTRIES);
        if (left > 0) {
            out.put("earlier", left);
        }
        ArrayNode history = out.putArray("history");
        all.subList(left, all.size()).forEach(entry -> entry(history.addObject(), entry));
    }

    private static void entry(ObjectNode out, ChangeEntry entry) {
        out.put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("by", entry.actor().toString())
                .put("kind", entry.kind())
                .put("sentence", EventSentence.of(entry));
        GateJson.text(out, "because", entry.because());
        if (entry.event() instanceof ChangeEvent.Commented comment) {
            out.put("text", comment.text());
        }
        if (entry.event() instanceof ChangeEvent.Reviewed review) {
            out.put("verdict", GateJson.word(review.verdict()))
                    .put("sha", review.head().commit().hex());
            GateJson.text(out, "text", review.text());
        }
    }
}
