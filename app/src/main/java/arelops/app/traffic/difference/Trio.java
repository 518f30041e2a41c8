package arelops.app.traffic.difference;

import arelops.app.traffic.replay.Received;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The answers to one request, as far as they have come.
final class Trio {
    private final Map<Side, Received> answers = new EnumMap<>(Side.class);
    private int ended;
    private long bytes;

    /// An answer has come.
    void add(Side side, Received answer) {
        ended++;
        if (answers.putIfAbsent(side, answer) == null) {
            bytes += Matching.size(answer);
        }
    }

    /// No answer will come from one of them.
    void fail() {
        ended++;
    }

    /// Whether nothing is waited for.
    boolean isOver() {
        return ended == Side.values().length;
    }

    /// Whether all three answered.
    boolean isWhole() {
        return answers.size() == Side.values().length;
    }

    long bytes() {
        return bytes;
    }

    Received of(Side side) {
        return Objects.requireNonNull(answers.get(side));
    }
}
