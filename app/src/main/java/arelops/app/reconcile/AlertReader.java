package arelops.app.reconcile;

import arelops.app.alerts.AlertSource;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Policy;
import arelops.core.release.AlertAnswer;
import arelops.core.release.AlertsSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Asks for the alerts of slots in which a release is on trial, and keeps what was heard: a source knows no past.
///
/// What was heard is gone with the controller; the windows before its next start are unknown then, and do not count.
final class AlertReader {
    private static final Duration OFTENEST = Duration.ofSeconds(2);

    /// A look waits for the answer: a source that gives none is left alone for a while.
    private static final Duration REST = Duration.ofSeconds(5);

    private final AlertSource source;
    private final Map<Slot, Map<String, Kept>> kept = new HashMap<>();

    /// What was heard by a rule, and when the source is asked next.
    private record Kept(AlertWatch rule, AlertsSeen seen, Instant asked, Instant next) {}

    AlertReader(AlertSource source) {
        this.source = source;
    }

    /// What was heard, by the names of the rules.
    Map<String, AlertsSeen> of(Slot slot, Policy policy, Instant now) {
        Map<String, Kept> before = kept.getOrDefault(slot, Map.of());
        Map<String, Kept> after = new HashMap<>();
        Map<String, AlertsSeen> seen = new HashMap<>();
        for (AlertWatch rule : policy.alerts().values()) {
            Kept heard = Optional.ofNullable(before.get(rule.name()))
                    .filter(one -> one.rule().equals(rule))
                    .orElseGet(() -> new Kept(rule, AlertsSeen.NOTHING, now, now));
            boolean isDue = !now.isBefore(heard.next()) || now.isBefore(heard.asked());
            Kept fresh = isDue ? asked(heard, slot, policy.window(), now) : heard;
            after.put(rule.name(), fresh);
            seen.put(rule.name(), fresh.seen());
        }
        kept.put(slot, after);
        return seen;
    }

    /// No release is on trial there any more.
    void forget(Slot slot) {
        kept.remove(slot);
    }

    private Kept asked(Kept heard, Slot slot, Duration window, Instant now) {
        AlertAnswer answer = source.ask(heard.rule(), slot, now);
        Duration pause = switch (answer) {
            case AlertAnswer.Told _ -> shorter(OFTENEST, window.dividedBy(4));
            case AlertAnswer.Unknown _ -> REST;
        };
        return new Kept(heard.rule(), heard.seen().heard(now, answer, window), now, now.plus(pause));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
