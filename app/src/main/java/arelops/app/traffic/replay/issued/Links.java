package arelops.app.traffic.replay.issued;

import arelops.core.traffic.HttpMessage;
import java.util.List;
import java.util.Map;

/// Which values of which requests an earlier answer of their session had issued. Exchanges are told
/// by their numbers in the recording, from 0. Where a recording is sent again and again the numbers go
/// on, and the links are those of its first time.
public final class Links {
    /// None.
    public static final Links NONE = new Links(Map.of(), Map.of(), Long.MAX_VALUE);

    private final Map<Long, List<Use>> uses;
    private final Map<Long, List<Want>> wants;
    private final long length;

    /// A value of a request that was issued before.
    ///
    /// @param spot which of the request's values it is
    /// @param link the same for all uses of one issued value
    record Use(int spot, long link) {}

    /// A value of an answer that is needed later.
    ///
    /// @param uses how often
    record Want(long link, AnswerPlace place, int uses) {}

    /// @param length how many exchanges there are; after them the same ones come again, in sessions of their own
    Links(Map<Long, List<Use>> uses, Map<Long, List<Want>> wants, long length) {
        this.uses = uses;
        this.wants = wants;
        this.length = Math.max(1, length);
    }

    /// How many values are to be substituted in one replay.
    public long size() {
        return uses.values().stream().mapToLong(List::size).sum();
    }

    /// Those of an exchange.
    ///
    /// @param request as it will be sent but for the values: the recorded one, or a copy's, which
    /// has as many values
    public Ties of(long exchange, HttpMessage request) {
        long number = exchange % length;
        List<Want> wanted = wants.getOrDefault(number, List.of());
        List<Use> used = uses.getOrDefault(number, List.of());
        if (wanted.isEmpty() && used.isEmpty()) {
            return Ties.NONE;
        }
        List<Spot> spots = used.isEmpty() ? List.of() : RequestSpots.of(request);
        List<Ties.Gap> gaps = used.stream()
                .filter(use -> use.spot() < spots.size())
                .map(use -> new Ties.Gap(spots.get(use.spot()), use.link()))
                .toList();
        return new Ties(request, gaps, wanted);
    }
}
