package arelops.app.node;

import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.RuleTexts;
import arelops.app.traffic.format.SessionNaming;
import arelops.core.id.Slot;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The recordings that are being made of a node's slots: one at a time of each.
final class Taps implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Recordings recordings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<Slot, Tap> all = new ConcurrentHashMap<>();

    Taps(Recordings recordings, InstantSource clock) {
        this.recordings = recordings;
        this.clock = clock;
    }

    Optional<Tap> of(Slot slot) {
        return Optional.ofNullable(all.get(slot));
    }

    /// @param changed is told when one begins or ends
    synchronized RecordAnswer begin(RecordCommand command, Runnable changed) {
        if (all.containsKey(command.slot())) {
            return new RecordAnswer("", command.slot() + " is being recorded already.");
        }
        if (!(command.share() > 0 && command.share() <= 1)) {
            return new RecordAnswer("", "The share is above 0 and at most 1, not " + command.share() + ".");
        }
        if (command.length().compareTo(LONGEST) > 0 || !command.length().isPositive()) {
            return new RecordAnswer("", "A recording is at most 7 days long.");
        }
        Instant now = clock.instant();
        HideRules rules;
        try {
            rules = RuleTexts.rules(command.hide(), command.leave());
        } catch (Fault e) {
            return new RecordAnswer("", e.getMessage() + ". " + e.mend());
        }
        recordings.tidy(now);
        Instant keepUntil = now.plus(command.length()).plus(command.keep());
        Recording recording = recordings.create(command.name(), now, bytes(), keepUntil);
        Tap.Plan plan = new Tap.Plan(
                "users of " + command.slot(), now, command.length(), command.share(), random.nextLong(), keepUntil);
        Tap tap = new Tap(plan, new Recorder(recording, rules), new SessionNaming(bytes()), () -> {
            all.remove(command.slot());
            changed.run();
        });
        all.put(command.slot(), tap);
        tap.start();
        changed.run();
        return new RecordAnswer(recording.id(), "");
    }

    private byte[] bytes() {
        byte[] bytes = new byte[RecordingKey.LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        all.values().forEach(Tap::close);
    }
}
