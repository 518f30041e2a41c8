package arelops.app.traffic.validate;

import arelops.app.deploy.Reply;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.metrics.router.SoakWindow;
import arelops.core.alarm.Alarm;
import arelops.core.alarm.Heard;
import arelops.core.id.Slot;
import arelops.core.policy.AlertWatch;
import arelops.core.policy.Watch;
import arelops.core.release.Alert;
import arelops.core.release.AlertAnswer;
import arelops.core.release.AlertsSeen;
import arelops.core.release.Seen;
import arelops.core.release.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the router's windows and the alert sources say, look by look. For one thread.
final class Ears {
    /// A threshold that never fired was listened to if so many windows with requests were measured.
    private static final int ENOUGH = 2;

    private final Place place;
    private final Slot slot;
    private final AlarmPlan.Watched watched;
    private final Place.Serving serving;
    private final List<Seen.Window> windows = new ArrayList<>();
    private final SortedMap<Alarm, Heard> alerts = new TreeMap<>();
    private final Map<String, Instant> heardAt = new HashMap<>();
    private final Map<String, AlertAnswer> answers = new HashMap<>();
    private long seq = -1;
    private Optional<String> nodeSilent = Optional.empty();
    private Optional<String> unheard = Optional.empty();

    Ears(Place place, Slot slot, AlarmPlan.Watched watched, Place.Serving serving) {
        this.place = place;
        this.slot = slot;
        this.watched = watched;
        this.serving = serving;
    }

    /// A run begins: what was heard of alerts is forgotten.
    void begin(Instant now) {
        alerts.clear();
        unheard = Optional.empty();
        watched.alerts().forEach(watch -> heardAt.put(watch.name(), now));
    }

    void look(Instant now) {
        readWindows();
        for (AlertWatch watch : watched.alerts()) {
            AlertAnswer answer = place.alerts().ask(watch, slot, now);
            answers.put(watch.name(), answer);
            switch (answer) {
                case AlertAnswer.Told(List<Alert> all) -> {
                    heardAt.put(watch.name(), now);
                    all.forEach(alert -> take(alert, now));
                }
                case AlertAnswer.Unknown(String because) -> {
                    Instant last = heardAt.getOrDefault(watch.name(), Instant.EPOCH);
                    if (last.plus(AlertsSeen.pause(serving.window())).isBefore(now)) {
                        unheard = Optional.of(because);
                    }
                }
            }
        }
    }

    private void take(Alert alert, Instant now) {
        Alarm alarm = Alarm.alert(alert.name());
        switch (alert.state()) {
            case Alert.State.Firing() -> {
                if (!(alerts.get(alarm) instanceof Heard.Fired)) {
                    alerts.put(alarm, new Heard.Fired(now, "since " + alert.since()));
                }
            }
            case Alert.State.Silenced(String by) -> alerts.putIfAbsent(alarm, new Heard.Hushed("silence " + by));
            case Alert.State.Inhibited(String by) -> alerts.putIfAbsent(alarm, new Heard.Hushed("alert " + by));
        }
    }

    private void readWindows() {
        boolean more = true;
        while (more) {
            switch (place.target().windows(slot, seq)) {
                case Reply.Unknown<Windows>(String because) -> {
                    nodeSilent = Optional.of(because);
                    more = false;
                }
                case Reply.Known<Windows>(Windows some) -> {
                    nodeSilent = Optional.empty();
                    for (Window window : some.windows()) {
                        windows.add(SoakWindow.of(window, serving.deployment()));
                        seq = window.seq();
                    }
                    more = some.more() && !some.windows().isEmpty();
                }
            }
        }
    }

    /// Whether all windows that ended until then have been read.
    boolean hasAllUntil(Instant then) {
        return !windows.isEmpty()
                && end(windows.getLast()).plus(serving.window()).isAfter(then);
    }

    /// Why it is not quiet: a window that began since then crosses a threshold, or an alert fires; empty if it is.
    Optional<String> unrest(Instant since) {
        Optional<Seen.Window> newest = windows.stream()
                .filter(window -> window.complete() && !window.start().isBefore(since))
                .reduce((_, later) -> later);
        if (!watched.thresholds().isEmpty()) {
            if (newest.isEmpty()) {
                return Optional.of(nodeSilent.orElse("no whole window of the router has ended"));
            }
            Optional<String> crossed = Thresholds.crossed(newest.get(), watched.thresholds());
            if (crossed.isPresent()) {
                return crossed;
            }
        }
        return watched.alerts().stream()
                .flatMap(watch -> unrest(watch).stream())
                .findFirst();
    }

    private Optional<String> unrest(AlertWatch watch) {
        return switch (answers.getOrDefault(watch.name(), new AlertAnswer.Unknown("it was not asked yet"))) {
            case AlertAnswer.Unknown(String because) -> Optional.of(because);
            case AlertAnswer.Told(List<Alert> all) ->
                all.stream()
                        .filter(alert -> alert.state() instanceof Alert.State.Firing)
                        .map(alert -> Alarm.alert(alert.name()) + " fires")
                        .findFirst();
        };
    }

    /// What was heard in a run.
    ///
    /// @param began when the first request was due
    /// @param until when the last was answered
    SortedMap<Alarm, Heard> heard(Instant began, Instant until) {
        SortedMap<Alarm, Heard> all = new TreeMap<>(alerts);
        List<Seen.Window> mine = windows.stream()
                .filter(window -> end(window).isAfter(began) && window.start().isBefore(until))
                .toList();
        for (Watch watch : watched.thresholds()) {
            all.put(Alarm.threshold(watch.name()), heard(mine, watch, began, until));
        }
        return all;
    }

    private Heard heard(List<Seen.Window> mine, Watch watch, Instant began, Instant until) {
        Optional<Thresholds.Firing> fired = Thresholds.fired(mine, watch);
        if (fired.isPresent()) {
            return new Heard.Fired(fired.get().at(), fired.get().what());
        }
        long measured = mine.stream()
                .filter(window -> window.complete() && window.requests() > 0)
                .filter(window ->
                        !window.start().isBefore(began) && !end(window).isAfter(until))
                .count();
        return measured >= ENOUGH
                ? new Heard.Nothing(Thresholds.nearest(mine, watch))
                : new Heard.Unknown(nodeSilent.orElse("the router measured " + measured
                        + " whole windows with requests meanwhile, and a threshold needs two"));
    }

    /// Why nobody knows which alerts fired in the run, if so.
    Optional<String> unheard() {
        return unheard.or(() -> answers.values().stream()
                .flatMap(answer ->
                        answer instanceof AlertAnswer.Unknown(String because) ? Stream.of(because) : Stream.empty())
                .findFirst());
    }

    private static Instant end(Seen.Window window) {
        return window.start().plus(window.length());
    }

    Duration window() {
        return serving.window();
    }
}
