package arelops.app.reconcile;

import arelops.core.evidence.Actor;
import arelops.core.evidence.Entry;
import arelops.core.evidence.Fact;
import arelops.core.evidence.Note;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Role;
import arelops.core.release.TrafficByHand;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a person says that they did by hand with recorded traffic.
///
/// @param because the reason that the person gives, one line
/// @param documents what is kept beside the entry
public record UsedByHand(
        Fact.TrafficUsed used, PersonName person, Role role, String because, SortedMap<String, String> documents) {
    /// How far back it is looked for whether this was entered before.
    static final int FAR = 200;

    public UsedByHand {
        documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    }

    /// What became of it.
    ///
    /// @param entry the one that it has; empty where it was refused
    public record Entered(Answer answer, Optional<Entry> entry) {}

    Answer answer(Observed observed) {
        return new TrafficByHand(observed.rules().policy(), person, role).used(used);
    }

    Note note(Fact fact) {
        return new Note(fact, new Actor.Person(person), because, Optional.empty(), documents);
    }

    /// The entry of this among these.
    public Optional<Entry> entry(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.actor().equals(new Actor.Person(person))
                        && entry.fact().equals(used))
                .findFirst();
    }
}
