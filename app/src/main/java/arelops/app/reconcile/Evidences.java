package arelops.app.reconcile;

import arelops.app.ledger.LedgerView;
import arelops.app.run.Isolation;
import arelops.core.change.ChangeDecision;
import arelops.core.change.ChangeState;
import arelops.core.change.Opinion;
import arelops.core.evidence.Json;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Trunk;
import arelops.core.evidence.Trust;
import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import arelops.core.release.Action;
import arelops.core.release.Decision;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The documents kept beside entries: what a promotion rests on (EVD-2).
final class Evidences {
    private Evidences() {}

    /// The documents for an act; none where the fact says it all.
    static SortedMap<String, String> of(Decision.Act act, Observed observed, Isolation isolation) {
        SortedMap<String, String> documents = new TreeMap<>();
        if (!act.gates().isEmpty()) {
            documents.put("gates.json", gates(act.gates()).canonical());
        }
        if (act.action() instanceof Action.Append append) {
            documents.putAll(append.documents());
            documents.putAll(CanaryEvidence.of(append.fact(), observed));
        }
        if (act.action() instanceof Action.Move move && move.fact().to().isPresent()) {
            documents.put(
                    "promotion.json",
                    promotion(move, move.fact().to().get(), observed, isolation).canonical());
        }
        return documents;
    }

    /// The documents for a change that lands: its conditions, and what people said with the commit they said it of.
    static SortedMap<String, String> of(ChangeDecision.Act act, ChangeState state) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("change", new Json.Whole(state.number().value()));
        out.put("title", new Json.Text(state.words().title()));
        out.put("head", new Json.Text(state.commit().hex()));
        out.put("by", new Json.Text(state.origin().by().toString()));
        out.put(
                "approvals",
                new Json.Items(state.votes().opinions().stream()
                        .filter(one -> one.kind() == Opinion.Kind.APPROVES
                                && one.withdrawn().isEmpty())
                        .<Json>map(one ->
                                new Json.Text(one.by() + " for " + one.on().commit()))
                        .toList()));
        out.put(
                "signOffs",
                new Json.Items(state.votes().signOffs().stream()
                        .<Json>map(one -> new Json.Text(one.by() + " for " + one.on()))
                        .toList()));
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put("merge.json", new Json.Members(out).canonical());
        documents.put("gates.json", gates(act.gates()).canonical());
        return documents;
    }

    private static Json gates(List<Gate> gates) {
        return new Json.Items(gates.stream().map(Evidences::gate).toList());
    }

    private static Json gate(Gate gate) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("gate", new Json.Text(gate.id()));
        out.put(
                "state",
                new Json.Text(gate.state().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        out.put("sentence", new Json.Text(gate.sentence()));
        if (!gate.reading().needed().isEmpty()) {
            out.put("needed", new Json.Text(gate.reading().needed()));
            out.put("measured", new Json.Text(gate.reading().measured()));
        }
        return new Json.Members(out);
    }

    private static Json promotion(Action.Move move, Release release, Observed observed, Isolation isolation) {
        LedgerView ledger = observed.ledger();
        Slot slot = move.fact().slot();
        SlotState state = ledger.state().slot(slot);
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("artifact", new Json.Text(release.artifact().toString()));
        out.put("commit", new Json.Text(release.commit().hex()));
        out.put("release", new Json.Whole(release.number()));
        out.put("intent", new Json.Whole(move.fact().intent()));
        out.put("policy", new Json.Text(observed.rules().digest().toString()));
        var commit = observed.trunk().commits().get(release.commit());
        if (commit != null) {
            out.put("tree", new Json.Text(commit.tree().hex()));
        }
        List<CommitId> carried = carried(move, release, ledger);
        out.put(
                "carries",
                new Json.Items(carried.stream()
                        .<Json>map(one -> new Json.Text(one.hex()))
                        .toList()));
        out.put("approvals", approvals(carried, ledger.state().trust()));
        out.put(
                "environmentApprovals",
                new Json.Items(ledger.state().trust().approvers(release.commit(), slot.environment()).stream()
                        .<Json>map(person -> new Json.Text(person + " for " + release.commit()))
                        .toList()));
        out.put("checksBefore", checks(carried, ledger.state().trust()));
        out.put(
                "checks",
                new Json.Items(state.attempt().stream()
                        .flatMap(attempt -> attempt.results().stream())
                        .<Json>map(result -> new Json.Text(text(result)))
                        .toList()));
        out.put(
                "notPerformed",
                new Json.Items(observed.rules().policy().notInThisRelease().stream()
                        .filter(gap -> gap.environment().isEmpty()
                                || gap.environment().get().equals(slot.environment()))
                        .<Json>map(gap -> new Json.Text(gap.gate() + ": " + gap.sentence()))
                        .toList()));
        out.put(
                "relaxed",
                new Json.Items(observed.rules().policy().relaxed().stream()
                        .<Json>map(one -> new Json.Text(one.key() + ": " + one.sentence()))
                        .toList()));
        out.put("isolation", new Json.Text(isolation(observed.rules().policy().isolation(), isolation)));
        return new Json.Members(out);
    }

    private static String isolation(arelops.core.policy.Isolation asked, Isolation best) {
        Enum<?> level = asked == arelops.core.policy.Isolation.BEST ? best : asked;
        return level.name().toLowerCase(Locale.ROOT);
    }

    /// The commits that come into the environment with the release; its own where nothing ran there.
    private static List<CommitId> carried(Action.Move move, Release release, LedgerView ledger) {
        Trunk trunk = ledger.state().trunk();
        List<CommitId> between = move.fact()
                        .from()
                        .filter(from -> trunk.contains(from, release.commit()))
                        .isPresent()
                ? trunk.between(move.fact().from(), release.commit())
                : List.of();
        return between.isEmpty() ? List.of(release.commit()) : between;
    }

    private static Json approvals(List<CommitId> carried, Trust trust) {
        return new Json.Items(carried.stream()
                .flatMap(commit ->
                        trust.approvers(commit).stream().<Json>map(person -> new Json.Text(person + " for " + commit)))
                .toList());
    }

    private static Json checks(List<CommitId> carried, Trust trust) {
        return new Json.Items(carried.stream()
                .flatMap(commit -> trust.checks().getOrDefault(commit, List.of()).stream()
                        .<Json>map(result -> new Json.Text(text(result) + " on " + commit)))
                .toList());
    }

    private static String text(SlotState.Result result) {
        return result.check() + " " + result.outcome().name().toLowerCase(Locale.ROOT) + " (attempt " + result.attempt()
                + ")";
    }
}
