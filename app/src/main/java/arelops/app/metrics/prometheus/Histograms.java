package arelops.app.metrics.prometheus;

import arelops.app.ask.Foreign;
import arelops.app.ask.Unanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The histograms of an arm, each as one series of tallies.
///
/// @param layouts the different ways in which their buckets are cut
record Histograms(List<Series> series, SortedSet<String> layouts) {
    private static final String LE = "le";

    static Histograms of(Matrix natives) {
        return new Histograms(natives.histograms(), natives.schemas());
    }

    /// Puts the series of the `le` buckets together that came with one scrape.
    static Histograms classic(List<Series> buckets) throws Unanswered {
        Map<Map<String, String>, SortedMap<Double, Series>> whole = new HashMap<>();
        for (Series bucket : buckets) {
            Map<String, String> rest = new HashMap<>(bucket.labels());
            double bound = bound(Optional.ofNullable(rest.remove(LE)).orElse(""));
            whole.computeIfAbsent(rest, _ -> new TreeMap<>()).put(bound, bucket);
        }
        List<Series> series = new ArrayList<>();
        SortedSet<String> layouts = new TreeSet<>();
        whole.forEach((labels, cut) -> {
            layouts.add("le " + cut.keySet());
            series.add(new Series(labels, together(cut)));
        });
        return new Histograms(series, layouts);
    }

    private static double bound(String le) throws Unanswered {
        try {
            return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
        } catch (NumberFormatException e) {
            throw new Unanswered("a bucket's le is no number: '" + Foreign.cut(le) + "'", e);
        }
    }

    private static List<Series.Sample> together(SortedMap<Double, Series> cut) {
        SortedMap<Instant, SortedMap<Double, Double>> scrapes = new TreeMap<>();
        cut.forEach((bound, bucket) -> {
            for (Series.Sample sample : bucket.samples()) {
                SortedMap<Double, Double> scrape = scrapes.computeIfAbsent(sample.at(), _ -> new TreeMap<>());
                sample.tally().ifPresent(tally -> scrape.put(bound, tally.total()));
            }
        });
        List<Series.Sample> samples = new ArrayList<>();
        scrapes.forEach((at, cumulative) -> samples.add(new Series.Sample(
                at, cumulative.keySet().equals(cut.keySet()) ? single(cumulative) : Optional.empty())));
        return samples;
    }

    /// Each bucket's own count; empty where they contradict each other or the last one is missing.
    private static Optional<Tally> single(SortedMap<Double, Double> cumulative) {
        SortedMap<Double, Double> own = new TreeMap<>();
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            if (bucket.getValue() < below) {
                return Optional.empty();
            }
            own.put(bucket.getKey(), bucket.getValue() - below);
            below = bucket.getValue();
        }
        return own.lastKey() == Double.POSITIVE_INFINITY ? Optional.of(new Tally(own)) : Optional.empty();
    }
}
