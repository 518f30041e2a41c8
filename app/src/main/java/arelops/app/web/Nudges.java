package arelops.app.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// What others send when they have something new, as an Alertmanager does: whatever it says, it only means "look
/// again". What is true is asked for; of many in a second one counts.
final class Nudges {
    private static final Duration OFTENEST = Duration.ofSeconds(1);

    private final Engine engine;
    private final InstantSource clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    Nudges(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    ObjectNode take() {
        Instant now = clock.instant();
        Instant before =
                last.getAndUpdate(old -> Duration.between(old, now).abs().compareTo(OFTENEST) < 0 ? old : now);
        boolean looks = Duration.between(before, now).abs().compareTo(OFTENEST) >= 0;
        if (looks) {
            engine.nudge();
        }
        return JsonNodeFactory.instance.objectNode().put("v", 1).put("looks", looks);
    }
}
