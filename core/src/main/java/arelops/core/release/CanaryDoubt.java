package arelops.core.release;

import arelops.core.canary.Verdict;
import arelops.core.evidence.CanaryRun;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Fact.CanaryJudged.Stand;
import arelops.core.evidence.SlotState.Attempt;
import arelops.core.gate.Gate;
import arelops.core.policy.CanaryPolicy;
import java.util.List;
import java.util.Optional;

/// What follows where the judge of a canary is not sure at the end: the rules say so, or a person.
///
/// A usual canary ends at its horizon. That of little traffic ends with its time, and what was not shown
/// by then is called unproven (CAN-5).
final class CanaryDoubt {
    private final SlotLook look;
    private final Attempt attempt;
    private final CanaryRules rules;

    CanaryDoubt(SlotLook look, Attempt attempt, CanaryRules rules) {
        this.look = look;
        this.attempt = attempt;
        this.rules = rules;
    }

    /// What is recorded of a canary, and the sentence for it.
    record Told(int step, Stand stand, String because) {}

    /// A step ends with its time and samples, and with data; one of little traffic with its time. None ends while an
    /// alert fires, or it is not known whether one does.
    boolean isStepOver(CanaryReading reading) {
        boolean small = rules.canary().isSmall();
        return reading.disquiet().isEmpty()
                && reading.step().time().compareTo(rules.canary().each()) >= 0
                && (small || reading.step().samples() >= rules.canary().samples())
                && (small || reading.verdict() != Verdict.NODATA);
    }

    /// The end came, and nothing was shown either way: what is recorded then.
    Optional<Told> end(CanaryRun run, CanaryReading reading) {
        if (!isInDoubt(run, reading)) {
            return Optional.empty();
        }
        String name = "the canary " + attempt.release().commit().brief() + " in " + look.name();
        String sentence = reading.judgement().sentence();
        Optional<CanaryPolicy.Unproven> small = rules.canary().doubt().small();
        if (small.isPresent()) {
            boolean passes = small.get() == CanaryPolicy.Unproven.PASS;
            String because = name + " ends unproven, after " + reading.asked() + ": " + sentence
                    + (passes ? " The rules let it through." : "");
            return Optional.of(new Told(run.step(), passes ? Stand.COMPLETED : Stand.UNPROVEN, because));
        }
        Stand stand = rules.canary().unsure() == CanaryPolicy.Unsure.HOLD ? Stand.UNSURE : Stand.EXTENDED;
        return Optional.of(new Told(run.step(), stand, name + " is not sure at the end: " + sentence));
    }

    private boolean isInDoubt(CanaryRun run, CanaryReading reading) {
        boolean undecided = reading.verdict() == Verdict.CONTINUE
                || (rules.canary().isSmall() && reading.verdict() == Verdict.NODATA);
        return isStepOver(reading)
                && rules.isLast(run.step())
                && run.stand() == Stand.GOES_ON
                && undecided
                && (rules.canary().isSmall() || reading.judging().windows() >= rules.horizon());
    }

    /// In doubt at the end, and the rules give it up.
    boolean isGivenUp(CanaryRun run, CanaryReading reading) {
        return !rules.canary().isSmall()
                && isInDoubt(run, reading)
                && rules.canary().unsure() == CanaryPolicy.Unsure.WITHDRAW;
    }

    /// The rules leave it to a person: the share stays, and the judge goes on.
    Optional<Decision> held(CanaryRun run, Gate gate) {
        return switch (run.stand()) {
            case UNSURE -> Optional.of(held("was not sure at the end", "", gate));
            case UNPROVEN -> Optional.of(held("ended unproven", ", which lets it through,", gate));
            case GOES_ON, PASSED, EXTENDED, COMPLETED -> Optional.empty();
        };
    }

    private Decision held(String how, String then, Gate gate) {
        String because = "the canary of " + attempt.release().commit().brief() + " " + how;
        return look.state().guard().hold().isPresent()
                ? new Decision.Wait(
                        look.name() + " is held: " + because,
                        new Decision.Until.Person("arelops resume " + look.environment() + then
                                + " or arelops withdraw " + look.environment()),
                        List.of(gate))
                : new Decision.Act(new Action.Append(new Fact.Held(look.slot())), because, List.of(gate));
    }
}
