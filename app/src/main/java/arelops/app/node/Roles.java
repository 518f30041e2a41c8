package arelops.app.node;

import arelops.app.deploy.Standing;
import arelops.app.deploy.Users;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// What each process may do to the world, told to it while it runs (PAS-3): a process cannot be given another
/// `$ARELOPS_ROLE`, so the file that `$ARELOPS_ROLE_FILE` names says what is true now.
final class Roles {
    private Roles() {}

    /// Who serves users is active, wherever it was started; who serves none of its own any more stands by.
    static void tell(Collection<SlotKeeper> keepers) {
        Set<Deployed> serving = new HashSet<>();
        for (SlotKeeper keeper : keepers) {
            keeper.away(keepers).flatMap(Addresses.Away::deployed).ifPresent(serving::add);
        }
        for (SlotKeeper keeper : keepers) {
            boolean empty = keeper.plan().users() instanceof Users.Elsewhere away && away.percent() == 100;
            for (Deployed each : keeper.deployed()) {
                Standing started = each.spec().launch().standing();
                Standing now = serving.contains(each) ? Standing.ACTIVE : empty ? Standing.STANDBY : started;
                each.instances().forEach(instance -> instance.folder().tell(now));
            }
        }
    }
}
