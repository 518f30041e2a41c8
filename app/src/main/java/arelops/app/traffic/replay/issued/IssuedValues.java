package arelops.app.traffic.replay.issued;

import arelops.core.traffic.HttpMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Values that new answers have issued, until the last request that uses them. For one thread.
///
/// @param <K> what tells sessions
public final class IssuedValues<K> {
    /// So many bytes of a body are looked at.
    public static final int LARGEST = 64 * 1024;

    private static final int MOST = 200_000;
    private static final int LONGEST = 8 * 1024;

    /// So many letters of all values together.
    private static final long ROOM = 16L << 20;

    private final Map<K, Map<Long, Held>> sessions = new HashMap<>();
    private int held;
    private long letters;
    private long substituted;
    private long missed;
    private long cut;

    private record Held(String value, int uses) {}

    /// Reads an answer to a request.
    ///
    /// @param whole whether its body is all there
    public void learn(K session, Ties ties, Answer answer, boolean whole) {
        cut += whole ? 0 : 1;
        Set<AnswerPlace.Source> sources =
                ties.wants().stream().map(want -> want.place().source()).collect(Collectors.toSet());
        AnswerScan.wanted(answer, sources, (source, value) -> {
            for (Links.Want want : ties.wants()) {
                if (want.place().source().equals(source)) {
                    UrlParts.at(value, want.place().part()).ifPresent(part -> keep(session, want, part));
                }
            }
        });
    }

    /// The request as it is to be sent now; empty if that is how it was recorded.
    public Optional<HttpMessage> fill(K session, Ties ties) {
        Map<Ties.Gap, String> texts = new LinkedHashMap<>();
        for (Ties.Gap gap : ties.gaps()) {
            Optional<String> text = take(session, gap.link()).flatMap(value -> ties.written(gap, value));
            text.ifPresent(one -> texts.put(gap, one));
            substituted += text.isPresent() ? 1 : 0;
            missed += text.isPresent() ? 0 : 1;
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(ties.with(texts));
    }

    /// What it came to so far.
    public Issued counts() {
        return new Issued(substituted, missed, cut);
    }

    /// How many values are held.
    int held() {
        return held;
    }

    private void keep(K session, Links.Want want, String value) {
        if (held >= MOST || letters >= ROOM || value.isEmpty() || value.length() > LONGEST) {
            return;
        }
        Map<Long, Held> values = sessions.computeIfAbsent(session, _ -> new HashMap<>());
        if (values.putIfAbsent(want.link(), new Held(value, want.uses())) == null) {
            held++;
            letters += value.length();
        }
    }

    private Optional<String> take(K session, long link) {
        Map<Long, Held> values = sessions.getOrDefault(session, Map.of());
        Held found = values.get(link);
        if (found == null) {
            return Optional.empty();
        }
        if (found.uses() > 1) {
            values.put(link, new Held(found.value(), found.uses() - 1));
        } else {
            values.remove(link);
            held--;
            letters -= found.value().length();
            if (values.isEmpty()) {
                sessions.remove(session);
            }
        }
        return Optional.of(found.value());
    }
}
