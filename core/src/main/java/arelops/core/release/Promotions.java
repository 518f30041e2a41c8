package arelops.core.release;

import arelops.core.evidence.Fact;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Release;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers who names a release for an environment, and the gates that it may skip there (GATE-7).
record Promotions(LineSnapshot snapshot, PersonName person) {

    Answer answer(Command.Promote c) {
        Optional<Release> release = snapshot.ledger().builds(snapshot.app()).of(c.commit());
        if (release.isEmpty()) {
            return Commands.refused(
                    c.commit().brief() + " was not built, so there is nothing to promote",
                    "see arelops why " + c.commit().brief());
        }
        Optional<Answer.Refused> barrier = new Barriers(snapshot, c.to()).before(release.get());
        if (barrier.isPresent()) {
            return barrier.get();
        }
        Optional<String> unknown = c.skip().stream()
                .filter(gate -> !Overrides.SKIPPABLE.contains(gate))
                .findFirst();
        if (unknown.isPresent()) {
            return Commands.refused(
                    "the gate '" + unknown.get() + "' cannot be skipped",
                    "these can: " + Overrides.SKIPPABLE.stream().sorted().toList());
        }
        Slot slot = new Slot(snapshot.app(), c.to());
        List<Fact> facts = new ArrayList<>();
        c.skip().forEach(gate -> facts.add(new Fact.Overridden(slot, release.get(), gate, person)));
        facts.add(new Fact.Requested(slot, release.get()));
        String sentence = c.commit().brief() + " is asked for in " + c.to().upper();
        return new Answer.Accepted(
                facts,
                sentence
                        + String.join(
                                "",
                                c.skip().stream()
                                        .map(gate -> alone(c.to(), release.get(), gate))
                                        .toList()),
                c.skip().stream()
                        .mapToInt(gate -> needed(c.to()) - people(c.to(), release.get(), gate))
                        .map(missing -> Math.max(0, missing))
                        .max()
                        .orElse(0));
    }

    /// Says where skipping a gate takes more people than have asked for it.
    private String alone(EnvironmentName environment, Release release, String gate) {
        int people = people(environment, release, gate);
        int needed = needed(environment);
        return people >= needed
                ? ""
                : "; " + people + " of " + needed + " people skip the gate " + gate
                        + ": somebody else must ask for the same";
    }

    private int needed(EnvironmentName environment) {
        return Overrides.needed(snapshot.rules().policy().team(), environment);
    }

    /// How many people ask for it, with this one.
    private int people(EnvironmentName environment, Release release, String gate) {
        Set<PersonName> people = new HashSet<>(snapshot.ledger()
                .slot(new Slot(snapshot.app(), environment))
                .standing()
                .requests()
                .overriders(release, gate));
        people.add(person);
        return people.size();
    }
}
