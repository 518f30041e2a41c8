package arelops.app.node;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.process.NodeTarget;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;

/// A node in this very process that starts an app, sends it a request and stops it.
public final class UsedNode {
    private UsedNode() {}

    /// Does so once, with its files in this folder, and ends.
    public static void once(Path data, Path work) {
        Node node = Node.start(Fixture.settings(data), InstantSource.system());
        try (HttpClient client = HttpClient.newHttpClient()) {
            NodeTarget target = new NodeTarget(data, InstantSource.system());
            DeploymentSpec spec = Fixture.spec("r1-t1", work, Fixture.app("name=one"));
            Fixture.healthy(target, Fixture.token(1), spec);
            Fixture.serve(target, Fixture.token(1), spec, Fixture.QUIET);
            Fixture.get(client, Fixture.observe(target).address().byPort(), "/");
            target.windows(Fixture.SLOT, 0);
        } finally {
            node.stopApps();
            node.close();
        }
    }
}
