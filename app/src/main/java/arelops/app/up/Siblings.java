package arelops.app.up;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.reconcile.Neighbours;
import arelops.core.change.OtherApps;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The other installations of this user on this machine: they lie beside this one.
final class Siblings implements Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Siblings.class);
    /// A neighbour that does not answer is left out; nobody waits long for it.
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Installation own;
    private final InstantSource clock;

    Siblings(Installation own, InstantSource clock) {
        this.own = own;
        this.clock = clock;
    }

    @Override
    public OtherApps inBeta() {
        SortedMap<AppName, String> reached = new TreeMap<>();
        SortedSet<AppName> missing = new TreeSet<>();
        Path all = own.data().getParent();
        if (all == null || !Files.isDirectory(all)) {
            return OtherApps.NONE;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(all)) {
            for (Path data : each) {
                if (!data.equals(own.data())) {
                    look(data, reached, missing);
                }
            }
        } catch (IOException e) {
            LOG.warn("other apps on this machine cannot be looked for in {}: {}", all, e.toString());
        }
        missing.removeAll(reached.keySet());
        return new OtherApps(reached, missing);
    }

    /// Where no node runs nobody is on the way, and none is missed: what was left there long ago is no news.
    private void look(Path data, SortedMap<AppName, String> reached, SortedSet<AppName> missing) throws IOException {
        Path node = data.resolve(own.data().relativize(own.node()));
        NodeTarget target = new NodeTarget(node, DEADLINE, clock);
        if (!Files.isDirectory(node) || !(target.ping() instanceof Reply.Known<NodeFile>)) {
            return;
        }
        for (AppName app : apps(data, node.resolve("slots"))) {
            Optional<URI> address = address(target, app);
            address.ifPresent(one -> reached.putIfAbsent(app, one.toString()));
            if (address.isEmpty()) {
                missing.add(app);
            }
        }
    }

    /// Those that were deployed there once; before the first was, the one that is called as the repository is.
    private static Set<AppName> apps(Path data, Path slots) throws IOException {
        Set<AppName> apps = new TreeSet<>();
        if (Files.isDirectory(slots)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(slots, Files::isDirectory)) {
                each.forEach(app -> apps.add(new AppName(String.valueOf(app.getFileName()))));
            }
        }
        if (apps.isEmpty()) {
            Installation.app(data).ifPresent(apps::add);
        }
        return apps;
    }

    private static Optional<URI> address(NodeTarget target, AppName app) {
        return target.observe(new Slot(app, EnvironmentName.BETA)) instanceof Reply.Known<Observation>(Observation seen)
                        && seen.route() instanceof Route.Serving
                ? Optional.of(seen.address().byPort())
                : Optional.empty();
    }
}
