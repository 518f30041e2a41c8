package arelops.app.web;

import arelops.app.reconcile.Observed;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Trunk;
import arelops.core.id.CommitId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Errors of the line as JSON: what was rejected, and what may have caused it.
final class ErrorsPage {
    private final Observed observed;
    private final Trunk trunk;
    private final Commits commits;

    ErrorsPage(Observed observed) {
        this.observed = observed;
        this.trunk = observed.ledger().state().trunk();
        this.commits = new Commits(observed);
    }

    void open(ArrayNode out) {
        observed.ledger().state().openErrors().forEach(error -> error(out.addObject(), error));
    }

    /// Every error that there ever was, newest first.
    void all(ArrayNode out) {
        List.copyOf(observed.ledger().state().errors().values())
                .reversed()
                .forEach(error -> error(out.addObject(), error));
    }

    private void error(ObjectNode out, ErrorRecord error) {
        List<CommitId> carried = trunk.tip()
                .map(tip -> error.carriedBy(tip, trunk))
                .orElse(List.of());
        out.put("number", error.number())
                .put("app", error.slot().app().text())
                .put("environment", error.slot().environment().text())
                .put("open", !carried.isEmpty());
        GateJson.release(out.putObject("rejected"), error.rejected(), commits);
        if (error.findings().overturned()) {
            out.put("overturned", true);
        }
        error.findings().culprit().ifPresent(culprit -> GateJson.commit(out.putObject("culprit"), culprit, commits));
        ArrayNode suspects = out.putArray("suspects");
        for (CommitId suspect : error.suspects()) {
            ObjectNode one = GateJson.commit(suspects.addObject(), suspect, commits);
            one.put("open", carried.contains(suspect));
            Optional.ofNullable(error.findings().fixes().get(suspect))
                    .ifPresent(fix -> one.put("fixedBy", fix.brief()));
            trunk.revertOf(suspect).ifPresent(revert -> one.put("revertedBy", revert.brief()));
            if (error.findings().cleared().contains(suspect)) {
                one.put("cleared", true);
            }
        }
    }
}
