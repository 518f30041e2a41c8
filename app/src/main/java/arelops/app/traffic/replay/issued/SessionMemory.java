package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// What one session of a recording has asked and was told so far.
final class SessionMemory {
    private static final int SHORTEST = 4;

    /// A session without values takes the memory of so many.
    private static final int ITSELF = 8;

    /// So many values that a session has asked are remembered.
    private static final int MOST = 4_000;

    private final AnswerValues answers;
    private final KeyRing issued = new KeyRing();
    private final KeyRing asked = new KeyRing();
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparingLong(Pending::end));
    private long page = -1;
    private int waiting;

    /// Who issued a value, and where.
    record Issue(long exchange, AnswerPlace place) {}

    /// @param unread whether it is a page that was not recorded
    private record Pending(long exchange, long end, AnswerValues.Found values, boolean unread) {
        int size() {
            return values.size();
        }
    }

    /// @param answers reads the answers of all sessions
    SessionMemory(AnswerValues answers) {
        this.answers = answers;
    }

    /// An answer that comes at a time. Of it only the values are held.
    void await(long exchange, long end, HttpMessage message) {
        Answer answer = Answer.of(message);
        boolean unread = answer.isPage() && message.extent() != Extent.WHOLE;
        Pending coming = new Pending(exchange, end, answers.of(answer), unread);
        if (unread || coming.size() > 0) {
            waiting += coming.size();
            pending.add(coming);
        }
    }

    /// Takes the answers that have come by a time.
    void advance(long now) {
        while (!pending.isEmpty() && pending.element().end() <= now) {
            Pending come = pending.remove();
            waiting -= come.size();
            page = come.unread() ? come.exchange() : page;
            remember(come);
        }
    }

    /// Remembers what was asked: what the session knew by itself is no answer's.
    void asked(List<Spot> spots) {
        for (Spot spot : spots) {
            if (asked.size() < MOST) {
                if (spot.value().length() >= SHORTEST) {
                    asked.add(key(spot.value()));
                }
                if (spot.kind() == Spot.Kind.COOKIE) {
                    asked.add(cookie(spot.name(), spot.value()));
                }
            }
        }
    }

    /// Which answer a value of a request is from.
    Optional<Issue> issueOf(Spot spot) {
        Optional<Issue> same =
                spot.kind() == Spot.Kind.COOKIE ? issued.issue(cookie(spot.name(), spot.value())) : Optional.empty();
        return same.or(() -> issued.issue(key(spot.value()))).or(() -> byName(spot));
    }

    /// Forgets what came first, down to so many of both kinds.
    void trim(int most) {
        asked.trim(most);
        issued.trim(most);
    }

    /// How many values are remembered, with what it takes by itself.
    int held() {
        return ITSELF + issued.size() + asked.size() + pending.size() + waiting;
    }

    /// Pages are not recorded, so what keeps strangers out is told by its name: the last page had it.
    private Optional<Issue> byName(Spot spot) {
        boolean carries = switch (spot.kind()) {
            case HEADER, FORM, JSON -> true;
            case PATH, QUERY, COOKIE -> false;
        };
        if (page < 0 || !carries || !Worth.isCsrf(spot.name()) || asked.contains(key(spot.value()))) {
            return Optional.empty();
        }
        Issue issue = new Issue(page, AnswerPlace.whole(new AnswerPlace.Source.Page(spot.name())));
        issued.put(key(spot.value()), issue.exchange(), issue.place());
        return Optional.of(issue);
    }

    private void remember(Pending come) {
        for (int i = 0; i < come.size(); i++) {
            long key = come.values().key(i);
            if (!asked.contains(key)) {
                issued.add(key, come.exchange(), come.values().place(i));
            }
        }
    }

    /// Cookies go back whatever they look like. A line break is in no other value.
    static long cookie(String name, String value) {
        return key(name + '\n' + value);
    }

    /// What stands for a value: of so many that are held at a time two hardly ever have the same.
    static long key(String value) {
        long key = value.length();
        for (int i = 0; i < value.length(); i++) {
            key = more(key, value.charAt(i));
        }
        return key;
    }

    /// The same of a text in an array.
    static long key(char[] value, int from, int length) {
        long key = length;
        for (int i = from; i < from + length; i++) {
            key = more(key, value[i]);
        }
        return key;
    }

    private static long more(long key, char c) {
        long mixed = (key ^ c) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }
}
