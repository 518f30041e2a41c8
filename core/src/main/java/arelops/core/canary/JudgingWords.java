package arelops.core.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Writes the words of a judging.
final class JudgingWords {
    private final List<String> words = new ArrayList<>();

    String line() {
        return String.join(" ", words);
    }

    void word(String word) {
        words.add(word);
    }

    void whole(long value) {
        words.add(Long.toString(value));
    }

    void number(double value) {
        words.add(Double.toString(value));
    }

    /// Names may have blanks and anything else.
    void name(String name) {
        StringBuilder hex = new StringBuilder("_");
        name.chars().forEach(unit -> hex.append(Integer.toHexString(unit)).append('.'));
        words.add(hex.toString());
    }

    void numbers(double[] values) {
        whole(values.length);
        for (double value : values) {
            number(value);
        }
    }

    void seen(Judging.Seen seen) {
        whole(seen.windows());
        whole(seen.baselineRequests());
        whole(seen.canaryRequests());
        whole(seen.stale());
    }

    void bets(Bets bets) {
        numbers(bets.worse().wealth());
        number(bets.worse().kept());
        whole(bets.worse().looks());
        numbers(bets.inferior().logs());
    }

    void hits(Hits hits) {
        whole(hits.baselineHits());
        whole(hits.baselineTotal());
        whole(hits.canaryHits());
        whole(hits.canaryTotal());
    }

    void onset(Onset onset) {
        whole(onset.since());
        number(onset.score());
    }

    void errors(ErrorMeasure errors) {
        bets(errors.bets());
        numbers(errors.absolute().logs());
        numbers(errors.likelihood().logs());
        hits(errors.sum());
        onset(errors.onset());
        hits(errors.recent());
    }

    void counts(LatencyCounts counts) {
        SortedMap<Integer, Long> buckets = counts.buckets();
        whole(buckets.size());
        buckets.forEach((bucket, count) -> {
            whole(bucket);
            whole(count);
        });
    }

    void pair(LatencyMeasure.Pair pair) {
        counts(pair.baseline());
        counts(pair.canary());
    }

    void latency(LatencyMeasure latency) {
        whole(latency.streams().size());
        latency.streams().forEach(stream -> {
            bets(stream.bets());
            numbers(stream.absolute().logs());
            numbers(stream.scatter().squares().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
            number(stream.scatter().last());
            hits(stream.sum());
        });
        whole(latency.history().former().size());
        latency.history().former().forEach(this::counts);
        counts(latency.history().current());
        pair(latency.all());
        onset(latency.onset());
        pair(latency.recent());
    }

    void metric(MetricMeasure metric) {
        bets(metric.more());
        bets(metric.less());
        numbers(metric.likelihood().logs());
        counts(metric.ratios());
        number(metric.sums().baseline());
        number(metric.sums().canary());
        whole(metric.sums().baselineUnits());
        whole(metric.sums().canaryUnits());
        whole(metric.stale());
    }

    void rejection(Rejection rejection) {
        whole(rejection.window());
        whole(rejection.since());
        name(rejection.measure());
        number(rejection.logEvidence());
        Measured.Numbers numbers = rejection.numbers();
        name(numbers.what());
        name(numbers.unit());
        for (double value : new double[] {
            numbers.value(),
            numbers.baseline(),
            numbers.estimate(),
            numbers.low(),
            numbers.high(),
            numbers.confidence(),
            numbers.limit()
        }) {
            number(value);
        }
    }
}
