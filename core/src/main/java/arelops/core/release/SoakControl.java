package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.Unattributed.Finding;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.evidence.SlotState.Control;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A soak that a crossed threshold or an alert ended: the release is measured once more, beside stable as a control,
/// which tells a
/// bad release from a bad environment (LINE-5, GATE-8).
final class SoakControl {
    /// Windows after which a comparison that came to nothing is given up.
    private static final int PATIENCE = 10;

    private final SlotLook look;
    private final Attempt attempt;
    private final Control control;

    SoakControl(SlotLook look, Attempt attempt, Control control) {
        this.look = look;
        this.attempt = attempt;
        this.control = control;
    }

    /// The next step of the control.
    ///
    /// @param soak the soak's gate as it stands
    Decision next(Gate soak) {
        if (control.finding().isPresent()) {
            return over(control.finding().get(), soak);
        }
        SideBySide sides = SideBySide.of(
                look.seen().pairs(),
                look.policy().watch().values(),
                control.stable().isPresent() ? StableShare.HALF : StableShare.NONE,
                Alarms.of(look));
        return switch (sides.finding()) {
            case RELEASE -> rejected(sides, soak);
            case STABLE_TOO -> unattributed(Finding.STABLE_TOO, sides.because());
            case NO_LONGER -> unattributed(Finding.NO_LONGER, sides.because());
            case UNSURE ->
                look.now().isBefore(end())
                        ? control.stable().flatMap(this::prepared).orElseGet(() -> compares(sides, soak))
                        : unattributed(Finding.NO_DATA, sides.because());
        };
    }

    private Decision rejected(SideBySide sides, Gate soak) {
        return Ending.rejected(
                look,
                attempt.release(),
                Alarms.of(look).documents(),
                "in two windows running, and in two more: " + sides.because()
                        + (control.stable().isEmpty() ? "; there is no stable release to compare with" : ""),
                List.of(soak, Gate.failed("soak control", sides.because(), "a commit that mends it")));
    }

    private Decision compares(SideBySide sides, Gate soak) {
        String with = control.stable()
                .map(stable -> " beside stable " + stable.commit().brief())
                .orElse("");
        return new Decision.Wait(
                attempt.release().commit().brief() + " is measured once more in " + look.name() + with + ": "
                        + sides.because(),
                new Decision.Until.At(end()),
                List.of(soak, Gate.waiting("soak control", sides.because(), "two windows running that agree")));
    }

    /// How the comparison with this stable gets under way; empty where it is.
    private Optional<Decision> prepared(Release stable) {
        Optional<Seen.Deployment> found = look.target().deployment(control.deployment());
        if (found.isEmpty()) {
            return Optional.of(
                    control.deployment() == control.token()
                            ? start(stable)
                            : unattributed(Finding.NO_DATA, "stable is no longer up"));
        }
        return switch (found.get().health()) {
            case Seen.Health.Up _ -> divided();
            case Seen.Health.Starting _ -> Optional.of(starting(stable, "starts"));
            case Seen.Health.Down down when down.times() < 2 -> Optional.of(starting(stable, down.because()));
            case Seen.Health.Down down ->
                Optional.of(unattributed(Finding.NO_DATA, "stable does not stay up: " + down.because()));
            case Seen.Health.Broken broken ->
                Optional.of(unattributed(Finding.NO_DATA, "stable cannot be started: " + broken.because()));
        };
    }

    private Decision start(Release stable) {
        return switch (new Rebuilding(look, control.token(), stable).next()) {
            case Rebuilding.Step.Ready _ ->
                new Decision.Act(
                        new Action.Deploy(look.slot(), control.token(), stable),
                        "start stable " + stable.commit().brief() + " beside what soaks in " + look.name());
            case Rebuilding.Step.Pending pending -> pending.decision();
            case Rebuilding.Step.Gone gone -> unattributed(Finding.NO_DATA, gone.because());
        };
    }

    private Decision starting(Release stable, String how) {
        return new Decision.Wait(
                "stable " + stable.commit().brief() + " shall run beside what soaks in " + look.name() + ": " + how,
                new Decision.Until.At(end()));
    }

    private Optional<Decision> divided() {
        if (look.target().baseline().equals(OptionalLong.of(control.deployment()))) {
            return Optional.empty();
        }
        long serving = look.state().serving().orElseThrow().deployment();
        return Optional.of(new Decision.Act(
                new Action.Divide(
                        look.slot(), control.token(), serving, control.deployment(), StableShare.HALF.percent()),
                "send half of the traffic of " + look.name() + " to stable, to compare"));
    }

    /// When the comparison is given up: stable had time to come up twice, and then to be compared.
    private Instant end() {
        return control.since()
                .plus(look.rules().healthDeadline().multipliedBy(2))
                .plus(look.policy().window().multipliedBy(PATIENCE));
    }

    private Decision unattributed(Finding finding, String because) {
        return new Decision.Act(
                new Action.Append(
                        new Fact.Unattributed(look.slot(), attempt.token(), finding),
                        Alarms.of(look).documents()),
                "nothing shows that " + attempt.release().commit().brief() + " is the cause: " + because);
    }

    /// Not attributed to the release: the environment is held, and a person decides.
    private Decision over(Finding finding, Gate soak) {
        Optional<String> alert = Alarms.of(look).last();
        String because = alert.map(one -> one + " fired while ").orElse("a threshold was crossed while ")
                + attempt.release().commit().brief() + " soaks, and "
                + switch (finding) {
                    case STABLE_TOO ->
                        alert.isPresent()
                                ? "stable is no better: the environment is the cause"
                                : "stable crosses it as well: the environment is the cause";
                    case NO_LONGER ->
                        alert.isPresent() ? "measured once more nothing is wrong" : "measured once more it is not";
                    case NO_DATA -> "nothing could be compared, so nothing tells whether the release is the cause";
                };
        return look.state().guard().hold().isPresent()
                ? new Decision.Wait(
                        look.name() + " is held: " + because,
                        new Decision.Until.Person(
                                "arelops rollback " + look.environment() + " or arelops resume " + look.environment()),
                        List.of(soak))
                : new Decision.Act(new Action.Append(new Fact.Held(look.slot())), because, List.of(soak));
    }
}
