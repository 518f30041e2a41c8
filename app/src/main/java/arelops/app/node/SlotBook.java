package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.app.fault.Fault;
import arelops.core.id.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a slot was told and what it has, on disk first and in memory second.
///
/// Read by anybody at any time; written under the lock of the slot's keeper only.
final class SlotBook {
    private static final Logger LOG = LoggerFactory.getLogger(SlotBook.class);

    private final Slot slot;
    private final int port;
    private final DataFolder folder;
    private volatile Plan plan;
    private volatile List<Deployed> deployed;
    private volatile Traffic traffic;

    /// What the last commands asked for.
    record Plan(Token highest, Route route, Watching watching, Users users) {}

    SlotBook(SlotState state, DataFolder folder, List<Deployed> deployed) {
        this.slot = state.slot();
        this.port = state.port();
        this.folder = folder;
        this.plan = new Plan(state.highest(), state.route(), state.watching(), state.users());
        this.deployed = List.copyOf(deployed);
        this.traffic = Traffic.of(plan.route(), this.deployed);
    }

    /// The state of a slot that nobody ever asked for.
    static SlotState fresh(Slot slot, int port) {
        return new SlotState(
                slot,
                port,
                Token.NONE,
                new Route.Closed("Nothing was deployed to " + slot + " yet."),
                Watching.USUAL,
                Users.HERE,
                List.of());
    }

    int port() {
        return port;
    }

    Plan plan() {
        return plan;
    }

    List<Deployed> deployed() {
        return deployed;
    }

    Traffic traffic() {
        return traffic;
    }

    Optional<Deployed> find(DeploymentId id) {
        return deployed.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    void follow(Plan next) {
        save(next, deployed);
        plan = next;
        traffic = Traffic.of(next.route(), deployed);
    }

    void add(Deployed fresh) {
        List<Deployed> all = new ArrayList<>(deployed);
        all.add(fresh);
        save(plan, all);
        deployed = List.copyOf(all);
    }

    /// A restarted node would find out by itself that it has ended.
    void remove(Deployed ended) {
        deployed = deployed.stream().filter(each -> each != ended).toList();
        try {
            write();
        } catch (Fault e) {
            LOG.warn("{} A later save holds it too.", e.getMessage());
        }
    }

    /// Writes down what changed in its deployments.
    void write() {
        save(plan, deployed);
    }

    private void save(Plan newPlan, List<Deployed> newDeployed) {
        folder.save(new SlotState(
                slot,
                port,
                newPlan.highest(),
                newPlan.route(),
                newPlan.watching(),
                newPlan.users(),
                newDeployed.stream().map(Deployed::record).toList()));
    }
}
