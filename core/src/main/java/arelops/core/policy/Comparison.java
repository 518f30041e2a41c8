package arelops.core.policy;

import arelops.core.gate.Freeze;
import arelops.core.gate.Hours;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.policy.PolicyChange.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares two policies key by key and says which way each difference goes.
final class Comparison {
    /// A Monday; hours are compared over the week from here.
    private static final Instant WEEK = Instant.parse("2026-06-01T00:00:00Z");

    private static final int WEEK_MINUTES = 7 * 24 * 60;

    private final Policy old;
    private final Policy now;
    private final Set<String> judged = new HashSet<>();
    private final List<PolicyChange> found = new ArrayList<>();

    private Comparison(Policy old, Policy now) {
        this.old = old;
        this.now = now;
    }

    static List<PolicyChange> between(Policy old, Policy now) {
        Comparison comparison = new Comparison(old, now);
        comparison.line();
        comparison.people();
        comparison.checks();
        comparison.watched(old.watch().keySet(), now.watch().keySet());
        comparison.watched(old.alerts().keySet(), now.alerts().keySet());
        comparison.watched(old.queries().keySet(), now.queries().keySet());
        old.line()
                .forEach(before -> now.environment(before.name()).ifPresent(after -> {
                    comparison.hours(before, after);
                    comparison.freezes(before, after);
                    comparison.canary(before, after);
                    comparison.approvers(
                            "environments." + before.name() + ".approvals.from", before.approvals(), after.approvals());
                }));
        comparison.recording();
        comparison.approvers("approvals.from", old.approvals(), now.approvals());
        comparison.rest();
        comparison.found.sort(Comparator.comparing(PolicyChange::direction));
        return List.copyOf(comparison.found);
    }

    private void line() {
        List<EnvironmentName> before = names(old);
        List<EnvironmentName> after = names(now);
        for (EnvironmentName gone : before) {
            if (!after.contains(gone)) {
                add("line", Direction.LOOSER, gone.upper() + " leaves the line.");
                silence("environments." + gone + ".");
            }
        }
        for (EnvironmentName added : after) {
            if (!before.contains(added)) {
                add("line", Direction.TIGHTER, added.upper() + " joins the line.");
                silence("environments." + added + ".");
            }
        }
        judged.add("line");
    }

    private void people() {
        judged.add("team");
        judged.add("people");
        if (old.team().equals(now.team())) {
            return;
        }
        Direction direction = now.team() instanceof Team.Standard ? Direction.TIGHTER : Direction.LOOSER;
        if (old.team() instanceof Team.Small(List<PersonName> before)
                && now.team() instanceof Team.Small(List<PersonName> after)
                && after.containsAll(before)) {
            direction = Direction.TIGHTER;
        }
        add("team", direction, "The team changes from " + words(old.team()) + " to " + words(now.team()) + ".");
    }

    private void checks() {
        for (Check before : old.checks().values()) {
            Check after = now.checks().get(before.name());
            String at = "checks." + before.name();
            if (after == null) {
                add(at, Direction.LOOSER, "The check " + before.name() + " goes.");
                silence(at + ".");
            } else if (!before.report().equals(after.report())) {
                boolean tighter = before.report().isEmpty();
                add(
                        at + ".report",
                        tighter ? Direction.TIGHTER : Direction.LOOSER,
                        "The check " + before.name() + " is judged by another report.");
                silence(at + ".report.");
            }
        }
        for (String added : now.checks().keySet()) {
            if (!old.checks().containsKey(added)) {
                add("checks." + added, Direction.TIGHTER, "A check " + added + " is added.");
                silence("checks." + added + ".");
            }
        }
    }

    private void watched(Set<String> before, Set<String> after) {
        for (String gone : before) {
            if (!after.contains(gone)) {
                add("watch." + gone, Direction.LOOSER, gone + " is no longer watched.");
                silence("watch." + gone + ".");
            }
        }
        for (String added : after) {
            if (!before.contains(added)) {
                add("watch." + added, Direction.TIGHTER, added + " is watched.");
                silence("watch." + added + ".");
            }
        }
    }

    private void hours(EnvironmentPolicy before, EnvironmentPolicy after) {
        String at = "environments." + before.name() + ".hours";
        judged.add(at);
        if (!before.hours().equals(after.hours())) {
            boolean opensMore = false;
            for (int minute = 0; minute < WEEK_MINUTES && !opensMore; minute += 5) {
                Instant instant = WEEK.plus(Duration.ofMinutes(minute));
                opensMore = open(after.hours(), instant) && !open(before.hours(), instant);
            }
            add(
                    at,
                    opensMore ? Direction.LOOSER : Direction.TIGHTER,
                    before.name().upper() + " opens " + words(after.hours()) + " instead of " + words(before.hours())
                            + ".");
        }
    }

    private void freezes(EnvironmentPolicy before, EnvironmentPolicy after) {
        String at = "environments." + before.name() + ".freeze";
        judged.add(at);
        for (Freeze freeze : before.freezes()) {
            if (!after.freezes().contains(freeze)) {
                add(at, Direction.LOOSER, before.name().upper() + " no longer freezes at " + freeze.text() + ".");
            }
        }
        for (Freeze freeze : after.freezes()) {
            if (!before.freezes().contains(freeze)) {
                add(at, Direction.TIGHTER, before.name().upper() + " freezes at " + freeze.text() + ".");
            }
        }
    }

    private void canary(EnvironmentPolicy before, EnvironmentPolicy after) {
        String at = "environments." + before.name() + ".canary";
        judged.add(at);
        List<Percent> was = before.canary().map(CanaryPolicy::steps).orElse(List.of());
        List<Percent> is = after.canary().map(CanaryPolicy::steps).orElse(List.of());
        if (was.equals(is)) {
            return;
        }
        if (was.isEmpty() || is.isEmpty()) {
            silence(at + ".");
        }
        boolean tighter = is.containsAll(was);
        add(
                at,
                tighter ? Direction.TIGHTER : Direction.LOOSER,
                before.name().upper() + "'s canary goes " + is + " instead of " + was + ".");
    }

    private void approvers(String key, Approvals before, Approvals after) {
        judged.add(key);
        Set<PersonName> was = old.approvers(before);
        Set<PersonName> is = now.approvers(after);
        if (was.equals(is)) {
            return;
        }
        boolean tighter = !is.isEmpty() && (was.isEmpty() || was.containsAll(is));
        add(key, tighter ? Direction.TIGHTER : Direction.LOOSER, "Other people can approve: " + names(is) + ".");
    }

    /// Whose requests are recorded, and what is hidden or left out of them. That it begins is looser: it is
    /// more of what persons did.
    private void recording() {
        Optional<RecordingPolicy> before = old.recording();
        Optional<RecordingPolicy> after = now.recording();
        if (before.isEmpty() || after.isEmpty()) {
            after.ifPresent(one -> add(
                    "traffic.record",
                    Direction.LOOSER,
                    "What " + one.sample() + " of " + one.environment().upper()
                            + "'s users ask is recorded, and kept for "
                            + DurationText.write(one.pace().keep()) + "."));
            before.ifPresent(one -> add(
                    "traffic.record",
                    Direction.TIGHTER,
                    one.environment().upper() + "'s users are no longer recorded."));
            silence("traffic.");
            return;
        }
        EnvironmentName whose = after.get().environment();
        if (!before.get().environment().equals(whose)) {
            add(
                    "traffic.record",
                    Direction.LOOSER,
                    whose.upper() + "'s users are recorded instead of "
                            + before.get().environment().upper() + "'s.");
        }
        judged.add("traffic.record");
        listed("traffic.hide", before.get().hide(), after.get().hide(), " in recordings is hidden");
        listed("traffic.skip", before.get().skip(), after.get().skip(), " is left out of recordings");
    }

    private void listed(String key, List<String> before, List<String> after, String says) {
        judged.add(key);
        before.stream()
                .filter(one -> !after.contains(one))
                .forEach(one -> add(key, Direction.LOOSER, one + says + " no longer."));
        after.stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> add(key, Direction.TIGHTER, one + says + "."));
    }

    /// Everything not yet judged, by the sense of its key.
    private void rest() {
        Map<String, String> before = old.text();
        Map<String, String> after = now.text();
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            Optional<String> was = Optional.ofNullable(before.get(key));
            Optional<String> is = Optional.ofNullable(after.get(key));
            if (!judged.contains(key) && !was.equals(is)) {
                add(
                        key,
                        Sense.of(key).direction(was, is),
                        key + " is " + is.orElse("not set") + ", was " + was.orElse("not set") + ".");
            }
        }
    }

    private void silence(String prefix) {
        old.text().keySet().stream().filter(key -> key.startsWith(prefix)).forEach(judged::add);
        now.text().keySet().stream().filter(key -> key.startsWith(prefix)).forEach(judged::add);
    }

    private void add(String key, Direction direction, String sentence) {
        found.add(new PolicyChange(key, direction, sentence));
    }

    private static List<EnvironmentName> names(Policy policy) {
        return policy.line().stream().map(EnvironmentPolicy::name).toList();
    }

    private static String names(Set<PersonName> people) {
        return people.isEmpty()
                ? "anybody"
                : String.join(
                        ", ", people.stream().map(Object::toString).sorted().toList());
    }

    private static boolean open(Optional<Hours> hours, Instant instant) {
        return hours.map(h -> h.isOpen(instant)).orElse(true);
    }

    private static String words(Optional<Hours> hours) {
        return hours.map(Hours::text).orElse("always");
    }

    private static String words(Team team) {
        return switch (team) {
            case Team.Standard() -> "standard";
            case Team.Small(List<PersonName> people) -> "small " + people;
        };
    }
}
