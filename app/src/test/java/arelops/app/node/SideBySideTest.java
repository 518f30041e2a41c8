package arelops.app.node;

import static arelops.app.node.Fixture.QUIET;
import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.find;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.size;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.Observation;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several copies of one app at a time, which must not fight over ports, files or names.
final class SideBySideTest {
    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client = HttpClient.newHttpClient();
    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.hasty(data, Duration.ofMinutes(1)), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    @DisplayName("PAS-2: two instances of one release and one of another have ports, folders and names of their own")
    void copies_do_not_meet() {
        DeploymentSpec stable = size(spec("r1-t1", work, app("name=stable")), 2);
        DeploymentSpec canary = spec("r2-t2", work, app("name=canary"));

        List<Observation.Instance> all = Stream.of(healthy(target, token(1), stable), healthy(target, token(2), canary))
                .flatMap(each -> each.instances().stream())
                .toList();

        assertThat(all)
                .extracting(each -> env(each, "INSTANCE"))
                .containsExactly("hello-beta-r1-t1-0", "hello-beta-r1-t1-1", "hello-beta-r2-t2-0");
        assertThat(all).extracting(each -> env(each, "PORT")).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(each -> env(each, "DATA"))
                .doesNotHaveDuplicates()
                .allSatisfy(folder -> assertThat(Path.of(folder)).isEmptyDirectory());
        assertThat(all).extracting(each -> env(each, "ENV")).containsOnly("beta");
    }

    @Test
    @DisplayName("PRO-3: an instance finds its files again when it was started again, and after a switch away and back")
    void files_stay_as_long_as_the_deployment() throws IOException {
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        Path file = folder(healthy(target, token(1), one)).resolve("kept");
        Files.writeString(file, "what one wrote");
        serve(target, token(1), one, QUIET);
        healthy(target, token(2), two);

        serve(target, token(2), two, QUIET);
        serve(target, token(3), one, QUIET);
        long before = find(target, one).orElseThrow().instances().getFirst().pid();
        Fixture.kill(before);
        Observation.Deployment again = Eventually.get(
                "one again",
                () -> find(target, one)
                        .filter(Observation.Deployment::healthy)
                        .filter(each -> each.instances().getFirst().pid() != before));

        assertThat(folder(again).resolve("kept")).isEqualTo(file).hasContent("what one wrote");
        assertThat(env(again.instances().getFirst(), "INSTANCE")).isEqualTo("hello-beta-r1-t1-0");
    }

    @Test
    void the_files_of_a_deployment_go_when_it_is_stopped() throws IOException {
        DeploymentSpec one = spec("r1-t1", work, app("name=one"));
        DeploymentSpec two = spec("r2-t2", work, app("name=two"));
        Path first = folder(healthy(target, token(1), one));
        Path second = folder(healthy(target, token(2), two));
        Files.writeString(first.resolve("kept"), "what one wrote");
        serve(target, token(2), two, QUIET);

        target.stop(SLOT, token(2), one.id());

        Eventually.get("one gone", () -> Optional.of(first).filter(folder -> !Files.exists(folder)));
        assertThat(second).isDirectory();
    }

    private Path folder(Observation.Deployment deployment) {
        return Path.of(env(deployment.instances().getFirst(), "DATA"));
    }

    private String env(Observation.Instance instance, String name) {
        return get(client, instance.address(), "/env?" + name).body();
    }
}
