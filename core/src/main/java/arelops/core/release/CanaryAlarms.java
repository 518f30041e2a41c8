package arelops.core.release;

import arelops.core.canary.ArmWindow;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.policy.Policy;
import java.util.List;
import java.util.Optional;

/// What the alerts say of the windows of a running canary.
///
/// An alert that names the canary's commit in two windows running, beside a baseline that was asked as well, is
/// evidence against it. Any other, and what is not known, speaks neither way: such a window counts for no step.
record CanaryAlarms(Alarms alarms) {
    static final CanaryAlarms NONE = new CanaryAlarms(Alarms.NONE);

    static CanaryAlarms of(Policy policy, Seen seen, Attempt attempt) {
        return new CanaryAlarms(new Alarms(
                policy.alerts().values(),
                seen.alerts(),
                Optional.of(attempt.release()),
                attempt.canary().orElseThrow().since()));
    }

    /// Every source was heard in the window, and none fires.
    boolean isQuiet(Seen.ArmsWindow window) {
        return heard(window) instanceof Alarms.Heard.Quiet;
    }

    private Alarms.Heard heard(Seen.ArmsWindow window) {
        return alarms.in(window.start(), window.end());
    }

    /// Why the newest window does not count, if it does not.
    Optional<String> disquiet(List<Seen.ArmsWindow> windows) {
        return windows.stream()
                .filter(Seen.ArmsWindow::complete)
                .reduce((_, later) -> later)
                .flatMap(last -> switch (heard(last)) {
                    case Alarms.Heard.Quiet() -> Optional.empty();
                    case Alarms.Heard.Unknown(String because) -> Optional.of(because);
                    case Alarms.Heard.Firing firing -> Optional.of(words(firing));
                });
    }

    private static String words(Alarms.Heard.Firing firing) {
        return firing.alert().words()
                + switch (firing.on()) {
                    case RELEASE -> " fires and names this release";
                    case BOTH -> " fires, for another release as well";
                    case ENVIRONMENT -> " fires and does not tell of which release";
                };
    }

    /// The alert that blames the release, once two windows running do; those of which nothing is known lie between
    /// none.
    Optional<Alert> accuses(List<Seen.ArmsWindow> windows) {
        Optional<Alert> before = Optional.empty();
        for (Seen.ArmsWindow window : windows) {
            Alarms.Heard heard = window.complete() ? heard(window) : new Alarms.Heard.Unknown("not measured");
            if (heard instanceof Alarms.Heard.Unknown) {
                continue;
            }
            Optional<Alert> blamed = heard instanceof Alarms.Heard.Firing(Alert alert, Alarms.On on)
                            && on == Alarms.On.RELEASE
                            && isComparable(window)
                    ? Optional.of(alert)
                    : Optional.empty();
            if (before.isPresent() && blamed.isPresent()) {
                return blamed;
            }
            before = blamed;
        }
        return Optional.empty();
    }

    /// Who is asked for nothing gives no reason for an alert.
    private static boolean isComparable(Seen.ArmsWindow window) {
        return window.window().baseline().map(ArmWindow::requests).orElse(0L) > 0
                && window.window().canary().map(ArmWindow::requests).orElse(0L) > 0;
    }
}
