package arelops.app.node;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Token;
import arelops.app.deploy.Usage;
import arelops.app.deploy.Users;
import arelops.app.deploy.wire.FaultAnswer;
import arelops.app.deploy.wire.FaultCommand;
import arelops.app.deploy.wire.FaultEnd;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.RecordAnswer;
import arelops.app.deploy.wire.RecordCommand;
import arelops.app.deploy.wire.RecordEnd;
import arelops.app.fault.Fault;
import arelops.app.traffic.Recordings;
import arelops.core.id.Slot;
import arelops.core.record.RecordingSeen;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running node: the map of its parts.
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /// The port of a slot that gave its own back.
    private static final int RETIRED = 0;

    private static final long TICK_MILLIS = 100;

    private static final long TIDY_SECONDS = 60;

    private final DataFolder folder;
    private final Site site;
    private final Ports slotPorts;
    private final Listeners listeners;
    private final Prober prober;
    private final Mirrors mirrors = new Mirrors();
    private final Taps taps;
    private final FaultRuns faults = new FaultRuns();
    private final Map<Slot, SlotKeeper> keepers = new ConcurrentHashMap<>();
    private final Map<Slot, SlotState> retired = new ConcurrentHashMap<>();
    private final Rounds rounds = new Rounds(keepers.values());
    private final Views views;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Node(NodeSettings settings, InstantSource clock, DataFolder folder) {
        this.folder = folder;
        this.listeners = new Listeners(folder, settings.routerPort(), secret -> new Control(this, secret));
        int start = folder.nodeId().hashCode();
        this.site = new Site(
                folder,
                new Ports(settings.instancePorts(), start),
                new ProcessTable(),
                new HealthCheck(listeners.client()),
                settings,
                clock);
        // Each node begins elsewhere: the port of a slot must still be free when its node comes back from the dead.
        this.slotPorts = new Ports(settings.slotPorts(), start);
        this.taps = new Taps(new Recordings(settings.data().resolve("traffic")), clock);
        this.views = new Views(site, listeners, mirrors);
        this.prober = new Prober(listeners.client(), folder.originSecret(), listeners.routerPort());
    }

    /// Starts a node on the settings' data folder, takes up what an earlier one left there, and listens.
    public static Node start(NodeSettings settings, InstantSource clock) {
        ProcessTable.require(ProcessTable.PROC);
        DataFolder folder = DataFolder.open(settings.data());
        try {
            Node node = new Node(settings, clock, folder);
            node.takeUp();
            return node;
        } catch (Fault e) {
            folder.close();
            throw e;
        }
    }

    private void takeUp() {
        List<SlotState> states = folder.load();
        for (SlotState state : states) {
            if (state.port() == RETIRED) {
                retired.put(state.slot(), state);
            } else {
                slotPorts.reserve(state.port());
            }
        }
        for (SlotState state : states) {
            if (state.port() == RETIRED) {
                continue;
            }
            SlotKeeper keeper = take(state);
            keepers.put(state.slot(), keeper);
            keeper.recover();
        }
        addressesChanged();
        // Before the first request can come.
        keepers.values().forEach(SlotKeeper::tick);
        keepers.values().forEach(listeners::listen);
        folder.saveNodeFile(file());
        rounds.every(TICK_MILLIS, SlotKeeper::tick);
        rounds.every(1000, this::everySecond);
        rounds.everySeconds(TIDY_SECONDS, taps::tidy);
        LOG.info("the node is up: {} slots, router on port {}", keepers.size(), listeners.routerPort());
    }

    private SlotKeeper take(SlotState state) {
        WindowFiles files = WindowFiles.open(folder.windows(state.slot()));
        Metering metering = new Metering(files, state.watching().window(), site.clock());
        return new SlotKeeper(state, site, metering, this::addressesChanged);
    }

    NodeFile file() {
        return new NodeFile(ProcessHandle.current().pid(), listeners.controlPort(), listeners.routerPort());
    }

    /// The port for all host names.
    public int routerPort() {
        return listeners.routerPort();
    }

    /// The keeper of a slot, made when it is first asked for.
    synchronized SlotKeeper keeper(Slot slot) {
        SlotKeeper known = keepers.get(slot);
        if (known != null) {
            return known;
        }
        SlotState fresh = SlotBook.fresh(slot, slotPorts.take());
        SlotState before = retired.remove(slot);
        if (before != null) {
            fresh = fresh.after(before.highest());
        }
        folder.save(fresh);
        SlotKeeper keeper = take(fresh);
        keepers.put(slot, keeper);
        addressesChanged();
        listeners.listen(keeper);
        return keeper;
    }

    /// Sends a slot's users to another one's deployment, or lets them be served by their own.
    Answer redirect(Slot slot, Token token, Instant expires, Users users) {
        SlotKeeper own = keeper(slot);
        if (users instanceof Users.Elsewhere to) {
            Optional<Deployed> there = Optional.ofNullable(keepers.get(new Slot(slot.app(), to.environment())))
                    .flatMap(keeper -> keeper.find(to.deployment()))
                    .filter(deployed -> !deployed.stopping());
            if (there.isEmpty()) {
                return new Answer.Refused("There is no deployment " + to.deployment() + " in " + slot.app() + "/"
                        + to.environment() + " to send the users of " + slot + " to.");
            }
        }
        return own.redirect(token, expires, users);
    }

    /// Stops a deployment, unless the users of another slot are sent to it.
    Answer stop(Slot slot, Token token, Instant expires, DeploymentId deployment) {
        Optional<Slot> served = keepers.values().stream()
                .filter(keeper -> keeper.plan().users() instanceof Users.Elsewhere to
                        && to.deployment().equals(deployment)
                        && slot.equals(new Slot(keeper.slot().app(), to.environment())))
                .map(SlotKeeper::slot)
                .findFirst();
        return served.<Answer>map(users -> new Answer.Refused(
                        "Deployment " + deployment + " serves the users of " + users + "; let them come back first."))
                .orElseGet(() -> keeper(slot).stop(token, expires, deployment));
    }

    /// Gives the addresses of a slot back; its token is remembered.
    Answer retire(Slot slot, Token token, Instant expires) {
        SlotKeeper keeper = keepers.get(slot);
        if (keeper == null) {
            return new Answer.Done(false);
        }
        // Not under our own lock: a keeper that starts something asks for that one while it holds its own.
        Answer answer = keeper.retire(token, expires);
        if (answer instanceof Answer.Done) {
            retired(slot, keeper);
        }
        return answer;
    }

    private synchronized void retired(Slot slot, SlotKeeper keeper) {
        SlotState last = SlotBook.fresh(slot, RETIRED).after(keeper.plan().highest());
        folder.save(last);
        retired.put(slot, last);
        keepers.remove(slot);
        mirrors.forget(keeper);
        addressesChanged();
        listeners.leave(keeper);
        slotPorts.release(keeper.port());
        keeper.forget();
        keeper.metering().close();
        LOG.info("{}: its addresses are given back", slot);
    }

    private synchronized void addressesChanged() {
        listeners.router().use(Addresses.of(keepers.values(), mirrors, taps, faults));
        Roles.tell(keepers.values());
    }

    Observation observe(Slot slot) {
        return views.observe(keeper(slot));
    }

    /// What a deployment has used; one that is not here is not made for it.
    Usage usage(Slot slot, DeploymentId deployment) {
        return Optional.ofNullable(keepers.get(slot))
                .flatMap(keeper -> views.usage(keeper, deployment))
                .orElseThrow(
                        () -> new IllegalArgumentException("no " + deployment + " of " + slot + " runs on this node"));
    }

    LogPart logs(Slot slot, LogQuery query) throws IOException {
        return views.logs(keeper(slot), query);
    }

    /// Records what the users of a slot ask; one that is not here is not made for it.
    RecordAnswer record(RecordCommand command) {
        return keepers.containsKey(command.slot())
                ? taps.begin(command, this::addressesChanged)
                : new RecordAnswer("", "Nothing of " + command.slot() + " runs on this node.");
    }

    /// Ends a recording before its time.
    RecordAnswer record(RecordEnd command) {
        return taps.end(command);
    }

    /// What is recorded of a slot, and what the line made of it last.
    RecordingSeen.Known recordings(Slot slot) {
        return taps.seen(slot);
    }

    /// Injects faults into a replay to a slot; one that is not here is not made for it.
    FaultAnswer inject(FaultCommand command) {
        FaultAnswer answer = faults.begin(command, keepers.containsKey(command.slot()));
        addressesChanged();
        if (answer.because().isEmpty()) {
            LOG.info("{}: the replay {} meets {}", command.slot(), command.run(), command.faults());
        }
        return answer;
    }

    /// Injects none any more.
    FaultAnswer inject(FaultEnd command) {
        FaultAnswer answer = faults.end(command);
        addressesChanged();
        return answer;
    }

    /// One that was retired meanwhile opens no port any more.
    private synchronized void listenFor(SlotKeeper keeper) {
        if (keepers.get(keeper.slot()) == keeper) {
            listeners.listen(keeper);
        }
    }

    private void everySecond(SlotKeeper keeper) {
        listenFor(keeper);
        prober.probe(keeper);
        mirrors.tellOfDrops(keeper);
        if (faults.tidy(keeper.slot())) {
            addressesChanged();
        }
        for (Deployed deployed : keeper.deployed()) {
            deployed.instances().forEach(Node::rotate);
        }
    }

    private static void rotate(Instance instance) {
        try {
            instance.folder().rotate();
        } catch (IOException e) {
            LOG.warn(
                    "the output of {} could not be rotated: {}",
                    instance.record().id(),
                    e.toString());
        }
    }

    /// Ends all apps, and returns when they have ended; the next node starts those again that are wanted.
    ///
    /// Nothing is counted any more: that an app is ended must not look like its failure. Returns what did not end.
    List<String> stopApps() {
        listeners.router().close();
        mirrors.close();
        rounds.end();
        List<Thread> halts = new ArrayList<>();
        Queue<String> left = new ConcurrentLinkedQueue<>();
        for (SlotKeeper keeper : keepers.values()) {
            halts.add(Thread.startVirtualThread(() -> left.addAll(keeper.halt())));
        }
        try {
            for (Thread halt : halts) {
                halt.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(left);
    }

    void askToStop() {
        stopAsked.countDown();
    }

    /// Returns when somebody asked the node to stop.
    void awaitStop() throws InterruptedException {
        stopAsked.await();
    }

    /// Returns when [#close()] has ended.
    boolean awaitClosed(long seconds) throws InterruptedException {
        return closed.await(seconds, TimeUnit.SECONDS);
    }

    /// Stops routing and measuring; the apps go on.
    @Override
    public void close() {
        rounds.close();
        listeners.router().letGo();
        listeners.close();
        mirrors.close();
        taps.close();
        keepers.values().forEach(keeper -> {
            keeper.forget();
            keeper.metering().close();
        });
        folder.close();
        closed.countDown();
        LOG.info("the node is down; its apps go on");
    }
}
