package arelops.core.release;

import arelops.core.evidence.Guard;
import arelops.core.evidence.Json;
import arelops.core.id.Release;
import arelops.core.policy.AlertWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the alerts say of the windows of a release on trial.
///
/// @param rules which alerts are watched
/// @param seen what their sources said, by the names of the rules
/// @param release the one on trial
/// @param since when it began to serve
/// @param tried until when the alarms themselves were tried: what fired before then, injected faults may have fired
record Alarms(
        Collection<AlertWatch> rules,
        Map<String, AlertsSeen> seen,
        Optional<Release> release,
        Instant since,
        Instant tried) {
    /// No alerts are watched.
    static final Alarms NONE = new Alarms(List.of(), Map.of(), Optional.empty(), Instant.EPOCH);

    /// The alarms were not tried.
    Alarms(Collection<AlertWatch> rules, Map<String, AlertsSeen> seen, Optional<Release> release, Instant since) {
        this(rules, seen, release, since, Instant.MIN);
    }

    /// As much of an entry's document as people read.
    private static final int RECORDED = 50;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    Alarms {
        rules = List.copyOf(rules);
        seen = Map.copyOf(seen);
    }

    static Alarms of(SlotLook look) {
        return new Alarms(
                look.policy().alerts().values(),
                look.seen().alerts(),
                look.state().serving().flatMap(serving -> serving.release()),
                look.state().serving().map(serving -> serving.since()).orElse(Instant.EPOCH),
                tried(look));
    }

    private static Instant tried(SlotLook look) {
        return look.state()
                .guard()
                .alarms()
                .filter(one -> look.state()
                        .attempt()
                        .filter(attempt -> attempt.token() == one.intent())
                        .isPresent())
                .map(Guard.AlarmsTried::at)
                .orElse(Instant.MIN);
    }

    /// What the alerts say of a window.
    sealed interface Heard {
        /// Every source was heard, and none fires.
        record Quiet() implements Heard {}

        /// At least one fires; the first speaks for all.
        ///
        /// @param on whom it is about
        record Firing(Alert alert, On on) implements Heard {}

        /// It cannot be told.
        record Unknown(String because) implements Heard {}
    }

    /// Whom an alert is about, by its label for the release.
    enum On {
        /// The release on trial, and no other.
        RELEASE,
        /// The release on trial, and another as well.
        BOTH,
        /// It does not say.
        ENVIRONMENT
    }

    /// An alert that another stretch of time or another release has does not count; one that fires counts more than a
    /// source that is not heard.
    Heard in(Seen.Window window) {
        return in(window.start(), window.start().plus(window.length()));
    }

    /// The same of a stretch of time.
    Heard in(Instant from, Instant to) {
        if (from.isBefore(tried)) {
            return new Heard.Quiet();
        }
        List<Heard.Firing> firing = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (AlertWatch rule : rules) {
            AlertsSeen heard = seen.getOrDefault(rule.name(), AlertsSeen.NOTHING);
            firing.addAll(firing(rule, heard, from, to));
            unknown(rule, heard, from, to).ifPresent(unknown::add);
        }
        if (!firing.isEmpty()) {
            return firing.stream()
                    .filter(one -> one.on() == On.RELEASE)
                    .findFirst()
                    .orElseGet(firing::getFirst);
        }
        return unknown.isEmpty() ? new Heard.Quiet() : new Heard.Unknown(unknown.getFirst());
    }

    private List<Heard.Firing> firing(AlertWatch rule, AlertsSeen heard, Instant from, Instant to) {
        List<Alert> all = heard.stretches().stream()
                .filter(one -> !one.to().isBefore(from))
                .flatMap(one -> alerts(one.answer()).stream()
                        .filter(alert ->
                                alert.since().isBefore(to) || one.from().isBefore(to)))
                .filter(alert -> alert.state() instanceof Alert.State.Firing)
                .toList();
        return all.stream()
                .filter(alert -> !isOfAnother(rule, alert))
                .map(alert -> new Heard.Firing(alert, on(rule, alert, all)))
                .toList();
    }

    private On on(AlertWatch rule, Alert alert, List<Alert> all) {
        if (named(rule, alert).isEmpty()) {
            return On.ENVIRONMENT;
        }
        return all.stream().anyMatch(other -> other.name().equals(alert.name()) && isOfAnother(rule, other))
                ? On.BOTH
                : On.RELEASE;
    }

    private static Optional<String> unknown(AlertWatch rule, AlertsSeen heard, Instant from, Instant to) {
        Optional<String> quiet = heard.within(from, to).stream()
                .flatMap(one -> unknown(rule, one.answer()).stream())
                .findFirst();
        if (quiet.isPresent() || heard.covers(from, to)) {
            return quiet;
        }
        return heard.stretches().stream()
                .filter(one -> one.to().isBefore(to))
                .reduce((_, later) -> later)
                .flatMap(last -> unknown(rule, last.answer()))
                .or(() -> Optional.of("nobody could hear of " + rule.name() + " in all of the window"));
    }

    private static Optional<String> unknown(AlertWatch rule, AlertAnswer answer) {
        return switch (answer) {
            case AlertAnswer.Unknown(String because) -> Optional.of(because);
            case AlertAnswer.Told(List<Alert> alerts) ->
                rule.silenced() == AlertWatch.Silenced.IGNORE
                        ? Optional.empty()
                        : alerts.stream()
                                .flatMap(alert -> hushed(alert).stream())
                                .findFirst();
        };
    }

    private static Optional<String> hushed(Alert alert) {
        return switch (alert.state()) {
            case Alert.State.Firing() -> Optional.empty();
            case Alert.State.Silenced(String by) -> Optional.of(alert.words() + " is silenced, by " + by);
            case Alert.State.Inhibited(String by) -> Optional.of(alert.words() + " is inhibited, by " + by);
        };
    }

    private static List<Alert> alerts(AlertAnswer answer) {
        return switch (answer) {
            case AlertAnswer.Told(List<Alert> alerts) -> alerts;
            case AlertAnswer.Unknown _ -> List.of();
        };
    }

    /// The commit that an alert names, where its label holds one.
    private static Optional<String> named(AlertWatch rule, Alert alert) {
        return rule.release()
                .flatMap(label -> Optional.ofNullable(alert.labels().get(label)))
                .filter(commit -> COMMIT.matcher(commit).matches());
    }

    private boolean isOfAnother(AlertWatch rule, Alert alert) {
        return named(rule, alert)
                .filter(commit -> release.map(own -> !own.commit().hex().startsWith(commit))
                        .orElse(false))
                .isPresent();
    }

    /// The newest alert that fired since the release serves, as a sentence names it.
    Optional<String> last() {
        return rules.stream()
                .flatMap(rule -> seen.getOrDefault(rule.name(), AlertsSeen.NOTHING).stretches().reversed().stream()
                        .filter(one -> !one.to().isBefore(since) && !one.to().isBefore(tried))
                        .flatMap(one -> alerts(one.answer()).stream())
                        .filter(alert -> alert.state() instanceof Alert.State.Firing && !isOfAnother(rule, alert))
                        .limit(1))
                .map(Alert::words)
                .findFirst();
    }

    /// What was heard, as the document that an entry rests on; none where no alerts are watched.
    SortedMap<String, String> documents() {
        SortedMap<String, String> documents = new TreeMap<>();
        if (!rules.isEmpty()) {
            SortedMap<String, Json> out = new TreeMap<>();
            for (AlertWatch rule : rules) {
                List<AlertsSeen.Stretch> all =
                        seen.getOrDefault(rule.name(), AlertsSeen.NOTHING).stretches();
                out.put(
                        rule.name(),
                        new Json.Items(all.subList(Math.max(0, all.size() - RECORDED), all.size()).stream()
                                .map(Alarms::json)
                                .toList()));
            }
            documents.put("alerts.json", new Json.Members(out).canonical());
        }
        return documents;
    }

    private static Json json(AlertsSeen.Stretch heard) {
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("from", new Json.Text(heard.from().toString()));
        out.put("to", new Json.Text(heard.to().toString()));
        switch (heard.answer()) {
            case AlertAnswer.Told(List<Alert> alerts) ->
                out.put(
                        "alerts",
                        new Json.Items(alerts.stream().map(Alarms::json).toList()));
            case AlertAnswer.Unknown(String because) -> out.put("unknown", new Json.Text(because));
        }
        return new Json.Members(out);
    }

    private static Json json(Alert alert) {
        SortedMap<String, Json> labels = new TreeMap<>();
        alert.labels().forEach((label, value) -> labels.put(label, new Json.Text(value)));
        SortedMap<String, Json> out = new TreeMap<>();
        out.put("name", new Json.Text(alert.name()));
        out.put("labels", new Json.Members(labels));
        out.put("since", new Json.Text(alert.since().toString()));
        out.put("state", new Json.Text(hushed(alert).orElse("firing")));
        return new Json.Members(out);
    }
}
