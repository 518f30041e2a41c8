package arelops.core.load;

import arelops.core.evidence.Json;
import arelops.core.policy.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A load test as evidence.
///
/// @param recording what was sent
/// @param rungs every step that was measured, oldest first
public record LoadReport(String recording, LoadLimits limits, List<Rung> rungs, LoadVerdict verdict) {
    private static final long HUNDRED = 100;
    private static final long NANOS_IN_MICRO = 1_000;

    /// Copies.
    public LoadReport {
        rungs = List.copyOf(rungs);
    }

    /// One file beside the ledger's entry. Times are in microseconds, rates in hundredths of requests a second,
    /// processor
    /// time in hundredths of a core, memory in bytes.
    public Json json() {
        return members(Map.of(
                "recording",
                new Json.Text(recording),
                "limits",
                written(limits),
                "steps",
                steps(rungs),
                "verdict",
                new Json.Text(
                        switch (verdict) {
                            case LoadVerdict.Borne _ -> "borne";
                            case LoadVerdict.Worse _ -> "worse";
                            case LoadVerdict.Unknown _ -> "unknown";
                        }),
                "because",
                new Json.Text(verdict.because())));
    }

    private static Json written(LoadLimits limits) {
        Map<String, Json> out = new TreeMap<>();
        out.put("errors", new Json.Text(limits.errors().toString()));
        limits.p99().ifPresent(most -> out.put("p99", new Json.Text(DurationText.write(most))));
        out.put("reached", new Json.Text(limits.reached().toString()));
        out.put("alerts", new Json.Text(limits.alerts() ? "on" : "off"));
        limits.use().cpu().ifPresent(most -> out.put("cpu", new Json.Text(most.toString())));
        limits.use().memory().ifPresent(most -> out.put("memory", new Json.Text(most.toString())));
        return members(out);
    }

    /// Steps as they are in evidence.
    public static Json steps(List<Rung> rungs) {
        return new Json.Items(rungs.stream().map(LoadReport::rung).toList());
    }

    private static Json rung(Rung rung) {
        Measured measured = rung.measured();
        Map<String, Json> out = new TreeMap<>();
        out.put("of", new Json.Text(rung.who() == Rung.Who.RELEASE ? "release" : "stable"));
        out.put("factor", new Json.Whole(rung.factor()));
        out.put("recovery", new Json.Flag(rung.recovery()));
        out.put("scheduled", new Json.Whole(measured.pace().scheduled()));
        out.put("sent", new Json.Whole(measured.pace().sent()));
        out.put("failed", new Json.Whole(measured.failed()));
        out.put("wantedRate", new Json.Whole(Math.round(measured.wanted() * HUNDRED)));
        out.put("reachedRate", new Json.Whole(Math.round(measured.reached() * HUNDRED)));
        out.put("p50", micros(measured.quantiles().p50()));
        out.put("p90", micros(measured.quantiles().p90()));
        out.put("p99", micros(measured.quantiles().p99()));
        out.put("p999", micros(measured.quantiles().p999()));
        out.put("late", micros(measured.late()));
        measured.invalid().ifPresent(why -> out.put("invalid", new Json.Text(why)));
        put(out, measured.beside());
        return members(out);
    }

    private static void put(Map<String, Json> out, Beside beside) {
        switch (beside.saturation()) {
            case Saturation.Known known -> {
                out.put("cpu", new Json.Whole(known.cpu()));
                out.put("memory", new Json.Whole(known.memory()));
                out.put("machineCpu", new Json.Whole(known.machine()));
                out.put("machineCores", new Json.Whole(known.cores()));
            }
            case Saturation.Unknown(String because) -> out.put("unseen", new Json.Text(because));
        }
        switch (beside.alerts()) {
            case FiredAlerts.NotAsked _ -> {}
            case FiredAlerts.Told(List<String> names) -> out.put("alerts", texts(names));
            case FiredAlerts.Unknown(String because) -> out.put("unheard", new Json.Text(because));
        }
        beside.thresholds().ifPresent(names -> out.put("thresholds", texts(names)));
    }

    private static Json texts(List<String> names) {
        return new Json.Items(names.stream().<Json>map(Json.Text::new).toList());
    }

    private static Json micros(Duration time) {
        return new Json.Whole(time.toNanos() / NANOS_IN_MICRO);
    }

    private static Json members(Map<String, Json> members) {
        return new Json.Members(new TreeMap<>(members));
    }
}
