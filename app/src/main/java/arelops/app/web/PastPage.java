package arelops.app.web;

import arelops.app.ledger.Sentence;
import arelops.core.evidence.Entry;
import arelops.core.evidence.ErrorRecord;
import arelops.core.evidence.Failover;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.release.ServedElsewhere;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The line as it stood at a time, as JSON: what the ledger's entries until then add up to, and nothing else.
public final class PastPage {
    private final List<EnvironmentName> line;

    /// A page of these environments.
    ///
    /// @param line the environments of today, in their order; others that were on it come after them
    public PastPage(List<EnvironmentName> line) {
        this.line = List.copyOf(line);
    }

    /// What the entries until then add up to.
    ///
    /// @param entries all of the ledger, oldest first
    public ObjectNode json(List<Entry> entries, Instant at) {
        LedgerState state = LedgerState.EMPTY;
        Optional<Entry> last = Optional.empty();
        for (Entry entry : entries) {
            // The order is the chain's: whatever follows a later entry was written later.
            if (entry.at().isAfter(at)) {
                break;
            }
            state = state.after(entry);
            last = Optional.of(entry);
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.put("at", at.toString()).put("from", "ledger").put("entries", state.seq());
        last.ifPresent(entry -> out.putObject("last")
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("subject", Sentence.subject(entry)));
        entries.stream()
                .findFirst()
                .ifPresent(first -> out.put("begins", first.at().toString()));
        apps(out.putArray("apps"), state);
        ArrayNode errors = out.putArray("errors");
        state.openErrors().forEach(error -> error(errors.addObject(), error));
        return out;
    }

    private void apps(ArrayNode out, LedgerState state) {
        Set<AppName> apps = new LinkedHashSet<>(state.builds().keySet());
        state.slots().keySet().forEach(slot -> apps.add(slot.app()));
        for (AppName app : apps) {
            ObjectNode one = out.addObject().put("name", app.text());
            state.slot(new Slot(app, EnvironmentName.PRODUCTION))
                    .failover()
                    .ifPresent(failover -> one.putObject("failover")
                            .put("sentence", firstWords(failover))
                            .put("standby", failover.to().standby().text())
                            .put("back", failover.share()));
            ArrayNode environments = one.putArray("environments");
            Set<EnvironmentName> all = new LinkedHashSet<>(line);
            state.slots().keySet().stream()
                    .filter(slot -> slot.app().equals(app))
                    .forEach(slot -> all.add(slot.environment()));
            all.forEach(environment -> slot(
                    environments.addObject().put("name", environment.text()), state.slot(new Slot(app, environment))));
        }
    }

    private static String firstWords(Failover failover) {
        return arelops.core.gate.Sentence.of(ServedElsewhere.words(failover));
    }

    private static void slot(ObjectNode out, SlotState state) {
        state.serving().ifPresent(serving -> {
            commit(out, serving.commit())
                    .put("since", serving.since().toString())
                    .put("settled", serving.settled());
            serving.release().ifPresent(release -> out.put("release", release.number()));
        });
        state.attempt()
                .ifPresent(attempt -> release(out.putObject("attempt"), attempt.release())
                        .put("moved", attempt.moved())
                        .put("since", attempt.since().toString()));
        state.guard()
                .hold()
                .ifPresent(hold -> out.putObject("hold")
                        .put("by", hold.by().toString())
                        .put("because", hold.because())
                        .put("since", hold.since().toString()));
        if (state.guard().drifted()) {
            out.putObject("drift")
                    .put("tag", state.guard().tagDrift())
                    .put("target", state.guard().targetDrift());
        }
    }

    private static void error(ObjectNode out, ErrorRecord error) {
        out.put("number", error.number())
                .put("environment", error.slot().environment().text());
        release(out.putObject("rejected"), error.rejected());
    }

    private static ObjectNode release(ObjectNode out, Release release) {
        return commit(out, release.commit()).put("release", release.number());
    }

    private static ObjectNode commit(ObjectNode out, CommitId commit) {
        return out.put("sha", commit.hex()).put("short", commit.brief());
    }
}
