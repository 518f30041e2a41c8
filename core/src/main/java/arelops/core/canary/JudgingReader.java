package arelops.core.canary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads what [JudgingWords] writes, part by part.
record JudgingReader(Iterator<String> words) {
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

    LatencyHistory history() {
        List<LatencyCounts> former = new ArrayList<>();
        int count = whole();
        for (int i = 0; i < count; i++) {
            former.add(counts());
        }
        return new LatencyHistory(former, counts());
    }

    LatencyMeasure.Pair pair() {
        return new LatencyMeasure.Pair(counts(), counts());
    }

    Scatter scatter() {
        return new Scatter(Arrays.stream(numbers()).boxed().toList(), number());
    }

    LatencyMeasure latency() {
        List<LatencyMeasure.Stream> streams = new ArrayList<>();
        int count = whole();
        for (int i = 0; i < count; i++) {
            streams.add(new LatencyMeasure.Stream(bets(), new PlainWealth(numbers()), scatter(), hits()));
        }
        return new LatencyMeasure(streams, history(), pair(), onset(), pair());
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
