package arelops.app.deploy.process;

import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeployTargetContract;
import arelops.app.node.Fixture;
import arelops.app.node.Node;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class NodeTargetTest implements DeployTargetContract {
    @TempDir
    Path data;

    @TempDir
    Path empty;

    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        target.down(true);
        node.close();
    }

    @Override
    public DeployTarget target() {
        return target;
    }

    @Override
    public DeployTarget unreachable() {
        return new NodeTarget(empty, InstantSource.system());
    }
}
