package arelops.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one alert source said of an environment, whenever it was asked: a source knows no past, so that what was not
/// heard is not known.
///
/// @param stretches oldest first
public record AlertsSeen(List<Stretch> stretches) {
    /// Nobody asked yet.
    public static final AlertsSeen NOTHING = new AlertsSeen(List.of());

    /// So many stretches are kept: an alert that comes and goes all the time fills them, and what is older is
    /// forgotten, which makes it unknown.
    private static final int MOST = 2_000;

    /// An alert does not come and go in less: rules are evaluated every 15 s at the oftenest, as a rule.
    private static final Duration FINEST = Duration.ofSeconds(15);

    /// The source was asked from then to then, with no long pause, and always said the same.
    public record Stretch(Instant from, Instant to, AlertAnswer answer) {}

    public AlertsSeen {
        stretches = List.copyOf(stretches);
    }

    /// How long a source may go unasked, so that a window of this length is still known.
    public static Duration pause(Duration window) {
        Duration half = window.dividedBy(2);
        return half.compareTo(FINEST) > 0 ? half : FINEST;
    }

    /// With what it says now. After the clock was set back, what bears a later time is forgotten.
    ///
    /// @param window the length of the windows
    public AlertsSeen heard(Instant now, AlertAnswer answer, Duration window) {
        List<Stretch> all = new ArrayList<>(stretches);
        while (!all.isEmpty() && all.getLast().to().isAfter(now)) {
            all.removeLast();
        }
        if (!all.isEmpty()
                && all.getLast().answer().equals(answer)
                && !all.getLast().to().plus(pause(window)).isBefore(now)) {
            all.add(new Stretch(all.removeLast().from(), now, answer));
        } else {
            all.add(new Stretch(now, now, answer));
        }
        return new AlertsSeen(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /// What was heard in a stretch of time, oldest first.
    List<Stretch> within(Instant from, Instant to) {
        return stretches.stream()
                .filter(one -> one.from().isBefore(to) && !one.to().isBefore(from))
                .toList();
    }

    /// Whether it was asked in that time, and never long unasked.
    boolean covers(Instant from, Instant to) {
        List<Stretch> heard = within(from, to);
        Duration longest = pause(Duration.between(from, to));
        Instant last = from;
        for (Stretch one : heard) {
            if (last.plus(longest).isBefore(one.from())) {
                return false;
            }
            last = one.to();
        }
        return !heard.isEmpty() && !last.plus(longest).isBefore(to);
    }
}
