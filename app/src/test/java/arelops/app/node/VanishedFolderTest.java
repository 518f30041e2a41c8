package arelops.app.node;

import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Watching;
import arelops.app.deploy.wire.NodeFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node as a process of its own, whose data folder is taken away under it.
final class VanishedFolderTest {
    private static final Watching PROBED = Watching.of(Duration.ofSeconds(1), true, List.of());

    @TempDir
    Path temp;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @DisplayName("REL-1: a node whose data folder vanished goes on serving its apps")
    void apps_are_served_without_the_folder() throws IOException {
        Path data = temp.resolve("data");
        Path aside = temp.resolve("aside");
        ApartNode node = new ApartNode(data);
        NodeFile running = node.running();
        DeploymentSpec spec = spec("r1-t4", Files.createDirectory(temp.resolve("work")), app("name=one"));
        healthy(node.target, token(4), spec);
        serve(node.target, token(4), spec, PROBED);
        URI address = observe(node.target).address().byPort();

        Files.move(data, aside);
        Path windows = data.resolve("slots/hello/beta/windows");
        Eventually.until("it measures into a folder of the same name", () -> Files.isDirectory(windows));

        assertThat(get(client, address, "/name").body()).isEqualTo("one");
        Fixture.kill(running.pid());
        Eventually.until("the node has ended", () -> Remains.node(aside).isEmpty());
        assertThat(Remains.end(aside)).isEmpty();
    }
}
