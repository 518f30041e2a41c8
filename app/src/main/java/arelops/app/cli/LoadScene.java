package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.PolicyFile;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.traffic.load.Bystanders;
import arelops.app.traffic.load.LoadOrder;
import arelops.app.traffic.replay.Target;
import arelops.app.up.Installation;
import arelops.app.up.Neighbours;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a load test by hand goes, and what is seen there. Of an address nobody knows more than that.
record LoadScene(LoadOrder.Asked asked, LoadOrder.Watched watched, Bystanders field) {
    /// An environment by its name, or an address.
    static LoadScene of(Session session, Surroundings world, Common common, String to) {
        Target target = ReplayTargets.named(session, to);
        if (to.contains("://")) {
            return new LoadScene(LoadOrder.Asked.at(target), LoadOrder.Watched.NOTHING, Bystanders.NOBODY);
        }
        Slot slot = slot(session, common, to);
        Installation installation = session.installation();
        DeployTarget node = new NodeTarget(installation.node(), world.clock());
        return new LoadScene(
                new LoadOrder.Asked(List.of(target), serving(node, slot), Optional.empty()),
                LoadOrder.Watched.of(
                        slot,
                        ConfigFile.of(session.repository(), PolicyFile.NAME).rules()),
                Bystanders.of(node, Neighbours.alerts(installation)));
    }

    private static Slot slot(Session session, Common common, String to) {
        Doc status = session.client().get("status");
        EnvironmentName name = TestName.of(to)
                .map(TestName::environment)
                .orElseGet(() -> new EnvironmentName(to.toLowerCase(Locale.ROOT)));
        return status.list("apps").stream()
                .map(app -> new Slot(new AppName(app.text("name")), name))
                .filter(slot -> common.app().isEmpty() || slot.app().text().equals(common.app()))
                .findFirst()
                .orElseThrow();
    }

    /// All that has a share of the requests there.
    private static List<DeploymentId> serving(DeployTarget node, Slot slot) {
        return node.observe(slot) instanceof Reply.Known<Observation>(Observation seen)
                        && seen.route() instanceof Route.Serving(List<Route.Share> shares)
                ? shares.stream().map(Route.Share::deployment).toList()
                : List.of();
    }
}
