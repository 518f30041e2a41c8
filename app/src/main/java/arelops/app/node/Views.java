package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Usage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What a node tells of its slots: what runs there and where it is asked, what it used, and what it printed.
final class Views {
    private final Site site;
    private final Listeners listeners;
    private final Mirrors mirrors;

    Views(Site site, Listeners listeners, Mirrors mirrors) {
        this.site = site;
        this.listeners = listeners;
        this.mirrors = mirrors;
    }

    Observation observe(SlotKeeper keeper) {
        SlotBook.Plan plan = keeper.plan();
        return new Observation(
                plan.highest(),
                plan.route(),
                plan.watching(),
                mirrors.count(keeper),
                new Observation.Address(
                        keeper.byPort(), byName(sharedHost(keeper)), listeners.trouble(keeper), plan.users()),
                keeper.deployed().stream().map(each -> observe(keeper, each)).toList());
    }

    private Observation.Deployment observe(SlotKeeper keeper, Deployed deployed) {
        List<Observation.Instance> instances =
                deployed.instances().stream().map(Views::observe).toList();
        return new Observation.Deployment(
                deployed.spec(),
                byName(Router.host(keeper.slot(), deployed.id())),
                deployed.stopping(),
                deployed.since(),
                instances);
    }

    private static Observation.Instance observe(Instance instance) {
        InstanceRecord record = instance.record();
        return new Observation.Instance(
                record.number(),
                record.process().pid(),
                URI.create("http://127.0.0.1:" + record.port()),
                record.condition().since(),
                record.state(),
                record.failures(),
                record.condition().failed());
    }

    private String sharedHost(SlotKeeper keeper) {
        return Router.alias(keeper.slot())
                .filter(alias -> listeners.router().is(alias, keeper))
                .orElseGet(() -> Router.host(keeper.slot()));
    }

    private URI byName(String host) {
        return URI.create("http://" + host + ":" + listeners.routerPort());
    }

    /// What a deployment has used; empty where it does not run here.
    Optional<Usage> usage(SlotKeeper keeper, DeploymentId deployment) {
        return keeper.find(deployment).map(deployed -> new Meter(site.processes()).of(deployed));
    }

    /// What an instance printed, its secrets masked.
    LogPart logs(SlotKeeper keeper, LogQuery query) throws IOException {
        InstanceFolder output = new InstanceFolder(
                site.folder().deployment(keeper.slot(), query.deployment()).resolve(Integer.toString(query.instance())),
                site.settings().logs());
        LogPart part = output.read(query.from());
        List<String> secrets = keeper.find(query.deployment())
                .map(deployed -> deployed.spec().launch().secrets())
                .orElse(List.of());
        return new LogPart(part.from(), site.secrets().mask(part.text(), secrets), part.next());
    }
}
