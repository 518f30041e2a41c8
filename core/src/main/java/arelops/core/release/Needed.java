package arelops.core.release;

import arelops.core.evidence.Guard;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.Digest;
import arelops.core.id.Release;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which artifacts must be kept (PRO-3).
public final class Needed {
    private static final int SETTLED = 10;
    private static final int BUILT = 5;

    private Needed() {}

    /// Those named by a tag, an open intent, an owed return, the newest settled of each slot, what is warm, and the
    /// newest builds, which the line may still take.
    public static Set<Digest> artifacts(LedgerState ledger) {
        Set<Digest> needed = new HashSet<>();
        ledger.slots().values().forEach(slot -> ofSlot(slot).forEach(release -> needed.add(release.artifact())));
        ledger.builds()
                .values()
                .forEach(builds -> last(builds.releases(), BUILT).forEach(release -> needed.add(release.artifact())));
        return needed;
    }

    private static Set<Release> ofSlot(SlotState slot) {
        Set<Release> releases = new HashSet<>(last(slot.standing().settled(), SETTLED));
        slot.release().ifPresent(releases::add);
        slot.intent().flatMap(SlotState.OpenIntent::to).ifPresent(releases::add);
        slot.attempt().ifPresent(attempt -> releases.add(attempt.release()));
        slot.guard().owed().flatMap(Guard.Owed::to).ifPresent(releases::add);
        slot.standing().requests().promote().ifPresent(releases::add);
        slot.tokens().past().forEach(past -> releases.add(past.release()));
        return releases;
    }

    private static List<Release> last(List<Release> releases, int count) {
        return releases.subList(Math.max(0, releases.size() - count), releases.size());
    }
}
