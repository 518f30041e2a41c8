package arelops.app.up;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.reconcile.Neighbours;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    public Map<AppName, URI> inBeta() {
        Map<AppName, URI> found = new TreeMap<>();
        Path all = own.data().getParent();
        if (all == null || !Files.isDirectory(all)) {
            return found;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(all)) {
            for (Path data : each) {
                if (!data.equals(own.data())) {
                    beta(data.resolve(own.data().relativize(own.node())), found);
                }
            }
        } catch (IOException e) {
            LOG.warn("other apps on this machine cannot be looked for in {}: {}", all, e.toString());
        }
        return found;
    }

    private void beta(Path node, Map<AppName, URI> found) throws IOException {
        Path slots = node.resolve("slots");
        if (!Files.isDirectory(slots)) {
            return;
        }
        NodeTarget target = new NodeTarget(node, DEADLINE, clock);
        try (DirectoryStream<Path> apps = Files.newDirectoryStream(slots)) {
            for (Path app : apps) {
                if (Files.isDirectory(app.resolve(EnvironmentName.BETA.text()))) {
                    AppName name = new AppName(String.valueOf(app.getFileName()));
                    address(target, name).ifPresent(address -> found.putIfAbsent(name, address));
                }
            }
        }
    }

    private static Optional<URI> address(NodeTarget target, AppName app) {
        return target.observe(new Slot(app, EnvironmentName.BETA)) instanceof Reply.Known<Observation>(Observation seen)
                        && seen.route() instanceof Route.Serving
                ? Optional.of(seen.address().byPort())
                : Optional.empty();
    }
}
