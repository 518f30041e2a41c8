package arelops.app.traffic.replay.worker;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes one report of all workers' results. One that is missing makes it invalid, with the reason.
public final class Team {
    private Team() {}

    /// The report of the results that are there.
    ///
    /// @param workers how many there should be
    /// @param lost why a result is missing, by worker, as far as it is known
    public static ReplayReport merge(int workers, List<WorkerResult> results, Map<Integer, String> lost) {
        Map<Integer, WorkerResult> byWorker = new TreeMap<>();
        for (WorkerResult result : results) {
            boolean same = result.share().workers() == workers
                    && result.task().equals(results.getFirst().task());
            if (!same || byWorker.put(result.share().worker(), result) != null) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "replay.result",
                        "The results are not those of the workers of one replay: "
                                + (same ? "worker " + result.share().worker() + " is there twice" : differs(result)),
                        "Name the results of one run, each once.");
            }
        }
        List<String> missing = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            if (!byWorker.containsKey(worker)) {
                missing.add("worker " + worker + " of " + workers + " gave no result"
                        + (lost.containsKey(worker) ? ": " + lost.get(worker) : ""));
            }
        }
        ReplayReport all = byWorker.values().stream()
                .map(WorkerResult::report)
                .reduce(ReplayReport::merge)
                .orElseGet(() -> ReplayReport.empty(Limits.standard()));
        Sender sender = all.sender().merge(new Sender(0, missing));
        return new ReplayReport(all.sending(), all.answers(), all.span(), all.timing(), sender, all.limits());
    }

    private static String differs(WorkerResult result) {
        return "worker " + result.share().worker() + " of " + result.share().workers() + " was one of run "
                + result.task().run();
    }
}
