package arelops.app.traffic.replay.issued;

import arelops.core.traffic.Extent;
import arelops.core.traffic.HttpMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What one session of a recording has asked and was told so far.
final class SessionMemory {
    private static final int SHORTEST = 4;

    /// So many values that a session has asked are remembered.
    private static final int MOST = 4_000;

    /// So many of one answer.
    private static final int MOST_OF_ONE = 500;

    private final SequencedMap<Long, Issue> issued = new LinkedHashMap<>();
    private final SequencedSet<Long> asked = new LinkedHashSet<>();
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparingLong(Pending::end));
    private long page = -1;
    private int waiting;

    /// Who issued a value, and where.
    record Issue(long exchange, AnswerPlace place) {}

    private record Value(long key, Issue issue) {}

    /// @param unread whether it is a page that was not recorded
    private record Pending(long exchange, long end, List<Value> values, boolean unread) {}

    /// An answer that comes at a time. Of it only the values are held.
    void await(long exchange, long end, HttpMessage message) {
        Answer answer = Answer.of(message);
        boolean unread = answer.isPage() && message.extent() != Extent.WHOLE;
        List<Value> values = values(exchange, answer);
        if (unread || !values.isEmpty()) {
            waiting += values.size();
            pending.add(new Pending(exchange, end, values, unread));
        }
    }

    /// Takes the answers that have come by a time.
    void advance(long now) {
        while (!pending.isEmpty() && pending.element().end() <= now) {
            Pending come = pending.remove();
            waiting -= come.values().size();
            page = come.unread() ? come.exchange() : page;
            come.values().forEach(this::remember);
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
        Optional<Issue> same = spot.kind() == Spot.Kind.COOKIE
                ? Optional.ofNullable(issued.get(cookie(spot.name(), spot.value())))
                : Optional.empty();
        return same.or(() -> Optional.ofNullable(issued.get(key(spot.value())))).or(() -> byName(spot));
    }

    /// Forgets what came first, down to so many of both kinds.
    void trim(int most) {
        while (asked.size() > most) {
            asked.removeFirst();
        }
        while (issued.size() > most) {
            issued.sequencedKeySet().removeFirst();
        }
    }

    /// How many values are remembered.
    int held() {
        return issued.size() + asked.size() + pending.size() + waiting;
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
        issued.put(key(spot.value()), issue);
        return Optional.of(issue);
    }

    private static List<Value> values(long exchange, Answer answer) {
        List<Value> values = new ArrayList<>();
        AnswerScan.all(answer, (source, value) -> {
            if (source instanceof AnswerPlace.Source.Cookie(String name) && !value.isEmpty()) {
                add(values, cookie(name, value), new Issue(exchange, AnswerPlace.whole(source)));
            }
            if (Worth.of(name(source), value)) {
                add(values, key(value), new Issue(exchange, AnswerPlace.whole(source)));
            }
            if (UrlParts.isUrl(value)) {
                UrlParts.each(value, (part, text) -> {
                    if (Worth.of(name(part), text)) {
                        add(values, key(text), new Issue(exchange, new AnswerPlace(source, part)));
                    }
                });
            }
        });
        return values;
    }

    private static void add(List<Value> values, long key, Issue issue) {
        if (values.size() < MOST_OF_ONE) {
            values.add(new Value(key, issue));
        }
    }

    private void remember(Value value) {
        if (!asked.contains(value.key())) {
            issued.putIfAbsent(value.key(), value.issue());
        }
    }

    /// Cookies go back whatever they look like. A line break is in no other value.
    private static long cookie(String name, String value) {
        return key(name + '\n' + value);
    }

    /// What stands for a value: of so many that are held at a time two hardly ever have the same.
    private static long key(String value) {
        long key = value.length();
        for (int i = 0; i < value.length(); i++) {
            key = (key ^ value.charAt(i)) * 0x9E3779B97F4A7C15L;
            key ^= key >>> 32;
        }
        return key;
    }

    private static String name(AnswerPlace.Source source) {
        return switch (source) {
            case AnswerPlace.Source.Cookie(String name) -> name;
            case AnswerPlace.Source.Header(String name) -> name;
            case AnswerPlace.Source.Page(String name) -> name;
            case AnswerPlace.Source.Json(List<String> path) -> AnswerScan.name(path);
        };
    }

    private static String name(AnswerPlace.Part part) {
        return switch (part) {
            case AnswerPlace.Part.Whole _ -> "";
            case AnswerPlace.Part.Segment _ -> "id";
            case AnswerPlace.Part.Query(String name) -> name;
        };
    }
}
