package arelops.app.traffic.replay;

import arelops.core.traffic.HttpMessage;
import arelops.core.traffic.anonymise.OtherPersons;
import java.util.ArrayList;
import java.util.List;

/// Requests as the copies of their session send them. For one thread.
final class Copies {
    private final Identities identities;
    private final List<OtherPersons> others = new ArrayList<>();

    Copies(Identities identities) {
        this.identities = identities;
    }

    /// The request of a copy; the same object where it is the recorded one.
    HttpMessage of(int copy, HttpMessage recorded) {
        if (copy == 0) {
            return recorded;
        }
        return switch (identities) {
            case Identities.Same _ -> recorded;
            case Identities.Others known -> {
                while (others.size() < copy) {
                    others.add(new OtherPersons(known.key(), known.rules(), others.size() + 1));
                }
                yield others.get(copy - 1).request(recorded);
            }
        };
    }
}
