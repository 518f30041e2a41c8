package arelops.core.queue;

import arelops.core.id.CommitId;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Compares what a trial was tested on with what has landed and with who still waits.
final class Fitting {
    private final Lineup lineup;
    private final Map<CommitId, Integer> depths;
    private final CommitId tip;
    private final boolean exact;

    /// @param exact whether only the tested commit itself may land: without modules nothing is independent
    Fitting(Lineup lineup, TrunkLog trunk, boolean exact) {
        this.lineup = lineup;
        this.depths = trunk.depths();
        this.tip = trunk.tip();
        this.exact = exact;
    }

    Fit fit(int row, Trial trial) {
        Candidate candidate = trial.candidate();
        Optional<Integer> base = Optional.ofNullable(depths.get(candidate.base()));
        if (base.isEmpty()) {
            String because = candidate.base().brief() + " is not on trunk any more";
            return never(row, trial, because, OptionalInt.empty(), Fit.Blame.NEVER);
        }
        boolean landed = candidate.on().stream()
                .filter(member -> !trial.passed() || meets(row, member))
                .allMatch(member -> landedSince(member, base.get()));
        OptionalInt ground = landed ? OptionalInt.of(base.get() + candidate.on().size()) : OptionalInt.empty();
        Fit.Blame blame = blame(row, candidate, base.get(), landed);
        BitSet awaits = new BitSet();
        Optional<String> never = outdated(row, candidate, base.get())
                .or(() -> gone(row, candidate, base.get(), awaits))
                .or(() -> elsewhere(trial, awaits));
        if (never.isPresent()) {
            return never(row, trial, never.get(), ground, blame);
        }
        return new Fit(row, trial, Optional.empty(), awaits, ground, blame);
    }

    private static Fit never(int row, Trial trial, String because, OptionalInt ground, Fit.Blame blame) {
        return new Fit(row, trial, Optional.of(because), new BitSet(), ground, blame);
    }

    /// A member that the change depends on, and that cannot land before it any more; adds those that can to `awaits`.
    private Optional<String> gone(int row, Candidate candidate, int base, BitSet awaits) {
        for (ChangeHead member : candidate.on()) {
            if (!landedSince(member, base)) {
                Optional<Integer> other = lineup.find(member);
                if (other.isEmpty()) {
                    return Optional.of("it is tested on " + member + ", which has left the queue");
                }
                if (lineup.depends(row, other.get())) {
                    if (other.get() > row) {
                        return Optional.of("it is tested on " + member + ", which waits behind it now");
                    }
                    awaits.set(other.get());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> elsewhere(Trial trial, BitSet awaits) {
        return exact && awaits.isEmpty() && !trial.onto().equals(tip)
                ? Optional.of("trunk is at " + tip.brief() + ", and it is tested on "
                        + trial.onto().brief())
                : Optional.empty();
    }

    private boolean landedSince(ChangeHead member, int base) {
        return lineup.findLanding(member).filter(at -> at >= base).isPresent();
    }

    /// What landed since the base, that the change depends on, and that the candidate is tested without or in
    /// another order.
    private Optional<String> outdated(int row, Candidate candidate, int base) {
        List<ChangeHead> on = candidate.on();
        for (int at = base; at < lineup.landings().size(); at++) {
            if (lineup.meets(row, at)) {
                switch (lineup.landings().get(at)) {
                    case Landing.ByHand(CommitId commit) -> {
                        return Optional.of(commit.brief() + " came to trunk, not by the queue");
                    }
                    case Landing.OfQueue landed -> {
                        if (!on.contains(landed.change())) {
                            return Optional.of(landed.change() + " landed, and it is tested without");
                        }
                    }
                }
            }
        }
        return disordered(on.stream().filter(member -> meets(row, member)).toList(), base);
    }

    /// Whether the row depends on a member. Of one that left nobody knows any more.
    private boolean meets(int row, ChangeHead member) {
        return lineup.findLanding(member)
                .map(at -> lineup.meets(row, at))
                .or(() -> lineup.find(member).map(other -> lineup.depends(row, other)))
                .orElse(true);
    }

    /// Two members that depend on one another must land in the order in which they are merged here.
    private Optional<String> disordered(List<ChangeHead> on, int base) {
        for (int later = 1; later < on.size(); later++) {
            Optional<Integer> second = lineup.findLanding(on.get(later)).filter(at -> at >= base);
            for (int earlier = 0; second.isPresent() && earlier < later; earlier++) {
                Optional<Integer> first = lineup.findLanding(on.get(earlier)).filter(at -> at >= base);
                boolean behind = first.isPresent()
                        ? first.get() > second.get() && lineup.landingsMeet(first.get(), second.get())
                        : lineup.find(on.get(earlier))
                                .filter(row -> lineup.meets(row, second.get()))
                                .isPresent();
                if (behind) {
                    return Optional.of(on.get(later) + " landed before " + on.get(earlier));
                }
            }
        }
        return Optional.empty();
    }

    /// A failure counts only if all that the candidate is tested on landed in this order, and nothing else came before
    /// its change, nor before what it is tested on. What overtook the change from behind does not excuse it.
    private Fit.Blame blame(int row, Candidate candidate, int base, boolean landed) {
        Set<Integer> members = new HashSet<>();
        candidate.on().forEach(member -> lineup.findLanding(member).ifPresent(members::add));
        for (int at = base; at < lineup.landings().size(); at++) {
            if (!members.contains(at) && (excuses(row, at) || carries(members, at))) {
                return Fit.Blame.NEVER;
            }
        }
        return disordered(candidate.on(), base).isPresent()
                ? Fit.Blame.NEVER
                : landed ? Fit.Blame.NOW : Fit.Blame.LATER;
    }

    private boolean excuses(int row, int landing) {
        return lineup.meets(row, landing)
                && switch (lineup.landings().get(landing)) {
                    case Landing.ByHand by -> true;
                    case Landing.OfQueue of -> of.place().before(lineup.row(row).place());
                };
    }

    /// Whether a later landing, that the candidate is tested on, depends on this one.
    private boolean carries(Set<Integer> members, int landing) {
        return members.stream().anyMatch(member -> member > landing && lineup.landingsMeet(member, landing));
    }
}
