package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.id.Release;
import arelops.core.policy.Retry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Watches a release that serves and is not settled yet: alive, accepted at the shared address, soaked.
final class Trial {
    private final SlotLook look;
    private final Attempt attempt;

    Trial(SlotLook look, Attempt attempt) {
        this.look = look;
        this.attempt = attempt;
    }

    Decision next() {
        Release release = attempt.release();
        if (look.isSuspect(release) || look.isBarred(release)) {
            return Ending.withdrawn(
                    look,
                    release,
                    Fact.Withdrawn.Cause.BLOCKED,
                    "it carries a suspect of an error that an environment before found since");
        }
        Optional<Decision> unwell = unwell();
        if (unwell.isPresent()) {
            return unwell.get();
        }
        if (look.accept().isPresent()) {
            Optional<Decision> unmet =
                    Verdicts.unless(look, attempt, new RepeatedCheck(look, attempt, Job.Phase.AFTER).next());
            if (unmet.isPresent()) {
                return unmet.get();
            }
        }
        return recorded()
                .or(() -> new DifferenceCheck(look, attempt).next())
                .or(() -> new AlarmCheck(look, attempt).next())
                .map(next -> Guests.before(look, next))
                .orElseGet(this::soak);
    }

    /// Recorded traffic, as it was and then at growing factors.
    private Optional<Decision> recorded() {
        return Stream.of(Job.LoadGate.values())
                .flatMap(which -> new LoadCheck(look, attempt, which).next().stream())
                .findFirst();
    }

    private Optional<Decision> unwell() {
        long deployment = look.state().serving().orElseThrow().deployment();
        return look.target().deployment(deployment).flatMap(found -> switch (found.health()) {
            case Seen.Health.Up _ -> restless(found);
            case Seen.Health.Starting _ ->
                restless(found)
                        .or(() -> Optional.of(new Decision.Wait(
                                attempt.release().commit().brief() + " starts again in " + look.name(),
                                new Decision.Until.Event("it answers its health check, or its deadline passes"))));
            case Seen.Health.Down down ->
                Verdicts.isRepeated(down)
                        ? Optional.of(Verdicts.ofDown(look, attempt, down))
                        : restless(found).or(() -> Optional.of(Verdicts.ofDown(look, attempt, down)));
            case Seen.Health.Broken broken -> Optional.of(Ending.failed(look, attempt.release(), broken.because()));
        });
    }

    /// It comes up again each time, and does not stay: what was healthy for a while in between counts all the same.
    private Optional<Decision> restless(Seen.Deployment trial) {
        Instant since = look.state().serving().orElseThrow().since();
        int times = trial.failuresSince(since);
        return times <= look.rules().soak().restarts()
                ? Optional.empty()
                : Optional.of(Verdicts.ofRestarts(look, attempt, times, since));
    }

    static SoakReading reading(SlotLook look) {
        return SoakReading.of(
                look.seen().windows(),
                look.rules().soak(),
                look.policy().window(),
                look.policy().watch().values(),
                Alarms.of(look));
    }

    private Decision soak() {
        SoakReading reading = reading(look);
        Release release = attempt.release();
        Gate gate = gate(look, reading);
        if (attempt.control().isPresent()) {
            return new SoakControl(look, attempt, attempt.control().get()).next(gate);
        }
        if (reading.crossing().isPresent()) {
            SoakReading.Crossing crossing = reading.crossing().get();
            return RemainingShare.of(look)
                    .flatMap(share -> share.attributed(crossing, gate))
                    .orElseGet(() -> crossed(crossing.what(), gate));
        }
        if (reading.isDone(look.rules().soak())) {
            return new Decision.Act(
                    new Action.Append(new Fact.Settled(look.slot(), release, reading.observed(), reading.samples())),
                    release.commit().brief() + " is settled in " + look.name() + " (" + reading.measured() + ")",
                    List.of(gate));
        }
        if (reading.isOverdue()) {
            return Ending.failed(
                    look,
                    release,
                    "the soak is not over after four times its length: "
                            + (reading.unheard().isPresent()
                                    ? "its alerts are not known"
                                    : reading.samples() == 0 ? "no data" : "too few samples")
                            + " (" + reading.measured() + ")");
        }
        return new Decision.Wait(
                release.commit().brief() + " soaks in " + look.name() + " (" + reading.measured() + ")" + beside(),
                new Decision.Until.Event("the next window of " + look.name() + " ends"),
                List.of(gate));
    }

    private String beside() {
        return RemainingShare.of(look)
                .filter(RemainingShare::isGiven)
                .map(share -> ", " + share.percent() + " % of the traffic stay on stable")
                .orElse("");
    }

    /// A crossed threshold or an alert alone does not tell whether the release is the cause: it is measured once more,
    /// beside
    /// stable (GATE-8).
    private Decision crossed(String what, Gate gate) {
        Optional<Release> stable = look.stable(attempt);
        long warm = stable.map(look::warm).orElse(OptionalLong.empty()).orElse(0);
        return new Decision.Act(
                new Action.Append(
                        new Fact.Controlled(look.slot(), attempt.token(), stable, warm),
                        Alarms.of(look).documents()),
                what + " in two windows running while "
                        + attempt.release().commit().brief() + " soaks; it is measured once more"
                        + stable.map(release ->
                                        ", beside stable " + release.commit().brief())
                                .orElse(""),
                List.of(gate));
    }

    /// The soak as a gate.
    static Gate gate(SlotLook look, SoakReading reading) {
        String needed = reading.needed() + " windows, " + look.rules().soak().samples() + " requests";
        Gate gate = reading.crossed().isPresent()
                ? Gate.failed("soak", reading.crossed().get() + " in two windows running", "a control")
                : reading.isDone(look.rules().soak())
                        ? Gate.open("soak", "soaked in " + look.name())
                        : Gate.waiting("soak", "soak in " + look.name(), "observed windows");
        Gate read = gate.read(reading.measured() + restarts(look), needed)
                .progressed(reading.progress().counted(), reading.progress().length());
        return look.state()
                .serving()
                .map(serving -> read.since(serving.since()))
                .orElse(read);
    }

    private static String restarts(SlotLook look) {
        int times = look.state().serving().stream()
                .flatMap(serving -> look.target().deployment(serving.deployment()).stream()
                        .map(found -> found.failuresSince(serving.since())))
                .mapToInt(Integer::intValue)
                .sum();
        return times == 0 ? "" : ", failed " + Retry.times(times);
    }
}
