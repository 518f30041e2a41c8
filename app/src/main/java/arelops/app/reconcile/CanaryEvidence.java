package arelops.app.reconcile;

import arelops.app.canary.JudgementJson;
import arelops.app.canary.Samples;
import arelops.app.canary.SamplesJson;
import arelops.core.canary.Window;
import arelops.core.evidence.Fact;
import arelops.core.release.CanaryView;
import arelops.core.release.Seen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is kept beside an entry about a running canary: the judge's words and numbers, and the
/// windows that were judged since the entry before, in the very format that `arelops canary judge`
/// reads.
final class CanaryEvidence {
    private CanaryEvidence() {}

    static SortedMap<String, String> of(Fact fact, Observed observed) {
        SortedMap<String, String> documents = new TreeMap<>();
        if (!(fact instanceof Fact.OfSlot ofSlot) || !isOfCanary(fact)) {
            return documents;
        }
        Optional<CanaryView> view =
                CanaryView.of(observed.line(ofSlot.slot().app()), ofSlot.slot().environment());
        view.ifPresent(canary -> {
            documents.put(
                    "judgement.json",
                    JudgementJson.write(
                                    canary.judgement().judgement(),
                                    canary.judgement().judge().policy())
                            .toString());
            if (!canary.fresh().isEmpty()) {
                documents.put("samples.json", samples(canary).toString());
            }
        });
        return documents;
    }

    private static boolean isOfCanary(Fact fact) {
        return fact instanceof Fact.CanaryJudged
                || fact instanceof Fact.Rejected
                || fact instanceof Fact.Failed
                || fact instanceof Fact.Withdrawn;
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode samples(CanaryView canary) {
        List<Window> windows = canary.fresh().stream()
                .map(one -> one.complete() ? one.window() : new Window(Optional.empty(), Optional.empty()))
                .toList();
        long seconds = Math.max(1, canary.fresh().getFirst().length().toSeconds());
        return SamplesJson.write(new Samples(canary.judgement().judge().situation(), seconds, windows, List.of()))
                .put("name", first(canary.fresh()));
    }

    private static String first(List<Seen.ArmsWindow> fresh) {
        return "from " + fresh.getFirst().start() + (fresh.getFirst().probes() ? ", probes alone" : "");
    }
}
