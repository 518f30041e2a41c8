package arelops.app.node;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Users;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The mirrors of a node's slots, and the client by which they send: another than the router's, so that no answer to
/// a copy is read by a thread that a user may be waiting for.
final class Mirrors implements AutoCloseable {
    private static final int THREADS = 8;

    private final HttpClient client;
    private final Map<SlotKeeper, Mirror> all = new ConcurrentHashMap<>();

    Mirrors() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("mirror");
        threads.setDaemon(true);
        client = Listeners.client(threads, "mirror");
        client.setMaxConnectionsPerDestination(Mirror.AT_ONCE);
        Listeners.run(client);
    }

    /// The mirrors that copies of a slot's requests go to: those of the same app that were told so. While users are
    /// sent elsewhere there is none: nothing is copied to where they are (PAS-3).
    List<Mirror> of(SlotKeeper source, Collection<SlotKeeper> keepers) {
        if (source.plan().users() instanceof Users.Elsewhere) {
            return List.of();
        }
        return keepers.stream()
                .filter(keeper -> keeper != source
                        && keeper.slot().app().equals(source.slot().app()))
                .filter(keeper -> keeper.plan()
                        .watching()
                        .mirrors()
                        .equals(Optional.of(source.slot().environment())))
                .map(keeper -> all.computeIfAbsent(keeper, each -> new Mirror(each, client)))
                .toList();
    }

    /// What became of the copies for a slot.
    Observation.Copies count(SlotKeeper to) {
        return Optional.ofNullable(all.get(to)).map(Mirror::count).orElse(Observation.Copies.NONE);
    }

    /// To be called once a second.
    void tellOfDrops(SlotKeeper to) {
        Optional.ofNullable(all.get(to)).ifPresent(Mirror::tellOfDrops);
    }

    /// For a slot that is given up.
    void forget(SlotKeeper keeper) {
        Optional.ofNullable(all.remove(keeper)).ifPresent(Mirror::close);
    }

    @Override
    public void close() {
        all.values().forEach(Mirror::close);
        LifeCycle.stop(client);
    }
}
