package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.TrafficUse;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Decides who may use recorded traffic by hand, and what is recorded of it (REL-4, EVD-1).
public final class TrafficByHand {
    private static final String OF_A_CHANGE = "pr-[0-9]+";

    private final Policy policy;
    private final PersonName person;
    private final Role role;

    public TrafficByHand(Policy policy, PersonName person, Role role) {
        this.policy = policy;
        this.person = person;
        this.role = role;
    }

    /// Whether the person may do this in these environments; records nothing.
    ///
    /// @param ledger tells who serves users now
    public Answer may(TrafficUse.Act act, List<Slot> slots, LedgerState ledger) {
        return refused(act, slots)
                .or(() -> besideGuests(act, slots, ledger))
                .orElseGet(() -> new Answer.Accepted(List.of(), person + " may " + words(act) + where(act, slots)));
    }

    private Optional<Answer> refused(TrafficUse.Act act, List<Slot> slots) {
        return wrong(act, slots).or(() -> notAllowed(act, slots)).or(() -> fenced(act, slots));
    }

    /// What is recorded of something that was done, or is about to be.
    public Answer used(Fact.TrafficUsed used) {
        return refused(used.use().act(), used.slots())
                .orElseGet(() -> Commands.accepted(
                        used,
                        person + " " + used.use().act().word() + " "
                                + used.use().recording() + where(used.use().act(), used.slots()) + ": "
                                + used.use().outcome().word()));
    }

    private Optional<Answer> wrong(TrafficUse.Act act, List<Slot> slots) {
        boolean touches = act.sends() || act == TrafficUse.Act.RECORD;
        if (touches == slots.isEmpty()) {
            return Optional.of(Commands.input(
                    touches ? act.word() + " needs an environment" : act.word() + " touches no environment",
                    touches ? "name one" : "name none"));
        }
        return slots.stream()
                .filter(slot -> !isKnown(slot))
                .map(slot -> Commands.input(
                        "there is no environment " + slot.environment() + " of " + slot.app() + " on the line",
                        "one of "
                                + policy.line().stream()
                                        .map(rules -> rules.name().text())
                                        .toList()
                                + ", or pr-N for the change N"))
                .findFirst();
    }

    private boolean isKnown(Slot slot) {
        return policy.apps().stream().anyMatch(app -> app.name().equals(slot.app()))
                && (isOfAChange(slot) || policy.environment(slot.environment()).isPresent());
    }

    private static boolean isOfAChange(Slot slot) {
        return slot.environment().text().matches(OF_A_CHANGE);
    }

    /// Nobody's users are in the environment of a change, and what runs there goes when the change does.
    private Optional<Answer> notAllowed(TrafficUse.Act act, List<Slot> slots) {
        boolean ofChanges = act.sends() && slots.stream().allMatch(TrafficByHand::isOfAChange);
        if (role.mayOperate() || (ofChanges && role.mayTryChanges())) {
            return Optional.empty();
        }
        return Optional.of(new Answer.Refused(
                Answer.Reason.ROLE,
                person + " may not " + words(act) + where(act, slots) + " as "
                        + role.name().toLowerCase(Locale.ROOT),
                ofChanges
                        ? "ask a developer, reviewer, qa, operator or admin"
                        : "ask an operator or admin"
                                + (act.sends() ? "; developers may send to the environment of a change: pr-N" : "")));
    }

    private static Optional<Answer> fenced(TrafficUse.Act act, List<Slot> slots) {
        boolean users = act.sends()
                && slots.stream().anyMatch(slot -> slot.environment().equals(EnvironmentName.PRODUCTION));
        return users
                ? Optional.of(Commands.refused(
                        "recorded requests are not sent to PRODUCTION, where users are",
                        "send them to an environment before it: beta, passive"))
                : Optional.empty();
    }

    private static Optional<Answer> besideGuests(TrafficUse.Act act, List<Slot> slots, LedgerState ledger) {
        return slots.stream()
                .filter(_ -> act.sends())
                .filter(slot -> Guests.of(ledger, slot).isPresent())
                .<Answer>map(slot -> Commands.refused(
                        "users of PRODUCTION are served by "
                                + slot.environment().upper() + ", and nothing is sent beside them",
                        "when they are back: arelops failback"))
                .findFirst();
    }

    private static String words(TrafficUse.Act act) {
        return switch (act) {
            case RECORD -> "record users";
            case IMPORT -> "import a recording";
            case REPLAY -> "replay a recording";
            case LOAD -> "load-test with a recording";
            case VALIDATE -> "try alarms with a recording";
            case DIFF -> "compare answers to a recording";
            case EXPORT -> "export a recording";
            case DELETE -> "delete a recording";
        };
    }

    private static String where(TrafficUse.Act act, List<Slot> slots) {
        return slots.isEmpty()
                ? ""
                : (act.sends() ? " to " : " of ")
                        + slots.stream().map(slot -> slot.environment().upper()).collect(Collectors.joining(", "));
    }
}
