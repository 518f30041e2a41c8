package arelops.app.node;

import static arelops.app.node.Fixture.QUIET;
import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.appOnce;
import static arelops.app.node.Fixture.deadline;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.grace;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.instance;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.secrets;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.state;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Size;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/// Starting, watching and ending real processes.
final class ProcessesTest {
    @TempDir
    Path data;

    @TempDir
    Path work;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.settings(data), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    void an_app_is_told_who_and_where_it_is() {
        DeploymentSpec spec = spec("r1-t1", work, app(""));

        Observation.Instance instance =
                healthy(target, token(1), spec).instances().getFirst();

        assertThat(env(instance, "PORT"))
                .isEqualTo(Integer.toString(instance.address().getPort()));
        assertThat(env(instance, "URL"))
                .isEqualTo(observe(target).address().byPort().toString());
        assertThat(env(instance, "ENV")).isEqualTo("beta");
        assertThat(env(instance, "SHA")).isEqualTo(spec.build().commit().hex());
        assertThat(env(instance, "ROLE")).isEqualTo("stable");
        assertThat(env(instance, "INSTANCE")).isEqualTo("hello-beta-r1-t1-0");
        assertThat(env(instance, "ARELOPS_ROLE")).isEqualTo("active");
        assertThat(env(instance, "GREETING")).isEqualTo("hello");
        assertThat(Path.of(env(instance, "DATA"))).isDirectory();
    }

    private String env(Observation.Instance instance, String name) {
        return get(client, instance.address(), "/env?" + name).body();
    }

    @Test
    void an_app_on_the_wrong_port_is_told_so() throws IOException {
        int wrong;
        try (ServerSocket socket = new ServerSocket(0)) {
            wrong = socket.getLocalPort();
        }
        DeploymentSpec spec = deadline(spec("r1-t1", work, app("wrong-port=" + wrong)), Duration.ofSeconds(4));

        target.start(SLOT, token(1), spec);

        unhealthy(spec, "It did not become healthy within 4 s: it listens on port " + wrong + " instead of $PORT (");
    }

    @Test
    void an_app_that_is_never_healthy_is_told_the_answer_it_gives() {
        DeploymentSpec spec = deadline(spec("r1-t1", work, app("unhealthy")), Duration.ofSeconds(3));

        target.start(SLOT, token(1), spec);

        unhealthy(spec, "GET /health on port", "answered 500 instead of 2xx");
    }

    /// Of an app that is started again and again: on a busy machine it may not listen at all in the time it had first.
    private void unhealthy(DeploymentSpec spec, String... said) {
        Eventually.until(
                "unhealthy: " + List.of(said),
                () -> instance(target, spec).state() instanceof InstanceState.Unhealthy(String because)
                        && Stream.of(said).allMatch(because::contains));
    }

    @Test
    void an_app_that_ends_at_once_is_shown_with_its_last_words() {
        DeploymentSpec spec = spec("r1-t1", work, app("exit=3"));

        target.start(SLOT, token(1), spec);

        InstanceState.Exited exited = state(target, spec, InstanceState.Exited.class);
        assertThat(exited.code()).isEqualTo(3);
        assertThat(exited.because()).contains("exited with code 3").contains("cannot find my database");
    }

    @Test
    void an_app_whose_port_is_taken_is_told_so() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DeploymentSpec spec = spec("r1-t1", work, app("wrong-port=" + taken.getLocalPort()));

            target.start(SLOT, token(1), spec);

            assertThat(state(target, spec, InstanceState.Exited.class).because())
                    .contains("A port that it wants is in use already; it must listen on $PORT");
        }
    }

    @Test
    void an_app_that_crashes_later_is_seen() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        healthy(target, token(1), spec);

        Fixture.kill(instance(target, spec).pid());

        InstanceState.Exited exited = state(target, spec, InstanceState.Exited.class);
        assertThat(exited.code()).isEqualTo(137);
        assertThat(exited.because()).startsWith("It was ended by signal 9.");
    }

    @Test
    void an_app_that_ignores_sigterm_is_killed_with_its_whole_group() {
        String run = "trap '' TERM; setsid sleep 1000 & (sleep 1001 & sleep 1002) & "
                + app("ignore-term").substring("exec ".length());
        DeploymentSpec spec = grace(spec("r1-t1", work, run), Duration.ofMillis(300));
        healthy(target, token(1), spec);
        Instance running =
                node.keeper(SLOT).find(spec.id()).orElseThrow().instances().getFirst();
        ProcessTable table = new ProcessTable();
        List<ProcessTable.Entry> members = Eventually.get(
                "all five processes",
                () -> Optional.of(table.members(
                                running.record().process().pid(),
                                Spawn.ID + "=" + running.record().process().mark()))
                        .filter(some -> some.size() >= 5));

        target.stop(SLOT, token(1), spec.id());

        Eventually.until("removed", () -> Fixture.find(target, spec).isEmpty());
        assertThat(members)
                .noneMatch(member -> table.find(member.pid())
                        .filter(now -> now.alive() && now.startTicks() == member.startTicks())
                        .isPresent());
    }

    @Test
    void an_instance_over_its_memory_limit_is_ended_with_that_reason() {
        DeploymentSpec usual = spec("r1-t1", work, app(""));
        DeploymentSpec spec = new DeploymentSpec(
                usual.id(), usual.build(), usual.launch(), usual.health(), new Size(1, 4 << 20), usual.stopping());

        target.start(SLOT, token(1), spec);

        assertThat(state(target, spec, InstanceState.Exited.class).because())
                .contains("MB of memory; its limit is 4 MB.");
    }

    @Test
    void output_is_read_and_rotated_under_its_cap() throws IOException {
        DeploymentSpec spec = spec("r1-t1", work, app("chatty"));
        healthy(target, token(1), spec);
        Path folder = data.resolve("slots/hello/beta/deployments/r1-t1/0");

        Eventually.until("four files", () -> files(folder).size() == 4);
        // A part ends where a file ends, which may be in the middle of a line.
        LogPart part = Eventually.get(
                "a whole line",
                () -> Optional.of(logs(spec, -1000)).filter(one -> one.text().contains("of a chatty app\n")));
        LogPart next = Eventually.get("more output", () -> {
            LogPart more = logs(spec, part.next());
            return more.text().isEmpty() ? Optional.empty() : Optional.of(more);
        });
        LogPart tooOld = logs(spec, 0);

        assertThat(part.text()).contains("of a chatty app\n");
        assertThat(next.from()).isEqualTo(part.next());
        assertThat(tooOld.text()).contains("of a chatty app\n");
        assertThat(files(folder)).hasSizeLessThanOrEqualTo(4);
    }

    private LogPart logs(DeploymentSpec spec, long from) {
        return switch (target.logs(SLOT, new LogQuery(spec.id(), 0, from))) {
            case Reply.Known<LogPart>(LogPart part) -> part;
            case Reply.Unknown<LogPart>(String because) -> throw new AssertionError(because);
        };
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    @DisplayName("CFG-2: a secret that is missing is named, and no other is shown")
    void a_missing_secret_is_named() throws IOException {
        secretsFile("OTHER=hunter2");
        DeploymentSpec spec = secrets(spec("r1-t1", work, app("")), "DB_PASSWORD");

        target.start(SLOT, token(1), spec);

        assertThat(state(target, spec, InstanceState.NotStarted.class).because())
                .contains("The secret DB_PASSWORD is missing")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("CFG-2: a secret reaches the app, and neither logs, files nor answers")
    void a_secret_reaches_the_app_and_nobody_else() throws IOException {
        secretsFile("DB_PASSWORD=correct-horse-7");
        DeploymentSpec spec = secrets(spec("r1-t1", work, "echo password $DB_PASSWORD; " + app("")), "DB_PASSWORD");

        Observation.Instance instance =
                healthy(target, token(1), spec).instances().getFirst();

        assertThat(env(instance, "DB_PASSWORD")).isEqualTo("correct-horse-7");
        Eventually.until("it has printed", () -> logs(spec, 0).text().contains("password ***"));
        assertThat(logs(spec, 0).text()).doesNotContain("correct-horse");
        assertThat(observe(target).toString()).doesNotContain("correct-horse");
        assertThat(Files.readString(data.resolve("slots/hello/beta/state.json")))
                .contains("DB_PASSWORD")
                .doesNotContain("correct-horse");
    }

    @Test
    void a_secrets_file_that_others_can_read_is_refused() throws IOException {
        secretsFile("DB_PASSWORD=correct-horse-7");
        Files.setPosixFilePermissions(data.resolve("secrets.properties"), PosixFilePermissions.fromString("rw-r--r--"));
        DeploymentSpec spec = secrets(spec("r1-t1", work, app("")), "DB_PASSWORD");

        target.start(SLOT, token(1), spec);

        assertThat(state(target, spec, InstanceState.NotStarted.class).because())
                .contains("chmod 600");
    }

    private void secretsFile(String line) throws IOException {
        Path file = data.resolve("secrets.properties");
        Files.writeString(file, line + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_second_node_on_the_same_folder_is_refused() {
        assertThatThrownBy(() -> Node.start(Fixture.settings(data), InstantSource.system()))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo("node.taken");
                    assertThat(fault.getMessage()).contains("Another node already runs on the data folder");
                });
    }

    @Test
    void a_second_node_of_the_machine_takes_another_port_for_host_names_and_keeps_it(@TempDir Path other) {
        NodeSettings usual = Fixture.settings(other);
        NodeSettings taken =
                new NodeSettings(other, node.routerPort(), usual.slotPorts(), usual.instancePorts(), usual.logs());

        int first;
        try (Node second = Node.start(taken, InstantSource.system())) {
            first = second.routerPort();
        }
        int again;
        try (Node second = Node.start(taken, InstantSource.system())) {
            again = second.routerPort();
        }

        assertThat(first).isNotEqualTo(node.routerPort());
        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_machine_without_proc_is_told_that_the_node_needs_linux(@TempDir Path noProc) {
        assertThatThrownBy(() -> ProcessTable.require(noProc)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo("node.linux");
            assertThat(fault.getMessage()).startsWith("The node needs Linux");
            assertThat(fault.mend()).contains("Linux container or virtual machine");
        });
    }

    @Test
    void nobody_commands_without_the_secret() throws Exception {
        NodeSettings unused = Fixture.settings(data);
        assertThat(unused.data()).isEqualTo(data);
        int control = node.file().control();

        int status =
                get(client, URI.create("http://127.0.0.1:" + control), "/ping").statusCode();

        assertThat(status).isEqualTo(403);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_slot_keeps_its_address_and_its_app_over_a_restart_of_the_node() {
        DeploymentSpec spec = spec("r1-t1", work, app("name=one"));
        long pid = healthy(target, token(1), spec).instances().getFirst().pid();
        serve(target, token(1), spec, QUIET);
        URI address = observe(target).address().byPort();

        node.close();
        assertThat(target.observe(SLOT)).isInstanceOf(Reply.Unknown.class);
        node = Node.start(Fixture.settings(data), InstantSource.system());

        assertThat(observe(target).address().byPort()).isEqualTo(address);
        assertThat(observe(target).highest()).isEqualTo(token(1));
        Eventually.until(
                "serving again", () -> get(client, address, "/pid").body().equals(Long.toString(pid)));
    }
}
