package arelops.core.change;

import static arelops.core.change.Following.unless;

import arelops.core.evidence.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that happened to one change, oldest first, and what it adds up to.
public record ChangeHistory(List<ChangeEntry> entries, ChangeState state) {
    /// Beyond this many entries a change takes no comment: it is read whole at each look.
    public static final int LONG = 2_000;

    public ChangeHistory {
        entries = List.copyOf(entries);
    }

    /// The history that these lines hold.
    ///
    /// @throws IllegalArgumentException when they are not what this program writes, or do not follow from one
    ///     another
    public static ChangeHistory parse(List<String> lines) {
        List<ChangeEntry> entries = lines.stream().map(ChangeEntry::parse).toList();
        unless(!entries.isEmpty(), "a change has at least one entry");
        Optional<ChangeState> state = Optional.empty();
        Optional<ChangeEntry> last = Optional.empty();
        for (ChangeEntry entry : entries) {
            unless(
                    entry.seq() == last.map(ChangeEntry::seq).orElse(0) + 1,
                    "entry " + entry.seq() + " is out of order");
            unless(
                    entry.previous().equals(last.map(ChangeEntry::digest)),
                    "entry " + entry.seq() + " does not name the one before it");
            state = Optional.of(Following.after(state, entry));
            last = Optional.of(entry);
        }
        return new ChangeHistory(entries, state.orElseThrow());
    }

    /// A new change.
    public static ChangeHistory open(ChangeEvent.Opened event, Actor by, String because, Instant now) {
        ChangeEntry entry = ChangeEntry.seal(event, by, because, Optional.empty(), now);
        return new ChangeHistory(List.of(entry), Following.after(Optional.empty(), entry));
    }

    /// This history, and one more event.
    ///
    /// @throws arelops.core.evidence.IllegalTransition where the event cannot follow
    public ChangeHistory with(ChangeEvent event, Actor by, String because, Instant now) {
        ChangeEntry entry = ChangeEntry.seal(event, by, because, Optional.of(entries.getLast()), now);
        List<ChangeEntry> longer = new ArrayList<>(entries);
        longer.add(entry);
        return new ChangeHistory(longer, Following.after(Optional.of(state), entry));
    }

    /// The lines that hold it.
    public List<String> lines() {
        return entries.stream().map(ChangeEntry::canonical).toList();
    }
}
