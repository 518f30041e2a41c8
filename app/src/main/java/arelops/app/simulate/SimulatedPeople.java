package arelops.app.simulate;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.release.Command;
import arelops.core.release.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What people will do, each after the time that they take: they do what a decision names.
final class SimulatedPeople {
    private static final String APPROVAL = "approval";
    private static final String BUTTON = "mode";
    private static final String HOLD = "hold";

    private final Map<Errand, Instant> errands = new LinkedHashMap<>();

    /// What somebody is about to do.
    sealed interface Errand {
        record Say(PersonName person, Command command) implements Errand {}

        /// Find the culprit of an error, and revert it.
        record Mend(long error) implements Errand {}
    }

    void ask(Errand errand, Instant due) {
        errands.putIfAbsent(errand, due);
    }

    /// Whether people can do something about what this decision waits for.
    static boolean areAsked(Decision decision) {
        return Stream.of(APPROVAL, BUTTON, HOLD).anyMatch(gate -> isShut(decision, gate));
    }

    private static boolean isShut(Decision decision, String id) {
        return decision.gates().stream().anyMatch(gate -> gate.id().equals(id) && !gate.lets());
    }

    /// What this decision asks of people.
    static List<Errand> named(Policy policy, EnvironmentName environment, Decision decision, Optional<Release> next) {
        List<Errand> errands = new ArrayList<>();
        if (next.isPresent() && isShut(decision, APPROVAL)) {
            CommitId commit = next.get().commit();
            approvers(policy, environment)
                    .forEach(person ->
                            errands.add(new Errand.Say(person, new Command.Approve(commit, Optional.of(environment)))));
        }
        if (next.isPresent() && isShut(decision, BUTTON)) {
            errands.add(new Errand.Say(person(1), new Command.Promote(next.get().commit(), environment, List.of())));
        }
        if (isShut(decision, HOLD)) {
            errands.add(new Errand.Say(person(1), new Command.Resume(environment)));
        }
        return errands;
    }

    private static Stream<PersonName> approvers(Policy policy, EnvironmentName environment) {
        var rule = policy.environment(environment)
                .map(EnvironmentPolicy::approvals)
                .orElseThrow();
        var named = policy.approvers(rule);
        return named.isEmpty()
                ? IntStream.rangeClosed(1, rule.count()).mapToObj(SimulatedPeople::person)
                : named.stream().sorted(Comparator.comparing(PersonName::text)).limit(rule.count());
    }

    private static PersonName person(int number) {
        return new PersonName("person-" + number);
    }

    /// Takes out what is due.
    List<Errand> due(Instant now) {
        List<Errand> due = errands.entrySet().stream()
                .filter(errand -> !errand.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(errands::remove);
        return due;
    }

    Optional<Instant> next() {
        return errands.values().stream().min(Comparator.naturalOrder());
    }
}
