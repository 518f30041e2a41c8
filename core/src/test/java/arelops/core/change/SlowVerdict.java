package arelops.core.change;

import arelops.core.change.ApprovingExplorationTest.Asked;
import arelops.core.change.ApprovingExplorationTest.Part;
import arelops.core.change.ApprovingExplorationTest.Someone;
import arelops.core.change.ApprovingExplorationTest.Stance;
import arelops.core.release.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which gates are shut in a small world, found by trying every set of approvers. The first person
/// owns all code.
record SlowVerdict(List<Someone> world, Asked asked) {
    private static final Set<Role> REVIEWERS = Set.of(Role.REVIEWER, Role.OPERATOR, Role.ADMIN);

    private int others() {
        return (int) world.stream()
                .filter(one -> one.part() == Part.NONE || one.part() == Part.BOT)
                .count();
    }

    /// Whether nobody is left in a small team.
    boolean isAlone() {
        return asked.small() && others() == 0;
    }

    Set<String> shut(boolean late) {
        Set<String> shut = new HashSet<>();
        boolean alone = isAlone();
        int needed = asked.small() ? Math.min(Math.min(asked.needed(), 2), others()) : asked.needed();
        boolean waits = alone && asked.needed() > 0;
        if (waits ? !late : !someSet(needed)) {
            shut.add("approval");
        }
        if (!alone && !owner()) {
            shut.add("code owners");
        }
        if (!alone && !admin()) {
            shut.add("policy change");
        }
        if (world.stream().anyMatch(SlowVerdict::objects)) {
            shut.add("changes requested");
        }
        return shut;
    }

    /// Whether there is a set of so many people of whom each approves.
    private boolean someSet(int size) {
        for (int set = 0; set < 1 << world.size(); set++) {
            boolean all = Integer.bitCount(set) == size;
            for (int i = 0; i < world.size(); i++) {
                all &= ((set >> i) & 1) == 0 || counts(i);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private boolean counts(int person) {
        return approves(world.get(person)) && free(world.get(person)) && (person == 0 || !asked.named());
    }

    private static boolean approves(Someone one) {
        return one.stance() == Stance.THIS_HEAD || one.stance() == Stance.SAME_PATCH;
    }

    private static boolean free(Someone one) {
        return one.part() == Part.NONE && one.role().filter(REVIEWERS::contains).isPresent();
    }

    private boolean owner() {
        return free(world.getFirst()) ? approves(world.getFirst()) : someSet(1);
    }

    private boolean admin() {
        return world.stream()
                .filter(one -> one.role().filter(Role.ADMIN::equals).isPresent())
                .filter(one -> one.part() == Part.NONE || (asked.small() && one.part() != Part.BOT))
                .anyMatch(SlowVerdict::approves);
    }

    private static boolean objects(Someone one) {
        boolean asks = one.stance() == Stance.ASKS || one.stance() == Stance.APPROVED_THEN_ASKS;
        return asks
                && one.part() != Part.BOT
                && one.role().filter(REVIEWERS::contains).isPresent();
    }
}
