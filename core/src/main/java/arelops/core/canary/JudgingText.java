package arelops.core.canary;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// A judging as one line of text and back, exactly: to go on after a restart, and to prove what a
/// look knew.
///
/// Words are parted by blanks: the version, then the parts in the order in which they are written
/// here. Every double is written so that it is read back bit by bit.
public final class JudgingText {
    private static final String VERSION = "judging-3";

    private JudgingText() {}

    public static String write(Judging judging) {
        JudgingWords out = new JudgingWords();
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
        return out.line();
    }

    /// The judging that a text writes.
    ///
    /// @throws IllegalArgumentException when the text is none that was written
    public static Judging read(String text) {
        JudgingReader in = new JudgingReader(List.of(text.split(" ", -1)).iterator());
        if (!in.word().equals(VERSION)) {
            throw new IllegalArgumentException("this is no judging of version 3");
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
        if (in.words().hasNext()) {
            throw new IllegalArgumentException("words follow after the judging");
        }
        return new Judging(
                seen,
                new Judging.Evidence(errors, latency, stale, metrics),
                rejected,
                passed == 0 ? OptionalInt.empty() : OptionalInt.of(passed));
    }
}
