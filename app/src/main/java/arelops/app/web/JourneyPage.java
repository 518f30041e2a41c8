package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.release.Decision;
import arelops.core.release.Intake;
import arelops.core.release.Line;
import arelops.core.release.LineSnapshot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// The way of one commit from trunk to customers, as JSON.
final class JourneyPage {
    private final Board board;
    private final Observed observed;
    private final LedgerState ledger;
    private final Commits commits;
    private final CommitId commit;

    JourneyPage(Board board, Observed observed, CommitId commit) {
        this.board = board;
        this.observed = observed;
        this.ledger = observed.ledger().state();
        this.commits = new Commits(observed);
        this.commit = commit;
    }

    ObjectNode json(HistoryPage history) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        GateJson.commit(out, commit, commits);
        commits.read(commit)
                .ifPresent(read -> out.put("author", read.authorship().author().name())
                        .put("at", read.authorship().at().toString()));
        boolean onTrunk = ledger.trunk().position(commit).isPresent();
        out.put("onTrunk", onTrunk);
        ledger.trunk().seenAt(commit).ifPresent(at -> out.put("seenAt", at.toString()));
        ledger.trunk().revertOf(commit).ifPresent(by -> out.put("revertedBy", by.brief()));
        ArrayNode approvals = out.putArray("approvals");
        ledger.trust().approvers(commit).forEach(person -> approvals.add(person.text()));
        ArrayNode checks = out.putArray("checks");
        ledger.trust()
                .checks()
                .getOrDefault(commit, List.of())
                .forEach(result -> GateJson.text(
                        checks.addObject().put("name", result.check()).put("outcome", GateJson.word(result.outcome())),
                        "said",
                        history.said(commit, result)));
        ArrayNode apps = out.putArray("apps");
        board.apps().forEach((app, decided) -> app(apps.addObject(), app, decided));
        history.about(out.putArray("entries"), commit.hex());
        return out;
    }

    private void app(ObjectNode out, AppName app, Board.AppBoard decided) {
        out.put("name", app.text());
        LineSnapshot snapshot = Snapshots.of(app, observed);
        boolean merged = ledger.trust().isMerged(commit);
        boolean genesis = ledger.trunk().genesis().equals(Optional.of(commit));
        if (ledger.trunk().position(commit).isPresent() && !merged && !genesis) {
            GateJson.gates(out.putArray("gates"), Intake.gates(snapshot, commit, board.at()), GateLink.of(commit));
        }
        Optional<Release> release = ledger.builds(app).of(commit);
        release.ifPresent(one ->
                out.put("release", one.number()).put("artifact", one.artifact().toString()));
        out.put("built", release.isPresent());
        out.put("notBuilt", ledger.builds(app).notBuilt().contains(commit));
        if (decided.intake().because().contains(commit.brief())) {
            GateJson.decision(out.putObject("intake"), decided.intake());
        }
        ArrayNode environments = out.putArray("environments");
        for (EnvironmentPolicy environment : observed.rules().policy().line()) {
            ObjectNode one =
                    environments.addObject().put("name", environment.name().text());
            String state = release.map(there -> state(snapshot, environment.name(), there))
                    .orElseGet(() -> carried(app, environment.name()) ? "contained" : "not-yet");
            one.put("state", state);
            Optional.ofNullable(decided.line().get(environment.name()))
                    .filter(decision -> state.equals("candidate") || state.equals("entering") || state.equals("trial"))
                    .ifPresent(decision -> explained(
                            one, decision, GateLink.of(new Slot(app, environment.name()), Optional.of(commit))));
        }
    }

    private static void explained(ObjectNode out, Decision decision, GateLink link) {
        GateJson.decision(out.putObject("decision"), decision);
        GateJson.gates(out.putArray("gates"), decision.gates(), link);
    }

    private String state(LineSnapshot snapshot, EnvironmentName environment, Release release) {
        SlotState slot = ledger.slot(new Slot(snapshot.app(), environment));
        Optional<SlotState.Attempt> attempt =
                slot.attempt().filter(one -> one.release().equals(release));
        if (attempt.isPresent()) {
            return attempt.get().moved() ? "trial" : "entering";
        }
        if (slot.standing().bar(release).isPresent()) {
            return "rejected";
        }
        if (slot.release().equals(Optional.of(release))) {
            return "runs";
        }
        if (carried(snapshot.app(), environment)) {
            return slot.standing().isSettled(release) ? "ran" : "contained";
        }
        if (slot.standing().waiting().contains(release.number())) {
            return "withdrawn";
        }
        return Line.candidate(snapshot, environment, board.at()).equals(Optional.of(release)) ? "candidate" : "not-yet";
    }

    /// Whether what runs there contains this commit.
    private boolean carried(AppName app, EnvironmentName environment) {
        return ledger.slot(new Slot(app, environment))
                .tag()
                .filter(runs -> ledger.trunk().contains(commit, runs))
                .isPresent();
    }
}
