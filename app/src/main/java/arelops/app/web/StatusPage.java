package arelops.app.web;

import arelops.app.reconcile.Board;
import arelops.app.reconcile.Observed;
import arelops.app.run.Isolation;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Failover;
import arelops.core.gate.Sentence;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import arelops.core.release.LineSnapshot;
import arelops.core.release.ServedElsewhere;
import arelops.core.release.SkippedGate;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// The board as JSON. Members are only ever added within `v` 1.
final class StatusPage {
    private final Board board;
    private final Isolation isolation;

    /// @param isolation the strongest that works on the controller's machine
    StatusPage(Board board, Isolation isolation) {
        this.board = board;
        this.isolation = isolation;
    }

    ObjectNode json() {
        Summary summary = Summary.of(board);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("v", 1)
                .put("sentence", summary.text())
                .put("needsYou", summary.needsYou())
                .put("at", board.at().toString());
        board.trouble()
                .ifPresent(trouble -> out.putObject("trouble")
                        .put("code", trouble.code())
                        .put("message", trouble.message())
                        .put("mend", trouble.mend())
                        .put("since", trouble.since().toString()));
        ArrayNode apps = out.putArray("apps");
        ArrayNode trunk = out.putArray("trunk");
        ArrayNode errors = out.putArray("errors");
        ArrayNode relaxed = out.putArray("relaxed");
        ArrayNode missing = out.putArray("notInThisRelease");
        board.observed().ifPresent(observed -> {
            Policy policy = observed.rules().policy();
            rules(out, observed);
            board.apps().forEach((app, decided) -> app(apps.addObject(), app, decided, observed));
            new TrunkPage(observed, board).into(trunk);
            new ErrorsPage(observed).open(errors);
            new ChangesPage(board, observed).open(out.putObject("changes"));
            policy.relaxed()
                    .forEach(one -> relaxed.addObject().put("key", one.key()).put("sentence", one.sentence()));
            fallback(policy)
                    .ifPresent(sentence -> relaxed.addObject()
                            .put("key", "isolation")
                            .put("sentence", sentence)
                            .put("by", "machine"));
            policy.notInThisRelease().forEach(one -> {
                missing.addObject().put("key", one.key()).put("sentence", one.sentence());
                relaxed.addObject()
                        .put("key", one.key())
                        .put("sentence", one.sentence())
                        .put("by", "release");
            });
        });
        return out;
    }

    /// What is weaker than the rules want, because the machine cannot do better.
    private Optional<String> fallback(Policy policy) {
        if (policy.isolation() != arelops.core.policy.Isolation.BEST) {
            return Optional.empty();
        }
        return switch (isolation) {
            case BUBBLEWRAP -> Optional.empty();
            case USER -> Optional.of("Jobs run as another user, not in bubblewrap, which does not work here.");
            case NONE -> Optional.of("Jobs run unprotected, as the program's own user: bubblewrap does not work here.");
        };
    }

    private static void rules(ObjectNode out, Observed observed) {
        ObjectNode rules =
                out.putObject("rules").put("digest", observed.rules().digest().toString());
        observed.rules().broken().ifPresent(because -> rules.put("broken", because));
        rules.put("trunk", observed.rules().policy().trunk());
        out.put("entries", observed.ledger().state().seq());
    }

    /// Who serves the users, while it is not their own environment.
    private static void failover(ObjectNode out, Failover failover, Commits commits) {
        GateJson.release(out, failover.to().release(), commits)
                .put("sentence", Sentence.of(ServedElsewhere.words(failover)))
                .put("standby", failover.to().standby().text())
                .put("drill", failover.occasion() == Fact.FailedOver.Occasion.DRILL)
                .put("by", failover.word().by().toString())
                .put("because", failover.word().because())
                .put("since", failover.word().since().toString())
                .put("back", failover.share());
        failover.took().ifPresent(took -> out.put("tookMillis", took.toMillis()));
    }

    private void app(ObjectNode out, AppName app, Board.AppBoard decided, Observed observed) {
        out.put("name", app.text());
        ObjectNode intake = out.putObject("intake");
        GateJson.decision(intake, decided.intake());
        decided.intakeMishap().ifPresent(mishap -> intake.put("mishap", mishap));
        GateJson.gates(
                intake.putArray("gates"),
                decided.intake().gates(),
                new GateLink(Optional.empty(), observed.refs().trunk()));
        observed.ledger()
                .state()
                .slot(new Slot(app, EnvironmentName.PRODUCTION))
                .failover()
                .ifPresent(failover -> failover(out.putObject("failover"), failover, new Commits(observed)));
        decided.recorded().ifPresent(recorded -> RecordedJson.into(out.putObject("recording"), recorded));
        ArrayNode environments = out.putArray("environments");
        for (EnvironmentName environment : decided.line().keySet()) {
            new EnvironmentPage(board, observed, app, environment).into(environments.addObject());
        }
        LineSnapshot snapshot = observed.line(app);
        List<SkippedGate> debts = decided.line().keySet().stream()
                .flatMap(environment -> SkippedGate.of(snapshot, environment).stream())
                .filter(skipped -> skipped.owed().isPresent())
                .toList();
        SkippedJson.into(out.putArray("debts"), debts, new Commits(observed));
    }
}
