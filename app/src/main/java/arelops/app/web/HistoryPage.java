package arelops.app.web;

import arelops.app.fault.Fault;
import arelops.app.ledger.Sentence;
import arelops.app.reconcile.Observed;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Entries of the ledger as JSON.
final class HistoryPage {
    /// How far back a question about one commit or environment looks.
    private static final int FAR = 2_000;
    private static final int DEEPER = 8;

    private final Engine engine;
    private final Commits commits;

    HistoryPage(Engine engine, Observed observed) {
        this.engine = engine;
        this.commits = new Commits(observed);
    }

    /// The newest entries; of one environment only what moved or judged there.
    ObjectNode log(Optional<AppName> app, Optional<EnvironmentName> environment, int limit) {
        List<Entry> entries = environment.isEmpty()
                ? engine.newest(limit)
                : newest(entry -> concerns(entry.fact(), app, environment.get()), limit);
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        ArrayNode list = out.putArray("entries");
        entries.forEach(entry -> line(list.addObject(), entry));
        return out;
    }

    /// The newest entries that are meant, however far back they lie: what rarely happens is not forgotten.
    private List<Entry> newest(Predicate<Entry> meant, int limit) {
        int far = FAR;
        while (true) {
            List<Entry> read = engine.newest(far);
            List<Entry> found = read.stream().filter(meant).limit(limit).toList();
            if (found.size() == limit || read.size() < far) {
                return found;
            }
            far *= DEEPER;
        }
    }

    private static boolean concerns(Fact fact, Optional<AppName> app, EnvironmentName environment) {
        return switch (fact) {
            case Fact.Intent _, Fact.Verified _, Fact.Aborted _ -> false;
            case Fact.OfSlot of ->
                (of.slot().environment().equals(environment)
                                || (of instanceof Fact.FailedOver over
                                        && over.standby().equals(environment)))
                        && app.map(of.slot().app()::equals).orElse(true);
            case Fact.TrafficUsed used ->
                used.slots().stream()
                        .anyMatch(slot -> slot.environment().equals(environment)
                                && app.map(slot.app()::equals).orElse(true));
            case Fact.Approved approved -> approved.environment().equals(Optional.of(environment));
            case Fact.Genesis _, Fact.TrunkMoved _, Fact.TrunkAccepted _, Fact.PolicyChanged _, Fact.Merged _ -> false;
            case Fact.Checked _, Fact.Built _, Fact.NotBuilt _ -> false;
            case Fact.SuspectCleared _, Fact.CulpritNamed _, Fact.FixRecorded _ -> false;
        };
    }

    /// Entries that name a commit, oldest first.
    void about(ArrayNode out, String hex) {
        engine.newest(FAR).reversed().stream()
                .filter(entry -> entry.canonical().contains(hex))
                .forEach(entry -> line(out.addObject(), entry));
    }

    /// What one run of a check on a commit came to, with its counts; empty where its entry lies further back.
    String said(CommitId commit, SlotState.Result result) {
        Fact fact = new Fact.Checked(commit, result.check(), result.outcome(), result.attempt());
        String before = "check " + result.check() + " on " + commit.brief() + ": ";
        return engine.newest(FAR).stream()
                .filter(entry -> entry.fact().equals(fact))
                .map(Entry::because)
                .map(because -> because.startsWith(before) ? because.substring(before.length()) : because)
                .findFirst()
                .orElse("");
    }

    void line(ObjectNode out, Entry entry) {
        out.put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("kind", entry.kind())
                .put("by", entry.actor().toString())
                .put("subject", Sentence.subject(entry));
        GateJson.text(out, "because", entry.because());
        if (entry.fact() instanceof Fact.OfSlot of) {
            out.put("app", of.slot().app().text())
                    .put("environment", of.slot().environment().text());
        }
        switch (entry.fact()) {
            case Fact.Moved moved -> {
                moved.from().ifPresent(from -> GateJson.commit(out.putObject("from"), from, commits));
                moved.to().ifPresent(to -> GateJson.release(out.putObject("to"), to, commits));
            }
            case Fact.Adopted adopted -> GateJson.commit(out.putObject("to"), adopted.commit(), commits);
            case Fact.Settled settled -> GateJson.release(out.putObject("release"), settled.release(), commits);
            case Fact.Rejected rejected -> GateJson.release(out.putObject("release"), rejected.release(), commits);
            case Fact.FailedOver over ->
                GateJson.release(out.put("standby", over.standby().text()).putObject("to"), over.release(), commits);
            case Fact.TookOver took ->
                out.put("failover", took.failover())
                        .put("millis", took.millis())
                        .put("within", took.within());
            case Fact.TrafficUsed used -> traffic(out, used);
            case Fact.FailedBack back -> out.put("failover", back.failover()).put("percent", back.percent());
            case Fact _ -> {}
        }
    }

    private static void traffic(ObjectNode out, Fact.TrafficUsed used) {
        used.slots().stream()
                .findFirst()
                .ifPresent(slot -> out.put("app", slot.app().text())
                        .put("environment", slot.environment().text()));
        out.put("act", used.use().act().word())
                .put("recording", used.use().recording())
                .put("outcome", used.use().outcome().word());
    }

    /// One entry with all that is sealed in it.
    ObjectNode entry(long seq, long last) {
        if (seq < 1 || seq > last) {
            throw Question.unknown("There is no entry " + seq, "The ledger has entries 1 to " + last + ".");
        }
        Entry entry = engine.newest((int) Math.min(Integer.MAX_VALUE, last - seq + 1_000)).stream()
                .filter(one -> one.seq() == seq)
                .findFirst()
                .orElseThrow(() -> Question.unknown("Entry " + seq + " cannot be read", "Try again."));
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        line(out, entry);
        out.put("digest", entry.digest().toString());
        try {
            out.set("entry", Door.JSON.readTree(entry.canonical()));
        } catch (JsonProcessingException e) {
            throw new Fault(Fault.Kind.BROKEN, "ledger.invalid", "Entry " + seq + " is no JSON", "arelops verify", e);
        }
        return out;
    }
}
