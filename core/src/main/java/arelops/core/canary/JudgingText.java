package arelops.core.canary;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// A judging as one line of text and back, exactly: to go on after a restart, and to prove what a look knew.
///
/// Words are parted by blanks: the version, then the parts in the order in which they are written here. Every double is
/// written so that it is read back bit by bit.
public final class JudgingText {
    private static final String VERSION = "judging-1";

    private JudgingText() {}

    public static String write(Judging judging) {
        Out out = new Out();
        out.word(VERSION);
        out.seen(judging.seen());
        out.errors(judging.evidence().errors());
        out.latency(judging.evidence().latency());
        out.whole(judging.evidence().latencyStale());
        out.whole(judging.evidence().metrics().size());
        judging.evidence().metrics().forEach((name, metric) -> {
            out.name(name);
            out.metric(metric);
        });
        out.whole(judging.passed().orElse(0));
        out.whole(judging.rejected().isPresent() ? 1 : 0);
        judging.rejected().ifPresent(out::rejection);
        return String.join(" ", out.words);
    }

    /// The judging that a text writes.
    ///
    /// @throws IllegalArgumentException when the text is none that was written
    public static Judging read(String text) {
        In in = new In(List.of(text.split(" ", -1)).iterator());
        if (!in.word().equals(VERSION)) {
            throw new IllegalArgumentException("this is no judging of version 1");
        }
        Judging.Seen seen = in.seen();
        ErrorMeasure errors = in.errors();
        LatencyMeasure latency = in.latency();
        int stale = in.whole();
        SortedMap<String, MetricMeasure> metrics = new TreeMap<>();
        int count = in.whole();
        for (int i = 0; i < count; i++) {
            metrics.put(in.name(), in.metric());
        }
        int passed = in.whole();
        Optional<Rejection> rejected = in.whole() == 1 ? Optional.of(in.rejection()) : Optional.empty();
        if (in.words.hasNext()) {
            throw new IllegalArgumentException("words follow after the judging");
        }
        return new Judging(
                seen,
                new Judging.Evidence(errors, latency, stale, metrics),
                rejected,
                passed == 0 ? OptionalInt.empty() : OptionalInt.of(passed));
    }

    private static final class Out {
        private final List<String> words = new ArrayList<>();

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
                hits(stream.sum());
            });
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

    private record In(Iterator<String> words) {
        String word() {
            if (!words.hasNext()) {
                throw new IllegalArgumentException("the judging ends too early");
            }
            return words.next();
        }

        long large() {
            return Long.parseLong(word());
        }

        int whole() {
            return Integer.parseInt(word());
        }

        double number() {
            return Double.parseDouble(word());
        }

        String name() {
            StringBuilder name = new StringBuilder();
            for (String unit : word().substring(1).split("\\.", -1)) {
                if (!unit.isEmpty()) {
                    name.append((char) Integer.parseInt(unit, 16));
                }
            }
            return name.toString();
        }

        double[] numbers() {
            int count = whole();
            if (count < 0 || count > 1000) {
                throw new IllegalArgumentException("no list of a judging has " + count + " numbers");
            }
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = number();
            }
            return values;
        }

        Judging.Seen seen() {
            return new Judging.Seen(whole(), large(), large(), whole());
        }

        Bets bets() {
            return new Bets(new RestartingWealth(numbers(), number(), whole()), new PlainWealth(numbers()));
        }

        Hits hits() {
            return new Hits(large(), large(), large(), large());
        }

        Onset onset() {
            return new Onset(whole(), number());
        }

        ErrorMeasure errors() {
            return new ErrorMeasure(
                    bets(), new PlainWealth(numbers()), new PlainWealth(numbers()), hits(), onset(), hits());
        }

        LatencyCounts counts() {
            Map<Integer, Long> buckets = new TreeMap<>();
            int count = whole();
            for (int i = 0; i < count; i++) {
                buckets.put(whole(), large());
            }
            return LatencyCounts.of(buckets);
        }

        LatencyMeasure.Pair pair() {
            return new LatencyMeasure.Pair(counts(), counts());
        }

        LatencyMeasure latency() {
            List<LatencyMeasure.Stream> streams = new ArrayList<>();
            int count = whole();
            for (int i = 0; i < count; i++) {
                streams.add(new LatencyMeasure.Stream(bets(), hits()));
            }
            return new LatencyMeasure(streams, pair(), onset(), pair());
        }

        MetricMeasure metric() {
            return new MetricMeasure(
                    bets(),
                    bets(),
                    new PlainWealth(numbers()),
                    counts(),
                    new MetricMeasure.Sums(number(), number(), large(), large()),
                    whole());
        }

        Rejection rejection() {
            return new Rejection(
                    whole(),
                    whole(),
                    name(),
                    number(),
                    new Measured.Numbers(
                            name(), name(), number(), number(), number(), number(), number(), number(), number()));
        }
    }
}
