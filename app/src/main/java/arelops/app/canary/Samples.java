package arelops.app.canary;

import arelops.core.canary.ArmWindow;
import arelops.core.canary.LatencyCounts;
import arelops.core.canary.LatencyScale;
import arelops.core.canary.Situation;
import arelops.core.canary.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Recorded windows of two arms: the file format `arelops canary judge` reads, version 1.
///
/// @param windowSeconds how long each window is
/// @param ignored members of the file that mean nothing to the judge
public record Samples(Situation situation, long windowSeconds, List<Window> windows, List<String> ignored) {
    public static final String CODE = "canary.samples";
    private static final int MOST_WINDOWS = 1_000_000;
    private static final Set<String> KNOWN = Set.of(
            "v",
            "windows",
            "windowSeconds",
            "histogram",
            "baseline",
            "canary",
            "priorErrorRate",
            "priorLatency",
            "name");
    private static final Set<String> KNOWN_OF_ARM = Set.of("requests", "errors", "latency", "metrics");

    public Samples {
        windows = List.copyOf(windows);
        ignored = List.copyOf(ignored);
    }

    /// The JSON Schema of the format.
    public static String schema() {
        try (InputStream in = Samples.class.getResourceAsStream("/canary/samples.schema.json")) {
            return new String(Objects.requireNonNull(in, "schema").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of this program is damaged", e);
        }
    }

    public static Samples read(Path file, String name) {
        return new JudgeFile(name, CODE).read(file, Samples::of);
    }

    public static Samples read(InputStream in, String name) throws IOException {
        return new JudgeFile(name, CODE).read(in, Samples::of);
    }

    static Samples of(JsonPlace file) {
        file.find("v").ifPresent(v -> {
            if (v.count(Integer.MAX_VALUE) != 1) {
                throw new JsonPlace.Malformed("v", "is not 1: this release reads version 1 of the format");
            }
        });
        int count = (int) file.member("windows").count(MOST_WINDOWS);
        long seconds = file.find("windowSeconds").map(one -> one.count(86_400)).orElse(60L);
        if (count == 0 || seconds == 0) {
            throw new JsonPlace.Malformed(count == 0 ? "windows" : "windowSeconds", "is 0");
        }
        JsonPlace baseline = file.member("baseline");
        JsonPlace canary = file.member("canary");
        Optional<LatencyScale> scale = scale(file, baseline, canary);
        List<Optional<ArmWindow>> before = arm(baseline, count, scale.isPresent());
        List<Optional<ArmWindow>> now = arm(canary, count, scale.isPresent());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(new Window(before.get(i), now.get(i)));
        }
        List<String> ignored = new ArrayList<>(file.strangers(KNOWN));
        baseline.strangers(KNOWN_OF_ARM).forEach(name -> ignored.add("baseline." + name));
        canary.strangers(KNOWN_OF_ARM).forEach(name -> ignored.add("canary." + name));
        return new Samples(new Situation(scale, prior(file), priorLatency(file, scale)), seconds, windows, ignored);
    }

    private static OptionalDouble prior(JsonPlace file) {
        Optional<JsonPlace> given = file.find("priorErrorRate").filter(one -> !one.isNull());
        if (given.isEmpty()) {
            return OptionalDouble.empty();
        }
        double rate = given.get().number();
        if (rate < 0 || rate > 1) {
            throw new JsonPlace.Malformed("priorErrorRate", "is " + rate + ", and a share from 0 to 1 is expected");
        }
        return OptionalDouble.of(rate);
    }

    private static LatencyCounts priorLatency(JsonPlace file, Optional<LatencyScale> scale) {
        Optional<JsonPlace> given = file.find("priorLatency").filter(one -> !one.isNull());
        if (given.isPresent() && scale.isEmpty()) {
            throw new JsonPlace.Malformed("priorLatency", "is given, and the arms have no latency");
        }
        return given.map(Samples::latency).orElse(LatencyCounts.none());
    }

    private static Optional<LatencyScale> scale(JsonPlace file, JsonPlace baseline, JsonPlace canary) {
        boolean timed = baseline.find("latency").isPresent();
        if (timed != canary.find("latency").isPresent()) {
            throw new JsonPlace.Malformed(
                    (timed ? "canary" : "baseline") + ".latency", "is missing, and the other arm has it");
        }
        if (!timed) {
            return Optional.empty();
        }
        JsonPlace histogram = file.member("histogram");
        JsonPlace kind = histogram.member("kind");
        if (!kind.text().equals("log")) {
            throw new JsonPlace.Malformed(
                    kind.path(), "is '" + kind.text() + "', and log is the one kind that is read");
        }
        JsonPlace growth = histogram.member("growth");
        double factor = growth.number();
        if (factor < LatencyScale.FINEST || factor > LatencyScale.COARSEST) {
            throw new JsonPlace.Malformed(
                    growth.path(),
                    "is " + factor + ", and buckets that can tell a tolerance grow by " + LatencyScale.FINEST + " to "
                            + LatencyScale.COARSEST);
        }
        return Optional.of(new LatencyScale(
                factor, histogram.find("unit").map(one -> one.text()).orElse("ms")));
    }

    private static List<Optional<ArmWindow>> arm(JsonPlace arm, int count, boolean timed) {
        List<JsonPlace> requests = series(arm.member("requests"), count);
        List<JsonPlace> errors = series(arm.member("errors"), count);
        List<JsonPlace> latencies = timed ? series(arm.member("latency"), count) : List.of();
        Map<String, List<JsonPlace>> metrics = new TreeMap<>();
        arm.find("metrics")
                .ifPresent(all ->
                        all.members().forEach(one -> metrics.put(one.getKey(), series(one.getValue(), count))));
        List<Optional<ArmWindow>> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i;
            if (requests.get(i).isNull() || errors.get(i).isNull()) {
                windows.add(Optional.empty());
                continue;
            }
            SortedMap<String, Double> values = new TreeMap<>();
            metrics.forEach((name, series) -> {
                if (!series.get(at).isNull()) {
                    values.put(name, series.get(at).number());
                }
            });
            windows.add(Optional.of(window(
                    requests.get(i),
                    errors.get(i),
                    timed ? latency(latencies.get(i)) : LatencyCounts.none(),
                    timed ? latencies.get(i).path() : "",
                    values)));
        }
        return windows;
    }

    private static ArmWindow window(
            JsonPlace requests,
            JsonPlace errors,
            LatencyCounts latency,
            String timed,
            SortedMap<String, Double> values) {
        long all = requests.count(ArmWindow.MOST);
        long failed = errors.count(ArmWindow.MOST);
        if (failed > all) {
            throw new JsonPlace.Malformed(errors.path(), "is " + failed + ", and there were " + all + " requests");
        }
        if (latency.total() > all) {
            throw new JsonPlace.Malformed(timed, "counts " + latency.total() + " requests, and there were " + all);
        }
        return new ArmWindow(all, failed, latency, values);
    }

    private static List<JsonPlace> series(JsonPlace series, int count) {
        List<JsonPlace> items = series.items();
        if (items.size() != count) {
            throw new JsonPlace.Malformed(series.path(), "has " + items.size() + " windows, and windows says " + count);
        }
        return items;
    }

    private static LatencyCounts latency(JsonPlace histogram) {
        if (histogram.isNull()) {
            return LatencyCounts.none();
        }
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        for (Map.Entry<String, JsonPlace> one : histogram.members()) {
            buckets.put(bucket(one.getKey(), one.getValue()), one.getValue().count(ArmWindow.MOST));
        }
        return LatencyCounts.of(buckets);
    }

    private static int bucket(String name, JsonPlace place) {
        if (!name.matches("0|[1-9][0-9]{0,5}") || Integer.parseInt(name) > LatencyScale.LAST_BUCKET) {
            throw new JsonPlace.Malformed(
                    place.path(), "is no bucket: those are whole numbers from 0 to " + LatencyScale.LAST_BUCKET);
        }
        return Integer.parseInt(name);
    }
}
