package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Exchange;
import arelops.core.traffic.SessionId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds the links of a recording. What it remembers of sessions is bounded: those that were quiet
/// for the longest time are forgotten first, and what they use later is sent as recorded.
public final class LinkFinder {
    /// So many values are remembered at one time, of all sessions: issued, asked and on their way; a session counts as
    /// some by itself.
    private static final int MOST = 1_000_000;

    /// So many of a session at least, as long as it is remembered.
    private static final int FEWEST = 64;

    private final Map<SessionId, SessionMemory> sessions = new LinkedHashMap<>(64, 0.75f, true);
    private final Links.Collecting links = new Links.Collecting();
    private final AnswerValues answers = new AnswerValues();
    private final Predicate<Exchange> sent;
    private long held;

    private LinkFinder(Predicate<Exchange> sent) {
        this.sent = sent;
    }

    /// Those of a whole recording.
    ///
    /// @param recording by time
    /// @param ours whether its session is looked at
    /// @param sent whether a request will be sent
    public static Links find(Iterator<Exchange> recording, Predicate<Exchange> ours, Predicate<Exchange> sent) {
        LinkFinder finder = new LinkFinder(sent);
        long number = 0;
        while (recording.hasNext()) {
            Exchange exchange = recording.next();
            if (ours.test(exchange)) {
                finder.take(number, exchange);
            }
            number++;
        }
        return finder.links.end(number);
    }

    private void take(long number, Exchange exchange) {
        SessionMemory session = sessions.computeIfAbsent(exchange.session(), _ -> begun());
        held -= session.held();
        session.advance(exchange.offset());
        List<Spot> spots = RequestSpots.of(exchange.request());
        if (sent.test(exchange)) {
            link(number, session, spots);
        }
        session.asked(spots);
        exchange.response().ifPresent(answer -> session.await(number, exchange.offset() + exchange.duration(), answer));
        session.trim(Math.max(FEWEST, MOST / (3 * sessions.size())));
        held += session.held();
        while (held > MOST && sessions.size() > 1) {
            Iterator<SessionMemory> quietest = sessions.values().iterator();
            held -= quietest.next().held();
            quietest.remove();
        }
    }

    private SessionMemory begun() {
        SessionMemory session = new SessionMemory(answers);
        held += session.held();
        return session;
    }

    private void link(long number, SessionMemory session, List<Spot> spots) {
        for (int spot = 0; spot < spots.size(); spot++) {
            Optional<SessionMemory.Issue> issue = session.issueOf(spots.get(spot));
            if (issue.isPresent()) {
                links.add(number, spot, issue.get());
            }
        }
    }
}
