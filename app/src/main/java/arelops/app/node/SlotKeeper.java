package arelops.app.node;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Route;
import arelops.app.deploy.Slot;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.app.fault.Fault;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one slot: checks and performs every command under the slot's lock, on disk first and in the world second.
final class SlotKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SlotKeeper.class);
    private static final long LOCK_SECONDS = 10;

    private final Slot slot;
    private final int port;
    private final Site site;
    private final Runnable changed;
    private final Metering metering;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Plan plan;
    private volatile List<Deployed> deployed = List.of();
    private volatile Traffic traffic;

    /// What the last commands asked for.
    record Plan(Token highest, Route route, Watching watching) {}

    /// Takes a slot up from its state; `changed` is told when the slot's addresses changed.
    SlotKeeper(SlotState state, Site site, Metering metering, Runnable changed) {
        this.slot = state.slot();
        this.port = state.port();
        this.site = site;
        this.changed = changed;
        this.metering = metering;
        this.plan = new Plan(state.highest(), state.route(), state.watching());
        List<Deployed> all = new ArrayList<>();
        for (SlotState.DeploymentRecord record : state.deployments()) {
            all.add(restore(record));
        }
        this.deployed = List.copyOf(all);
        this.traffic = Traffic.of(plan.route(), deployed);
    }

    static SlotState fresh(Slot slot, int port) {
        return new SlotState(
                slot,
                port,
                Token.NONE,
                new Route.Closed("Nothing was deployed to " + slot + " yet."),
                Watching.USUAL,
                List.of());
    }

    private Deployed restore(SlotState.DeploymentRecord record) {
        List<Instance> instances = new ArrayList<>();
        for (InstanceRecord instance : record.instances()) {
            site.instancePorts().reserve(instance.port());
            instances.add(instance(record.spec(), instance));
        }
        return new Deployed(record.spec(), record.since(), instances, record.stopping());
    }

    private Instance instance(DeploymentSpec spec, InstanceRecord record) {
        InstanceFolder folder = new InstanceFolder(
                site.folder().deployment(slot, spec.id()).resolve(Integer.toString(record.number())), site.logs());
        return new Instance(record, new Spawn(slot, byPort(), spec, folder), site, this::instanceEnded);
    }

    /// Finds the processes that an earlier node started, and goes on with what it had begun.
    void recover() {
        lock.lock();
        try {
            for (Deployed each : deployed) {
                each.instances().forEach(Instance::recover);
            }
            save(plan, deployed);
        } finally {
            lock.unlock();
        }
        deployed.stream().filter(Deployed::stopping).forEach(this::finishInBackground);
    }

    Slot slot() {
        return slot;
    }

    int port() {
        return port;
    }

    URI byPort() {
        return URI.create("http://127.0.0.1:" + port);
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

    Metering metering() {
        return metering;
    }

    Optional<Deployed> find(DeploymentId id) {
        return deployed.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    Answer start(Token token, Instant expires, DeploymentSpec spec) {
        return commanded(token, expires, () -> start(spec));
    }

    private Answer start(DeploymentSpec spec) {
        Optional<Deployed> there = find(spec.id());
        if (there.isPresent()) {
            return there.get().spec().equals(spec)
                    ? new Answer.Done(false)
                    : new Answer.Refused("Deployment " + spec.id() + " of " + slot + " exists with other contents.");
        }
        Instant now = site.clock().instant();
        List<Instance> instances = new ArrayList<>();
        for (int number = 0; number < spec.size().instances(); number++) {
            String id = site.folder().nodeId() + "/" + slot + "/" + spec.id() + "/" + number;
            instances.add(instance(
                    spec,
                    new InstanceRecord(
                            number,
                            id,
                            site.instancePorts().take(),
                            site.processes().bootId(),
                            0,
                            0,
                            now,
                            new InstanceState.Starting())));
        }
        Deployed fresh = new Deployed(spec, now, instances, false);
        List<Deployed> all = new ArrayList<>(deployed);
        all.add(fresh);
        try {
            save(plan, all);
        } catch (Fault e) {
            instances.forEach(instance -> site.instancePorts().release(instance.port()));
            throw e;
        }
        deployed = List.copyOf(all);
        instances.forEach(Instance::launch);
        save(plan, deployed);
        changed.run();
        LOG.info("{}: deployment {} started with {} instance(s)", slot, spec.id(), instances.size());
        return new Answer.Done(true);
    }

    Answer route(Token token, Instant expires, Route route, Watching watching) {
        return commanded(token, expires, () -> route(route, watching));
    }

    private Answer route(Route route, Watching watching) {
        if (plan.route().equals(route) && plan.watching().equals(watching)) {
            return new Answer.Done(false);
        }
        switch (route) {
            case Route.Closed closed -> {}
            case Route.Serving(List<Route.Share> shares) -> {
                for (Route.Share share : shares) {
                    Optional<Deployed> there = find(share.deployment());
                    if (there.isEmpty() || there.get().stopping()) {
                        return new Answer.Refused("There is no deployment " + share.deployment() + " in " + slot
                                + (there.isEmpty() ? "." : " any more: it is being stopped."));
                    }
                }
            }
        }
        Plan next = new Plan(plan.highest(), route, watching);
        save(next, deployed);
        plan = next;
        traffic = Traffic.of(route, deployed);
        metering.routeChanged(watching.window());
        LOG.info("{}: route is {}", slot, route);
        return new Answer.Done(true);
    }

    Answer stop(Token token, Instant expires, DeploymentId id) {
        return commanded(token, expires, () -> stop(id));
    }

    private Answer stop(DeploymentId id) {
        Optional<Deployed> there = find(id);
        if (there.isEmpty() || there.get().stopping()) {
            return new Answer.Done(false);
        }
        if (traffic.branches().stream()
                .anyMatch(branch -> branch.deployed().id().equals(id))) {
            return new Answer.Refused(
                    "Deployment " + id + " serves the address of " + slot + "; route to another one first.");
        }
        stopNow(there.get());
        return new Answer.Done(true);
    }

    private void stopNow(Deployed ending) {
        ending.markStopping();
        save(plan, deployed);
        finishInBackground(ending);
    }

    /// Closes the address and ends all deployments; for the person who takes the whole node down.
    void stopAll() {
        lock.lock();
        try {
            Plan next = new Plan(
                    plan.highest(), new Route.Closed("The node was stopped together with its apps."), plan.watching());
            save(next, deployed);
            plan = next;
            traffic = Traffic.of(next.route(), deployed);
            deployed.stream().filter(each -> !each.stopping()).forEach(this::stopNow);
        } finally {
            lock.unlock();
        }
    }

    private Answer commanded(Token token, Instant expires, Supplier<Answer> perform) {
        try {
            if (!lock.tryLock(LOCK_SECONDS, TimeUnit.SECONDS)) {
                return new Answer.Unknown("Another command to " + slot + " has not ended for " + LOCK_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown("The node is stopping.");
        }
        try {
            if (site.clock().instant().isAfter(expires)) {
                return new Answer.Unknown("The command reached " + slot + " too late and was not performed.");
            }
            if (token.compareTo(plan.highest()) < 0) {
                LOG.info("{}: token {} refused, {} is the highest", slot, token, plan.highest());
                return new Answer.Fenced(plan.highest());
            }
            if (token.compareTo(plan.highest()) > 0) {
                Plan raised = new Plan(token, plan.route(), plan.watching());
                save(raised, deployed);
                plan = raised;
            }
            return perform.get();
        } finally {
            lock.unlock();
        }
    }

    private void finishInBackground(Deployed ending) {
        Thread.ofVirtual().name("stop-" + slot + "-" + ending.id()).start(() -> {
            List<Thread> stops = new ArrayList<>();
            for (Instance instance : ending.instances()) {
                stops.add(Thread.startVirtualThread(
                        () -> instance.stop(ending.spec().stopping())));
            }
            try {
                for (Thread stop : stops) {
                    stop.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            remove(ending);
        });
    }

    private void remove(Deployed ended) {
        lock.lock();
        try {
            deployed = deployed.stream().filter(each -> each != ended).toList();
            saveIfPossible();
        } finally {
            lock.unlock();
        }
        Leftovers.clear(site.folder().deployment(slot, ended.id()));
        changed.run();
        LOG.info("{}: deployment {} stopped", slot, ended.id());
    }

    private void instanceEnded() {
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        lock.lock();
        try {
            saveIfPossible();
        } finally {
            lock.unlock();
        }
    }

    /// For news that a restarted node would find out by itself.
    private void saveIfPossible() {
        try {
            save(plan, deployed);
        } catch (Fault e) {
            LOG.warn("{} A later save holds it too.", e.getMessage());
        }
    }

    private void save(Plan newPlan, List<Deployed> newDeployed) {
        site.folder()
                .save(new SlotState(
                        slot,
                        port,
                        newPlan.highest(),
                        newPlan.route(),
                        newPlan.watching(),
                        newDeployed.stream().map(Deployed::record).toList()));
    }

    /// Stops watching; the processes go on.
    void forget() {
        deployed.forEach(each -> each.instances().forEach(Instance::forget));
    }
}
