package arelops.bench;

import arelops.app.deploy.Answer;
import arelops.app.deploy.Build;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Health;
import arelops.app.deploy.Launch;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Size;
import arelops.app.deploy.Standing;
import arelops.app.deploy.Stopping;
import arelops.app.deploy.Token;
import arelops.app.deploy.Watching;
import arelops.app.deploy.process.NodeLauncher;
import arelops.app.deploy.process.NodeTarget;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A node as a process of its own, with slots that the small app serves; closing it ends all.
final class BenchNode implements AutoCloseable {
    private static final Token TOKEN = new Token(1);
    private static final DeploymentId DEPLOYMENT = new DeploymentId("r1-t1");

    private final Path folder;
    private final NodeTarget target;

    private BenchNode(Path folder, NodeTarget target) {
        this.folder = folder;
        this.target = target;
    }

    static BenchNode start() throws IOException {
        Path folder = Files.createTempDirectory("arelops-bench-");
        List<String> node = List.of(
                java(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "arelops.app.Main",
                "node",
                "--data",
                folder.toString());
        new NodeLauncher(folder, node, InstantSource.system()).ensureRunning(Duration.ofSeconds(30));
        return new BenchNode(folder, new NodeTarget(folder, InstantSource.system()));
    }

    Path folder() {
        return folder;
    }

    /// Starts the app in a slot and sends it the slot's traffic.
    Observation serve(Slot slot) {
        String run = "exec " + java() + " -Xmx256m -cp '" + System.getProperty("java.class.path") + "' "
                + Answering.class.getName();
        DeploymentSpec spec = new DeploymentSpec(
                DEPLOYMENT,
                new Build(new CommitId("0".repeat(40)), Digest.of("bench"), folder),
                new Launch(run, Map.of(), List.of(), "stable", Standing.ACTIVE),
                new Health("/", Duration.ofSeconds(30)),
                Size.ONE,
                new Stopping(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        done(target.start(slot, TOKEN, spec));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() - end < 0) {
            Observation seen = observe(slot);
            if (seen.deployments().getFirst().healthy()) {
                watch(slot, Watching.of(Duration.ofSeconds(60), false, List.of()));
                return seen;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("the app did not become healthy");
    }

    void watch(Slot slot, Watching watching) {
        done(target.route(slot, TOKEN, Route.Serving.all(DEPLOYMENT), watching));
    }

    Observation observe(Slot slot) {
        if (target.observe(slot) instanceof Reply.Known<Observation>(Observation seen)) {
            return seen;
        }
        throw new IllegalStateException("the node does not answer");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void done(Answer answer) {
        if (!(answer instanceof Answer.Done)) {
            throw new IllegalStateException(answer.toString());
        }
    }

    @Override
    public void close() {
        target.down(true);
    }
}
