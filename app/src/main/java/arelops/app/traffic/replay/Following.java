package arelops.app.traffic.replay;

import arelops.app.traffic.replay.issued.Issued;
import arelops.app.traffic.replay.issued.IssuedValues;
import arelops.core.traffic.HttpHead;
import arelops.core.traffic.HttpMessage;
import java.util.Optional;

/// What one loop reads from answers, and writes into the requests that come after.
final class Following {
    private final IssuedValues<SessionKey> values = new IssuedValues<>();
    private final RequestWriter writer;

    Following(RequestWriter writer) {
        this.writer = writer;
    }

    /// A request as it is to be sent now.
    Outgoing ready(Planned planned) {
        if (!planned.ties().takes()) {
            return planned.request();
        }
        Optional<HttpMessage> filled = values.fill(planned.session(), planned.ties());
        return filled.isEmpty()
                ? planned.request()
                : writer.write(filled.get(), HttpHead.of(filled.get().head()), planned.session());
    }

    /// Reads a whole answer.
    void answered(Flight flight) {
        Planned planned = flight.turn().planned();
        flight.collected()
                .ifPresent(
                        answer -> values.learn(planned.session(), planned.ties(), answer.answer(), answer.isWhole()));
    }

    Issued counts() {
        return values.counts();
    }
}
