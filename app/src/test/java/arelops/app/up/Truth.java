package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.ledger.TagNames;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What must be so once a shop rests, whatever befell its controllers and its node: the ledger is whole; each tag,
/// the ledger, what is deployed and what is served say the same; no process is left that does not belong there.
final class Truth {
    private final Shop shop;
    private final Path world;
    private final Sightings sightings;

    /// @param world the folder that everything of the shop is in
    Truth(Shop shop, Path world) {
        this.shop = shop;
        this.world = world;
        this.sightings = new Sightings(shop.installation());
    }

    /// Steps the shop's engine until it rests, and checks all of it.
    void holds() throws IOException, InterruptedException {
        shop.stepUntil("the shop rests with no process too many", () -> isAtRest() && found().equals(expected()));
        assertThat(shop.engine()
                        .controller()
                        .ports()
                        .ledger()
                        .verify(shop.engine().git().fetch(), TagNames.plain())
                        .findings())
                .as("what verify finds")
                .isEmpty();
        for (Slot slot : shop.ledger().slots().keySet()) {
            agrees(slot.environment());
        }
    }

    private boolean isAtRest() {
        return !shop.engine().controller().step()
                && Sightings.LINE.stream()
                        .allMatch(environment -> sightings
                                .observe(environment)
                                .filter(seen -> seen.deployments().stream().noneMatch(Observation.Deployment::stopping))
                                .isPresent());
    }

    private void agrees(EnvironmentName environment) throws IOException, InterruptedException {
        Observation seen = sightings.observe(environment).orElseThrow();
        assertThat(seen.route()).isInstanceOf(Route.Serving.class);
        CommitId deployed = seen.deployments().stream()
                .filter(one -> seen.route().equals(Route.Serving.all(one.id())))
                .map(Observation.Deployment::commit)
                .findFirst()
                .orElseThrow();
        assertThat(shop.ledger().slot(Story.slot(environment)).tag())
                .as("the ledger's %s", environment)
                .contains(deployed);
        assertThat(shop.tag(environment.upper())).as("the tag %s", environment).contains(deployed);
        assertThat(shop.ask(environment)).as("%s serves", environment).endsWith(deployed.hex());
    }

    private Set<Long> expected() {
        Set<Long> pids = new TreeSet<>();
        NodeFile.read(shop.installation().node()).ifPresent(node -> pids.add(node.pid()));
        for (EnvironmentName environment : Sightings.LINE) {
            sightings
                    .observe(environment)
                    .ifPresent(seen -> seen.deployments()
                            .forEach(one -> one.instances().forEach(instance -> pids.add(instance.pid()))));
        }
        return pids;
    }

    /// The processes that have anything of this world in their command line, environment or working folder.
    private Set<Long> found() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            Set<Long> pids = new TreeSet<>();
            all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(this::belongs)
                    .forEach(process ->
                            pids.add(Long.parseLong(process.getFileName().toString())));
            pids.remove(ProcessHandle.current().pid());
            return pids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean belongs(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .contains(world.toString())
                    || Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(world.toString())
                    || Files.readSymbolicLink(process.resolve("cwd")).startsWith(world);
        } catch (IOException e) {
            return false;
        }
    }
}
