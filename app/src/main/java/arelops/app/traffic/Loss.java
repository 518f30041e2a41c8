package arelops.app.traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Why requests that were to be recorded are not in a recording.
public enum Loss {
    /// More came in a second than are to be taken.
    RATE("left out with their whole session: over the rate"),
    /// Whoever records could not keep up.
    BEHIND("left out with their whole session: the recorder could not keep up"),
    /// More sessions came than can be told apart.
    SESSIONS("left out with their whole session: too many sessions to tell apart"),
    /// It had the size that it may have.
    SIZE("left out: the recording had its size"),
    /// Their answers came too late.
    UNANSWERED("left out: without an answer when the recording ended");

    private final String words;

    Loss(String words) {
        this.words = words;
    }

    /// As a recording's note counts it.
    public String words() {
        return words;
    }

    /// The cause in one word, for programs.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How many requests a recording lost by each cause; causes by which it lost none are not there.
    public static Map<Loss, Long> of(RecordingNote note) {
        Map<Loss, Long> lost = new EnumMap<>(Loss.class);
        for (Loss loss : values()) {
            long count = note.left().getOrDefault(loss.words, 0L);
            if (count > 0) {
                lost.put(loss, count);
            }
        }
        return lost;
    }
}
