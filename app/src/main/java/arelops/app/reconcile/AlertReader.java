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
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Asks for the alerts of slots in which a release is on trial, and keeps what was heard: a source knows no past. It is
/// asked beside the looks: none waits for its answer, and the next one hears it.
///
/// What was heard is gone with the controller; the windows before its next start are unknown then, and do not count.
final class AlertReader {
    private static final Duration OFTENEST = Duration.ofSeconds(2);

    /// A source that gives no answer is left alone for a while.
    private static final Duration REST = Duration.ofSeconds(5);

    private final AlertSource source;
    private final Map<Slot, Map<String, Kept>> kept = new HashMap<>();

    /// What was heard by a rule, and when the source is asked next.
    private record Kept(
            AlertWatch rule, AlertsSeen seen, Instant asked, Instant next, Optional<Future<AlertAnswer>> open) {
        Kept asked(Instant now, Future<AlertAnswer> answer) {
            return new Kept(rule, seen, now, next, Optional.of(answer));
        }

        /// With the answer, once it is there. It is of the moment at which it was asked for.
        Kept heard(Duration window) {
            if (open.isEmpty() || !open.get().isDone()) {
                return this;
            }
            AlertAnswer answer = open.get().resultNow();
            Duration pause = switch (answer) {
                case AlertAnswer.Told _ -> shorter(OFTENEST, window.dividedBy(4));
                case AlertAnswer.Unknown _ -> REST;
            };
            return new Kept(rule, seen.heard(asked, answer, window), asked, asked.plus(pause), Optional.empty());
        }
    }

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
                    .orElseGet(() -> new Kept(rule, AlertsSeen.NOTHING, now, now, Optional.empty()))
                    .heard(policy.window());
            boolean isDue = !now.isBefore(heard.next()) || now.isBefore(heard.asked());
            Kept fresh = isDue && heard.open().isEmpty() ? heard.asked(now, ask(rule, slot, now)) : heard;
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

    private Future<AlertAnswer> ask(AlertWatch rule, Slot slot, Instant now) {
        FutureTask<AlertAnswer> asking = new FutureTask<>(() -> source.ask(rule, slot, now));
        Thread.ofVirtual().name("alerts " + rule.name()).start(asking);
        return asking;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
