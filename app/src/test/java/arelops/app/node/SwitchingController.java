package arelops.app.node;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.process.NodeTarget;
import java.nio.file.Path;
import java.time.InstantSource;

/// A controller that does nothing but switch between two deployments until it is killed.
///
/// Its arguments: the node's data folder, its token, and the two deployments.
final class SwitchingController {
    private SwitchingController() {}

    public static void main(String[] arguments) {
        NodeTarget target = new NodeTarget(Path.of(arguments[0]), InstantSource.system());
        Token token = new Token(Long.parseLong(arguments[1]));
        for (int i = 0; ; i++) {
            Route route = Route.Serving.all(new DeploymentId(arguments[i % 2 == 0 ? 3 : 2]));
            target.route(Fixture.SLOT, token, route, Fixture.QUIET);
        }
    }
}
