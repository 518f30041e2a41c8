package arelops.app.reconcile;

import arelops.app.canary.JudgementJson;
import arelops.app.canary.Samples;
import arelops.app.canary.SamplesJson;
import arelops.core.canary.Window;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Json;
import arelops.core.policy.QueryWatch;
import arelops.core.release.CanaryView;
import arelops.core.release.QueryAnswer;
import arelops.core.release.Seen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is kept beside an entry about a running canary: the judge's words and numbers, and the
/// windows that were judged since the entry before, in the very format that `arelops canary judge`
/// reads.
final class CanaryEvidence {
    private static final QueryAnswer NOT_ASKED =
            new QueryAnswer.Nothing("not asked: an arm had no requests, or it was not measured as a whole");

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
            if (!canary.fresh().isEmpty() || knowsStable(canary)) {
                documents.put("samples.json", samples(canary).toString());
                List<QueryWatch> queries = observed.rules().policy().queries().values().stream()
                        .filter(query -> query.comparison().isPresent())
                        .toList();
                if (!queries.isEmpty()) {
                    documents.put(
                            "metrics.json", metrics(queries, canary.fresh()).canonical());
                }
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
        List<Window> windows =
                canary.fresh().stream().map(Seen.ArmsWindow::judged).toList();
        long seconds = canary.fresh().stream()
                .findFirst()
                .map(one -> Math.max(1, one.length().toSeconds()))
                .orElse(1L);
        return SamplesJson.write(new Samples(canary.judgement().judge().situation(), seconds, windows, List.of()))
                .put("name", canary.fresh().isEmpty() ? "before the first window" : first(canary.fresh()));
    }

    /// What stable took before is in no window, and is kept with the first record.
    private static boolean knowsStable(CanaryView canary) {
        return canary.judgement().judge().situation().priorLatency().total() > 0;
    }

    /// What was asked, and where there is no number, why.
    private static Json metrics(List<QueryWatch> queries, List<Seen.ArmsWindow> fresh) {
        SortedMap<String, Json> out = new TreeMap<>();
        for (QueryWatch query : queries) {
            SortedMap<String, Json> untold = new TreeMap<>();
            for (Seen.ArmsWindow one : fresh) {
                switch (one.answers().getOrDefault(query.metric(), NOT_ASKED)) {
                    case QueryAnswer.Told _ -> {}
                    case QueryAnswer.Nothing(String because) ->
                        untold.put(one.start().toString(), new Json.Text(because));
                    case QueryAnswer.Awaited _ ->
                        untold.put(one.start().toString(), new Json.Text("judged before it was told"));
                }
            }
            SortedMap<String, Json> about = new TreeMap<>();
            about.put("server", new Json.Text(query.server().address()));
            about.put("query", new Json.Text(query.query()));
            about.put("untold", new Json.Members(untold));
            out.put(query.metric(), new Json.Members(about));
        }
        return new Json.Members(out);
    }

    private static String first(List<Seen.ArmsWindow> fresh) {
        return "from " + fresh.getFirst().start() + (fresh.getFirst().probes() ? ", probes alone" : "");
    }
}
