package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.Guard;
import arelops.core.evidence.SlotState;
import arelops.core.evidence.Standing;
import arelops.core.gate.Gate;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Release;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Mode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The line's decision: for each environment the one next act, or what it waits for.
public final class Line {
    private Line() {}

    /// Decides for every environment of the line, in promotion order.
    public static Map<EnvironmentName, Decision> decide(LineSnapshot snapshot, Instant now) {
        Map<EnvironmentName, Decision> decisions = new LinkedHashMap<>();
        for (EnvironmentPolicy rules : snapshot.rules().policy().line()) {
            decisions.put(rules.name(), decide(snapshot, rules, now));
        }
        return decisions;
    }

    /// Decides for one environment of the line.
    public static Decision decide(LineSnapshot snapshot, EnvironmentName environment, Instant now) {
        EnvironmentPolicy rules =
                snapshot.rules().policy().environment(environment).orElseThrow();
        return decide(snapshot, rules, now);
    }

    /// The release that an environment would take next, whatever its gates say; empty where there is
    /// none, or where the target cannot be asked.
    public static Optional<Release> candidate(LineSnapshot snapshot, EnvironmentName environment, Instant now) {
        Optional<EnvironmentPolicy> rules = snapshot.rules().policy().environment(environment);
        return rules.isPresent() && snapshot.seen(environment).target() instanceof Seen.Target.Running target
                ? new Candidates(new SlotLook(snapshot, rules.get(), target, now)).next()
                : Optional.empty();
    }

    private static Decision decide(LineSnapshot snapshot, EnvironmentPolicy rules, Instant now) {
        Seen seen = snapshot.seen(rules.name());
        if (snapshot.ledger().seq() == 0) {
            return new Decision.Wait(
                    rules.name().upper() + " waits: the ledger has not begun",
                    new Decision.Until.Event("trunk is seen for the first time"));
        }
        if (seen.tag() instanceof Seen.Tag.Unknown unknown) {
            return unknown(rules, "git", unknown.because());
        }
        return switch (seen.target()) {
            case Seen.Target.Unknown unknown -> unknown(rules, "target", unknown.because());
            case Seen.Target.Running target -> {
                SlotLook look = new SlotLook(snapshot, rules, target, now);
                yield rules.mode() == Mode.OBSERVE ? observed(look, decide(look)) : decide(look);
            }
        };
    }

    private static Decision unknown(EnvironmentPolicy rules, String gate, String because) {
        String sentence = rules.name().upper() + " cannot be judged: " + because;
        return new Decision.Wait(
                sentence,
                new Decision.Until.Event("it answers again"),
                List.of(Gate.unknown(gate, sentence, "it answers again")));
    }

    /// An environment that only observes decides and explains, and touches nothing (LINE-7).
    /// Nobody is asked for
    /// anything where nothing is open: that it stays so is what somebody chose.
    private static Decision observed(SlotLook look, Decision decision) {
        String only = look.name() + " only observes; it would ";
        Decision.Until until = new Decision.Until.Event("`mode: run` for " + look.environment());
        return switch (decision) {
            case Decision.Act act -> new Decision.Wait(only.strip() + ": " + act.because(), until, act.gates());
            case Decision.Wait wait
            when wait.until() instanceof Decision.Until.Person && isUntouched(look.state()) ->
                new Decision.Wait(only + "wait: " + wait.because(), until, wait.gates());
            case Decision.Wait wait -> wait;
        };
    }

    private static boolean isUntouched(SlotState state) {
        return state.intent().isEmpty()
                && state.attempt().isEmpty()
                && state.guard().hold().isEmpty()
                && state.guard().owed().isEmpty()
                && state.failover().isEmpty()
                && !state.guard().drifted();
    }

    /// Users come first: where they are served is put right before anything else.
    private static Decision decide(SlotLook look) {
        Away away = new Away(look);
        return away.next().orElseGet(() -> away.told(besides(look)));
    }

    private static Decision besides(SlotLook look) {
        SlotState state = look.state();
        Drifts drifts = new Drifts(look);
        Optional<Decision> tag = drifts.ofTag();
        if (tag.isPresent()) {
            return tag.get();
        }
        Optional<Decision> stray = CanaryTrial.stray(look);
        if (stray.isPresent()) {
            return stray.get();
        }
        if (state.intent().isPresent()) {
            return new Moving(look, state.intent().get()).next();
        }
        if (state.guard().owed().isPresent()) {
            return putBack(look, state.guard().owed().get());
        }
        Optional<Decision> target = drifts.ofTarget();
        if (target.isPresent()) {
            return target.get();
        }
        if (state.guard().targetDrift()) {
            return new Decision.Wait(
                    look.name() + " runs something else than the ledger says; nothing is judged, promoted or stopped",
                    new Decision.Until.Person(
                            "arelops repair " + look.environment() + " or arelops adopt " + look.environment()));
        }
        Optional<Decision> whole =
                undivided(look).or(() -> RemainingShare.of(look).flatMap(RemainingShare::givenAgain));
        if (whole.isPresent()) {
            return whole.get();
        }
        Decision next = state.attempt().isPresent() ? tried(look) : watched(look, enter(look));
        return next instanceof Decision.Wait wait
                ? remeasured(look)
                        .or(() -> new Standby(look).warmed())
                        .orElseGet(() -> new Leftovers(look).orElse(wait))
                : next;
    }

    /// The target measures by the rules that it was told last: when others are in force, it is
    /// told anew.
    private static Optional<Decision> remeasured(SlotLook look) {
        Seen.Measuring wanted =
                new Seen.Measuring(look.policy().window(), look.rules().traffic());
        boolean differs = look.rules().mode() != Mode.OBSERVE
                && look.target().traffic().isPresent()
                && look.target().measured().filter(now -> !now.equals(wanted)).isPresent();
        return differs
                ? Optional.of(new Decision.Act(
                        new Action.Measure(look.slot(), look.state().tokens().last()),
                        "measure " + look.name() + " by the rules as they are now"))
                : Optional.empty();
    }

    /// Stable's share ends with the comparison that it was for, or with the soak; no user is sent to a baseline that
    /// is down.
    private static Optional<Decision> undivided(SlotLook look) {
        OptionalLong baseline = look.target().baseline();
        boolean wanted = look.openControl().isPresent()
                ? look.openControl()
                        .filter(control -> baseline.equals(OptionalLong.of(control.deployment())))
                        .isPresent()
                : RemainingShare.of(look)
                        .filter(share -> share.isGiven() && share.isUp())
                        .isPresent();
        boolean divided = baseline.isPresent() || look.target().canary().isPresent();
        if (!divided || wanted) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Act(
                new Action.Switch(
                        look.slot(), look.state().tokens().last(), look.target().traffic(), "nothing serves here"),
                "nothing is compared in " + look.name() + " any more: send all of its traffic to what serves"));
    }

    private static Decision putBack(SlotLook look, Guard.Owed owed) {
        Fact.Purpose purpose = owed.to().isPresent() ? Fact.Purpose.RETURN : Fact.Purpose.CLEAR;
        return new Decision.Act(
                new Action.Append(new Fact.Intent(look.slot(), purpose, owed.to())),
                owed.to()
                        .map(release -> look.name() + " goes back to "
                                + release.commit().brief())
                        .orElse(look.name() + " has nothing to go back to, so it is closed"));
    }

    private static Decision tried(SlotLook look) {
        SlotState.Attempt attempt = look.state().attempt().orElseThrow();
        if (look.state().failover().isPresent()) {
            return new Decision.Wait(
                    attempt.release().commit().brief() + " is judged in " + look.name()
                            + " again when it serves its users",
                    new Decision.Until.Person("arelops failback"));
        }
        Optional<Release> newer = Displacement.by(look, attempt);
        if (newer.isPresent()) {
            return Ending.withdrawn(
                    look,
                    attempt.release(),
                    Fact.Withdrawn.Cause.NEWER,
                    newer.get().commit().brief() + " takes its place");
        }
        return new Trial(look, attempt).next();
    }

    /// What has settled is watched too: that it is down is the first thing to say.
    private static Decision watched(SlotLook look, Decision next) {
        return next instanceof Decision.Wait wait ? new Idle(look).unlessDown(wait) : next;
    }

    private static Decision enter(SlotLook look) {
        if (look.state().guard().tagDrift()) {
            return new Decision.Wait(
                    "the tag of " + look.name() + " was moved by somebody; nothing is promoted into or out of it",
                    new Decision.Until.Person("arelops repair " + look.environment()));
        }
        Candidates candidates = new Candidates(look);
        Optional<Release> candidate = candidates.next();
        if (candidate.isEmpty()) {
            return new Idle(look).nothingComes();
        }
        Decision newest = enter(look, candidate.get());
        return isUnapproved(newest)
                ? candidates
                        .approvedBefore(candidate.get())
                        .filter(older -> exhausted(look, older).isEmpty())
                        .map(older -> enter(look, older))
                        .filter(Decision.Act.class::isInstance)
                        .orElse(newest)
                : newest;
    }

    /// People may be slower than the line before: what they approved goes in although newer ones wait for them by
    /// now, or a stream of releases would keep all of them out (LINE-2).
    private static boolean isUnapproved(Decision decision) {
        return decision instanceof Decision.Wait wait
                && wait.gates().stream().anyMatch(gate -> gate.id().equals(EntryGates.APPROVAL) && !gate.lets());
    }

    private static Decision enter(SlotLook look, Release release) {
        Optional<Decision> exhausted = exhausted(look, release);
        if (exhausted.isPresent()) {
            return exhausted.get();
        }
        List<Gate> gates = new EntryGates(look, release).gates();
        Optional<Gate> shut = gates.stream().filter(gate -> !gate.lets()).findFirst();
        if (shut.isPresent()) {
            return new Decision.Wait(
                    look.name() + " waits with " + release.commit().brief() + ": "
                            + shut.get().sentence(),
                    until(shut.get()),
                    gates);
        }
        return new Decision.Act(
                new Action.Append(new Fact.Intent(look.slot(), Fact.Purpose.PROMOTE, Optional.of(release))),
                look.name() + " takes " + release.commit().brief(),
                gates);
    }

    private static Decision.Until until(Gate gate) {
        return gate.expected()
                .<Decision.Until>map(Decision.Until.At::new)
                .orElseGet(() -> new Decision.Until.Person(gate.unblocks().orElse(gate.id())));
    }

    private static Optional<Decision> exhausted(SlotLook look, Release release) {
        Standing.Failures failures = look.state().standing().failures().get(release.number());
        if (failures == null
                || failures.count() < look.rules().retries()
                || look.state().guard().hold().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Act(
                new Action.Append(new Fact.Held(look.slot())),
                release.commit().brief() + " failed " + failures.count() + " times in a row"));
    }
}
