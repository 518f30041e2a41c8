package arelops.app.traffic.replay;

import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.anonymise.OtherPersons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Requests as the copies of their session send them. For one thread.
final class Copies {
    private final Identities identities;
    private final List<OtherPersons> others = new ArrayList<>();

    Copies(Identities identities) {
        this.identities = identities;
    }

    /// The request of a copy; empty where it is the recorded one.
    Optional<HttpMessage> of(int copy, HttpMessage recorded) {
        if (copy == 0) {
            return Optional.empty();
        }
        return switch (identities) {
            case Identities.Same _ -> Optional.empty();
            case Identities.Others known -> {
                while (others.size() < copy) {
                    others.add(new OtherPersons(known.key(), known.rules(), others.size() + 1));
                }
                yield Optional.of(others.get(copy - 1).request(recorded)).filter(other -> !other.equals(recorded));
            }
        };
    }
}
