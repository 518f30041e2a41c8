package arelops.app.traffic.load;

import arelops.app.alerts.AlertSource;
import arelops.core.id.CommitId;
import arelops.core.load.FiredAlerts;
import arelops.core.policy.AlertWatch;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import arelops.core.release.AlertsSeen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which alerts begin to fire in each step of a load test. What fired before is nobody's.
final class AlertEars {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    private final LoadOrder.Watched watched;
    private final AlertSource source;
    private final InstantSource clock;
    /// The alerts of each source as it last told them.
    private final Map<String, Set<Key>> there = new HashMap<>();
    private final Map<String, Instant> heardAt = new HashMap<>();
    private final Map<String, String> silent = new HashMap<>();
    /// What earlier steps fired, and is not over.
    private final Set<Key> caused = new HashSet<>();
    private final SortedSet<String> began = new TreeSet<>();
    private Optional<String> doubt = Optional.empty();
    private Optional<CommitId> commit = Optional.empty();
    private Instant since = Instant.EPOCH;

    /// One alert, silenced or not.
    private record Key(String watch, String name, Map<String, String> labels, boolean fires) {}

    AlertEars(LoadOrder.Watched watched, AlertSource source, InstantSource clock) {
        this.watched = watched;
        this.source = source;
        this.clock = clock;
    }

    boolean listens() {
        return watched.slot().isPresent() && !watched.alerts().isEmpty();
    }

    /// A step begins, of what was made from this commit.
    void begin(Optional<CommitId> asked) {
        commit = asked;
        since = clock.instant();
        look();
        began.clear();
        doubt = lasting().map(name -> "the alert " + name + ", which an earlier step fired, still fires");
        watched.alerts().forEach(watch -> heardAt.put(watch.name(), since));
    }

    /// What an earlier step fired, and is not over.
    Optional<String> lasting() {
        return caused.stream().map(Key::name).sorted().findFirst();
    }

    void look() {
        Instant now = clock.instant();
        for (AlertWatch watch : watched.alerts()) {
            switch (source.ask(watch, watched.slot().orElseThrow(), now)) {
                case AlertAnswer.Told(List<Alert> all) -> {
                    silent.remove(watch.name());
                    heardAt.put(watch.name(), now);
                    take(watch, all);
                }
                case AlertAnswer.Unknown(String because) -> {
                    silent.put(watch.name(), because);
                    Instant last = heardAt.getOrDefault(watch.name(), now);
                    if (last.plus(AlertsSeen.pause(watched.window())).isBefore(now)) {
                        doubt = doubt.or(() -> Optional.of(because));
                    }
                }
            }
        }
    }

    /// Where a source was not heard before, what fires since the step began is new.
    private void take(AlertWatch watch, List<Alert> all) {
        Optional<Set<Key>> before = Optional.ofNullable(there.get(watch.name()));
        Set<Key> now = new HashSet<>();
        for (Alert alert : all) {
            Key key = new Key(watch.name(), alert.name(), alert.labels(), alert.state() instanceof Alert.State.Firing);
            now.add(key);
            boolean isNew = before.map(known -> !known.contains(key))
                    .orElseGet(() -> !alert.since().isBefore(since));
            if (isNew && !isOfAnother(watch, alert)) {
                heard(watch, key, alert);
            }
        }
        caused.removeIf(key -> key.watch().equals(watch.name()) && !now.contains(key));
        there.put(watch.name(), now);
    }

    private void heard(AlertWatch watch, Key key, Alert alert) {
        if (key.fires()) {
            began.add(key.name());
            caused.add(key);
            return;
        }
        if (watch.silenced() == AlertWatch.Silenced.WAIT) {
            doubt = doubt.or(() -> Optional.of("the alert " + alert.name() + " came, and somebody silenced it"));
        }
    }

    private boolean isOfAnother(AlertWatch watch, Alert alert) {
        return watch.release()
                .flatMap(label -> Optional.ofNullable(alert.labels().get(label)))
                .filter(text -> COMMIT.matcher(text).matches())
                .flatMap(text -> commit.map(own -> !own.hex().startsWith(text)))
                .orElse(false);
    }

    /// Of the step that is over. What fired stands, whatever else was not heard.
    FiredAlerts end() {
        if (!listens()) {
            return new FiredAlerts.NotAsked();
        }
        Optional<String> unheard = doubt.or(() -> silent.values().stream().findFirst());
        return began.isEmpty() && unheard.isPresent()
                ? new FiredAlerts.Unknown(unheard.get())
                : new FiredAlerts.Told(List.copyOf(began));
    }
}
