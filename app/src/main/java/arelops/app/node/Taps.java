package arelops.app.node;

import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.deploy.wire.RecordEnd;
import arelops.app.fault.Fault;
import arelops.app.traffic.LineMark;
import arelops.app.traffic.Recorder;
import arelops.app.traffic.Recording;
import arelops.app.traffic.RecordingNote;
import arelops.app.traffic.Recordings;
import arelops.app.traffic.RuleTexts;
import arelops.app.traffic.format.SessionNaming;
import arelops.core.id.Slot;
import arelops.core.record.RecordingSeen;
import arelops.core.traffic.SkipRule;
import arelops.core.traffic.anonymise.HideRules;
import arelops.core.traffic.anonymise.RecordingKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recordings that are being made of a node's slots: one at a time of each; and what the line made last of each.
final class Taps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Taps.class);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Recordings recordings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<Slot, Making> all = new ConcurrentHashMap<>();
    private final Map<Slot, Optional<RecordingSeen.Past>> newest = new ConcurrentHashMap<>();

    private record Making(Tap tap, Recording recording, RecordCommand command, Instant began) {
        RecordingSeen.Running running() {
            return new RecordingSeen.Running(
                    recording.id(), command.line(), began, began.plus(command.length()), tap.taken(), tap.left());
        }
    }

    Taps(Recordings recordings, InstantSource clock) {
        this.recordings = recordings;
        this.clock = clock;
    }

    Optional<Tap> of(Slot slot) {
        return Optional.ofNullable(all.get(slot)).map(Making::tap);
    }

    /// What is recorded of a slot now, and what the line made of it last.
    synchronized RecordingSeen.Known seen(Slot slot) {
        Optional<RecordingSeen.Running> running =
                Optional.ofNullable(all.get(slot)).map(Making::running);
        return new RecordingSeen.Known(running, newest.computeIfAbsent(slot, this::last));
    }

    /// As the disk tells it, after a start of the node.
    private Optional<RecordingSeen.Past> last(Slot slot) {
        return recordings
                .lastOfTheLine(slot, underWay())
                .flatMap(one -> one.mark().map(mark -> past(one, mark.rules(), mark.began(), refused(one))));
    }

    private static RecordingSeen.Past past(Recording recording, String rules, Instant began, String trouble) {
        Optional<RecordingNote> note = recording.note();
        RecordingSeen.Ending ending = note.isEmpty()
                ? RecordingSeen.Ending.CUT
                : note.get().isFull() ? RecordingSeen.Ending.SIZE : RecordingSeen.Ending.TIME;
        Optional<Instant> ended = note.map(one -> one.began().plus(one.length()));
        return new RecordingSeen.Past(recording.id(), rules, began, ending, ended, trouble);
    }

    /// What the leak scan refused is stored nowhere, and so a gate does not send the rest.
    private static String refused(Recording recording) {
        return recording
                .note()
                .filter(note -> note.refused().exchanges() > 0)
                .map(note -> "The leak scan refused " + note.refused().exchanges() + " requests of " + recording.id()
                        + ". arelops traffic show " + recording.id()
                        + " names the rules that missed something; hide more in traffic.hide.")
                .orElse("");
    }

    private Set<String> underWay() {
        return all.values().stream().map(one -> one.recording().id()).collect(Collectors.toSet());
    }

    /// @param changed is told when one begins or ends
    synchronized RecordAnswer begin(RecordCommand command, Runnable changed) {
        Optional<Making> running = Optional.ofNullable(all.get(command.slot()));
        if (running.isPresent()) {
            return new RecordAnswer(
                    "",
                    command.slot() + " is being recorded already"
                            + (running.get().command().line().isEmpty() ? "." : ", by the line."));
        }
        RecordCommand.Rules wanted = command.rules();
        if (!(wanted.share() > 0 && wanted.share() <= 1)) {
            return new RecordAnswer("", "The share is above 0 and at most 1, not " + wanted.share() + ".");
        }
        if (command.length().compareTo(LONGEST) > 0 || !command.length().isPositive()) {
            return new RecordAnswer("", "A recording is at most 7 days long.");
        }
        HideRules rules;
        List<SkipRule> skip;
        try {
            rules = RuleTexts.rules(wanted.hide(), wanted.leave());
            skip = RuleTexts.skip(wanted.skip());
        } catch (Fault e) {
            return new RecordAnswer("", e.getMessage() + ". " + e.mend());
        }
        Instant now = clock.instant();
        Recording recording = created(command, now);
        Tap.Plan plan = new Tap.Plan(
                "users of " + command.slot(),
                now,
                command.length(),
                now.plus(command.length()).plus(command.keep()),
                new Admission.Sampling(
                        wanted.share(), random.nextLong(), wanted.limits().rate(), skip));
        long size =
                wanted.limits().size() == 0 ? Long.MAX_VALUE : wanted.limits().size();
        Tap tap = new Tap(plan, new Recorder(recording, rules, size), new SessionNaming(bytes()), trouble -> {
            over(command.slot(), trouble);
            changed.run();
        });
        all.put(command.slot(), new Making(tap, recording, command, now));
        tap.start();
        changed.run();
        return new RecordAnswer(recording.id(), "");
    }

    private Recording created(RecordCommand command, Instant now) {
        recordings.tidy(now);
        RecordCommand.Limits limits = command.rules().limits();
        if (limits.total() > 0) {
            List<String> gone = recordings.makeRoom(limits.total(), limits.size(), underWay());
            if (!gone.isEmpty()) {
                LOG.info("{}: deleted to make room: {}", command.slot(), String.join(", ", gone));
            }
        }
        Recording recording = recordings.create(
                command.name(), now, bytes(), now.plus(command.length()).plus(command.keep()));
        if (!command.line().isEmpty()) {
            Recordings.mark(recording, new LineMark(command.slot(), command.line(), now));
        }
        return recording;
    }

    private synchronized void over(Slot slot, String trouble) {
        Making made = all.remove(slot);
        if (made == null || made.command().line().isEmpty()) {
            return;
        }
        String told = trouble.isEmpty() ? refused(made.recording()) : trouble;
        newest.put(slot, Optional.of(past(made.recording(), made.command().line(), made.began(), told)));
        if (!trouble.isEmpty() && made.recording().size() == 0) {
            try {
                Recordings.delete(made.recording()); // nothing is in it, and it is offered to nobody
            } catch (Fault e) {
                LOG.warn("{} {}", e.getMessage(), e.mend());
            }
        }
    }

    /// Ends one soon; one that is not there has ended.
    synchronized RecordAnswer end(RecordEnd command) {
        Making made = all.get(command.slot());
        if (made != null && made.recording().id().equals(command.id())) {
            made.tap().finish();
        }
        return new RecordAnswer(command.id(), "");
    }

    /// Deletes what was kept for its time.
    synchronized void tidy() {
        try {
            List<String> gone = recordings.tidy(clock.instant());
            if (!gone.isEmpty()) {
                LOG.info("their time is over, they are deleted with their keys: {}", String.join(", ", gone));
            }
        } catch (Fault e) {
            LOG.warn("{} {}", e.getMessage(), e.mend());
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[RecordingKey.LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        all.values().forEach(one -> one.tap().close());
    }
}
