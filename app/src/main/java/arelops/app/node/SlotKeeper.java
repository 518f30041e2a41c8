package arelops.app.node;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.app.fault.Fault;
import arelops.core.id.Slot;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one slot: checks and performs every command under the slot's lock, on disk first and in the
/// world second.
final class SlotKeeper {
    private static final String COMING_BACK = "the app was started again together with the node";

    private static final Logger LOG = LoggerFactory.getLogger(SlotKeeper.class);
    private static final long LOCK_SECONDS = 10;

    private final Slot slot;
    private final Site site;
    private final Runnable changed;
    private final Metering metering;
    private final ReentrantLock lock = new ReentrantLock();
    private final SlotBook book;
    private boolean forgotten;
    private boolean halting;

    /// Takes a slot up from its state; `changed` is told when the slot's addresses, or what it wants copies of,
    /// changed.
    SlotKeeper(SlotState state, Site site, Metering metering, Runnable changed) {
        this.slot = state.slot();
        this.site = site;
        this.changed = changed;
        this.metering = metering;
        this.book = new SlotBook(
                state,
                site.folder(),
                state.deployments().stream()
                        .map(record -> restore(record, state.port()))
                        .toList());
    }

    private Deployed restore(SlotState.DeploymentRecord record, int port) {
        List<Instance> instances = new ArrayList<>();
        for (InstanceRecord instance : record.instances()) {
            site.instancePorts().reserve(instance.port());
            instances.add(instance(record.spec(), instance, port));
        }
        return new Deployed(record.spec(), record.since(), instances, record.stopping());
    }

    private Instance instance(DeploymentSpec spec, InstanceRecord record, int port) {
        InstanceFolder folder = new InstanceFolder(
                site.folder().deployment(slot, spec.id()).resolve(Integer.toString(record.number())),
                site.settings().logs());
        return new Instance(record, new Spawn(slot, address(port), spec, folder), site, this::write);
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Finds the processes that an earlier node started, and goes on with what it had begun.
    void recover() {
        lock.lock();
        try {
            for (Deployed each : book.deployed()) {
                each.instances().forEach(Instance::recover);
            }
            book.write();
        } finally {
            lock.unlock();
        }
        for (Deployed each : book.deployed()) {
            if (each.stopping()) {
                finishInBackground(each);
            } else {
                each.instances().forEach(Instance::keepUp);
            }
        }
    }

    Slot slot() {
        return slot;
    }

    int port() {
        return book.port();
    }

    URI byPort() {
        return address(book.port());
    }

    SlotBook.Plan plan() {
        return book.plan();
    }

    List<Deployed> deployed() {
        return book.deployed();
    }

    Traffic traffic() {
        return book.traffic();
    }

    Metering metering() {
        return metering;
    }

    Optional<Deployed> find(DeploymentId id) {
        return book.find(id);
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
        try {
            for (int number = 0; number < spec.size().instances(); number++) {
                String id = site.folder().nodeId() + "/" + slot + "/" + spec.id() + "/" + number;
                int port = site.instancePorts().take();
                instances.add(instance(
                        spec,
                        InstanceRecord.fresh(number, id, port, site.processes().bootId(), now),
                        book.port()));
            }
            book.add(new Deployed(spec, now, instances, false));
        } catch (Fault e) {
            instances.forEach(instance -> site.instancePorts().release(instance.port()));
            throw e;
        }
        instances.forEach(Instance::keepUp);
        changed.run();
        LOG.info("{}: deployment {} started with {} instance(s)", slot, spec.id(), instances.size());
        return new Answer.Done(true);
    }

    Answer route(Token token, Instant expires, Route route, Watching watching) {
        return commanded(token, expires, () -> route(route, watching));
    }

    private Answer route(Route route, Watching watching) {
        if (plan().route().equals(route) && plan().watching().equals(watching)) {
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
        boolean sameRoute = plan().route().equals(route);
        book.follow(new SlotBook.Plan(plan().highest(), route, watching, plan().users()));
        metering.changed(watching.window(), sameRoute ? "other rules of measuring hold" : "the route changed");
        changed.run();
        LOG.info("{}: route is {}", slot, route);
        return new Answer.Done(true);
    }

    /// Where the users are sent must be there: that is the node's to know.
    Answer redirect(Token token, Instant expires, Users users) {
        return commanded(token, expires, () -> {
            SlotBook.Plan now = plan();
            if (now.users().equals(users)) {
                return new Answer.Done(false);
            }
            book.follow(new SlotBook.Plan(now.highest(), now.route(), now.watching(), users));
            metering.changed(now.watching().window(), "users are sent elsewhere, or come back");
            changed.run();
            LOG.info("{}: users are served {}", slot, users);
            return new Answer.Done(true);
        });
    }

    /// Where the users are served who are sent elsewhere, among these.
    Optional<Addresses.Away> away(Collection<SlotKeeper> keepers) {
        return plan().users() instanceof Users.Elsewhere to
                ? Optional.of(new Addresses.Away(
                        to,
                        keepers.stream()
                                .filter(other -> other.slot().equals(new Slot(slot.app(), to.environment())))
                                .flatMap(other -> other.find(to.deployment()).stream())
                                .findFirst()))
                : Optional.empty();
    }

    Answer stop(Token token, Instant expires, DeploymentId id) {
        return commanded(token, expires, () -> stop(id));
    }

    private Answer stop(DeploymentId id) {
        Optional<Deployed> there = find(id);
        if (there.isEmpty() || there.get().stopping()) {
            return new Answer.Done(false);
        }
        if (traffic().branches().stream()
                .anyMatch(branch -> branch.deployed().id().equals(id))) {
            return new Answer.Refused(
                    "Deployment " + id + " serves the address of " + slot + "; route to another one first.");
        }
        stopNow(there.get());
        return new Answer.Done(true);
    }

    /// Whether nothing runs here and nothing is to: then it is left alone from now on.
    Answer retire(Token token, Instant expires) {
        return commanded(token, expires, () -> {
            if (!deployed().isEmpty()) {
                return new Answer.Refused(
                        "Deployment " + deployed().getFirst().id() + " of " + slot + " has not ended.");
            }
            Route closed = new Route.Closed(slot + " is not there any more.");
            book.follow(new SlotBook.Plan(plan().highest(), closed, plan().watching(), Users.HERE));
            halting = true; // whoever holds it still gets no command in
            return new Answer.Done(true);
        });
    }

    private void stopNow(Deployed ending) {
        ending.markStopping();
        book.write();
        finishInBackground(ending);
    }

    /// Ends all processes and performs no command any more; what is wanted stays written for the next node.
    ///
    /// Returns the instances that did not end.
    List<String> halt() {
        lock.lock();
        try {
            halting = true;
        } finally {
            lock.unlock();
        }
        Queue<String> left = new ConcurrentLinkedQueue<>();
        List<Thread> ends = new ArrayList<>();
        for (Deployed each : deployed()) {
            for (Instance instance : each.instances()) {
                ends.add(Thread.startVirtualThread(() -> {
                    if (!instance.park(each.spec().stopping())) {
                        left.add(instance.record().id());
                    }
                }));
            }
        }
        join(ends);
        return List.copyOf(left);
    }

    /// Counts what was asked of apps that are just coming back with the node against nobody, neither
    /// in the window that ends now nor in the one that begins: in that one they may have been asked
    /// before they were back.
    void tick() {
        boolean comingBack = traffic().branches().stream()
                .anyMatch(branch -> branch.deployed().instances().stream().anyMatch(Instance::comingBack));
        if (comingBack) {
            metering.spoil(COMING_BACK);
        }
        metering.tick();
        if (comingBack) {
            metering.spoil(COMING_BACK);
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
            if (halting) {
                return new Answer.Unknown("The node is being stopped.");
            }
            if (site.clock().instant().isAfter(expires)) {
                return new Answer.Unknown("The command reached " + slot + " too late and was not performed.");
            }
            Token highest = plan().highest();
            if (token.compareTo(highest) < 0) {
                LOG.info("{}: token {} refused, {} is the highest", slot, token, highest);
                return new Answer.Fenced(highest);
            }
            if (token.compareTo(highest) > 0) {
                book.follow(new SlotBook.Plan(token, plan().route(), plan().watching(), plan().users()));
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
            if (join(stops)) {
                remove(ending);
            }
        });
    }

    private static boolean join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void remove(Deployed ended) {
        lock.lock();
        try {
            book.remove(ended);
        } finally {
            lock.unlock();
        }
        Leftovers.clear(site.folder().deployment(slot, ended.id()));
        changed.run();
        LOG.info("{}: deployment {} stopped", slot, ended.id());
    }

    /// Writes down what an instance has found or is about to do; false once this node is no longer to
    /// do anything.
    private boolean write() {
        lock.lock();
        try {
            if (!forgotten) {
                book.write();
            }
            return !forgotten;
        } finally {
            lock.unlock();
        }
    }

    /// Stops watching; the processes go on.
    void forget() {
        lock.lock();
        try {
            forgotten = true;
        } finally {
            lock.unlock();
        }
        // Not under the lock, for which an instance may be waiting in the middle of a start.
        deployed().forEach(each -> each.instances().forEach(Instance::forget));
    }
}
