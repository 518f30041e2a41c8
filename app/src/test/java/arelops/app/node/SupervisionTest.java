package arelops.app.node;

import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.appOnce;
import static arelops.app.node.Fixture.deadline;
import static arelops.app.node.Fixture.failed;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.instance;
import static arelops.app.node.Fixture.kill;
import static arelops.app.node.Fixture.secrets;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.state;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.InstanceState;
import arelops.app.deploy.Observation;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What failed is started again, and its failures are counted; a node that restarts meanwhile starts nothing twice.
final class SupervisionTest {
    @TempDir
    Path data;

    @TempDir
    Path work;

    private Node node;
    private NodeTarget target;

    @BeforeEach
    void start() {
        node = Node.start(Fixture.hasty(data, Duration.ofSeconds(60)), InstantSource.system());
        target = new NodeTarget(data, InstantSource.system());
    }

    @AfterEach
    void stop() {
        node.stopApps();
        node.close();
    }

    @Test
    void pauses_double_up_to_half_a_minute() {
        List<Long> pauses = IntStream.rangeClosed(1, 8)
                .mapToObj(attempts -> Pace.USUAL.pause(attempts).toSeconds())
                .toList();

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    @DisplayName("GATE-8: a release that is healthy for a moment and dies, twice, shows two failures")
    void what_dies_twice_shows_two_failures() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        Observation.Instance first = healthy(target, token(1), spec).instances().getFirst();

        kill(first.pid());
        Observation.Instance down = failed(target, spec, 1);
        Fixture.release(data, spec);
        state(target, spec, InstanceState.Healthy.class);
        Observation.Instance again = instance(target, spec);
        kill(again.pid());
        Observation.Instance downAgain = failed(target, spec, 2);

        assertThat(down.state()).isInstanceOf(InstanceState.Exited.class);
        assertThat(again.failures()).isEqualTo(1);
        assertThat(again.address()).isEqualTo(first.address());
        assertThat(again.pid()).isNotEqualTo(first.pid());
        assertThat(downAgain.state()).isInstanceOf(InstanceState.Exited.class);
    }

    @Test
    void failures_are_forgotten_when_it_stays_healthy() {
        node.close();
        node = Node.start(Fixture.hasty(data, Duration.ofSeconds(5)), InstantSource.system());
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        kill(healthy(target, token(1), spec).instances().getFirst().pid());
        failed(target, spec, 1);

        Fixture.release(data, spec);
        Observation.Instance steady = Eventually.get(
                "no failure", () -> Optional.of(instance(target, spec)).filter(one -> one.failures() == 0));

        assertThat(steady.state()).isInstanceOf(InstanceState.Healthy.class);
        assertThat(steady.failed()).as("when it failed is kept").hasSize(1);
    }

    @Test
    @DisplayName("GATE-8: a start that is not healthy by its deadline is ended and repeated")
    void a_missed_deadline_is_repeated() {
        DeploymentSpec spec = deadline(spec("r1-t1", work, app("unhealthy")), Duration.ofSeconds(2));
        target.start(SLOT, token(1), spec);

        Observation.Instance once = failed(target, spec, 1);
        Observation.Instance another = Eventually.get(
                "another process that is not healthy",
                () -> Optional.of(failed(target, spec, 2)).filter(one -> one.pid() != once.pid()));

        assertThat(once.state()).isInstanceOf(InstanceState.Unhealthy.class);
        assertThat(another.state()).isInstanceOf(InstanceState.Unhealthy.class);
        Eventually.until("the first is over", () -> ProcessHandle.of(once.pid()).isEmpty());
    }

    @Test
    void an_app_that_loses_its_health_is_ended_and_started_again() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        Observation.Instance first = healthy(target, token(1), spec).instances().getFirst();

        get(HttpClient.newHttpClient(), first.address(), "/sicken");

        assertThat(failed(target, spec, 1).state()).isInstanceOf(InstanceState.Unhealthy.class);
        Fixture.release(data, spec);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).pid()).isNotEqualTo(first.pid());
    }

    @Test
    void what_could_not_be_started_is_tried_again_and_counts_no_failure() throws IOException {
        DeploymentSpec spec = secrets(spec("r1-t1", work, app("")), "DB_PASSWORD");
        target.start(SLOT, token(1), spec);
        state(target, spec, InstanceState.NotStarted.class);

        Path file = Files.createFile(
                data.resolve("secrets.properties"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "DB_PASSWORD=correct-horse-7\n");

        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    void what_is_stopped_is_not_started_again() {
        DeploymentSpec spec = spec("r1-t1", work, app("exit=3"));
        target.start(SLOT, token(1), spec);
        failed(target, spec, 2);

        target.stop(SLOT, token(1), spec.id());

        Eventually.until("removed", () -> Fixture.find(target, spec).isEmpty());
        assertThat(new ProcessTable().members(0, "DATA=" + data.resolve("slots/hello/beta/deployments/r1-t1/0/data")))
                .isEmpty();
    }

    @Test
    @DisplayName("REL-1: a node killed between starting a process and writing its pid finds it, and starts no other")
    void a_process_without_a_written_pid_is_found() {
        DeploymentSpec spec = spec("r1-t1", work, app(""));
        long pid = healthy(target, token(1), spec).instances().getFirst().pid();

        restart(record -> record.with(
                ProcessRecord.due(record.process().mark(), record.process().bootId())));

        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).pid()).isEqualTo(pid);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    @DisplayName("REL-1: a node killed between writing that it starts a process and starting it, starts it")
    void a_process_that_was_only_announced_is_started() {
        DeploymentSpec spec = spec("r1-t1", work, app(""));
        long pid = healthy(target, token(1), spec).instances().getFirst().pid();

        restart(record -> {
            kill(pid);
            return record.with(
                    ProcessRecord.due(record.process().mark(), record.process().bootId()));
        });

        Eventually.until("another process", () -> instance(target, spec).pid() != pid);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    @DisplayName("REL-1: after a restart of the machine, what is wanted is started again and counts no failure")
    void a_restart_of_the_machine_is_no_failure() {
        DeploymentSpec spec = spec("r1-t1", work, app(""));
        long pid = healthy(target, token(1), spec).instances().getFirst().pid();

        restart(record -> {
            kill(pid);
            Eventually.until("killed", () -> ProcessHandle.of(pid).isEmpty());
            ProcessRecord last = record.process();
            return record.with(new ProcessRecord(
                    last.mark(), ProcessRecord.Stage.RUNNING, "another boot", pid, last.startTicks()));
        });

        Eventually.until("another process", () -> instance(target, spec).pid() != pid);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isZero();
    }

    @Test
    void a_failure_is_counted_once_though_the_node_restarts_meanwhile() {
        DeploymentSpec spec = spec("r1-t1", work, appOnce(""));
        kill(healthy(target, token(1), spec).instances().getFirst().pid());
        failed(target, spec, 1);

        restart(record -> record);

        assertThat(instance(target, spec).state()).isInstanceOf(InstanceState.Exited.class);
        Fixture.release(data, spec);
        state(target, spec, InstanceState.Healthy.class);
        assertThat(instance(target, spec).failures()).isLessThanOrEqualTo(1);
    }

    /// Ends the node, changes what it wrote of the instance, and starts another node on it.
    private void restart(UnaryOperator<InstanceRecord> meanwhile) {
        node.close();
        try (DataFolder folder = DataFolder.open(data)) {
            SlotState old = folder.load().getFirst();
            folder.save(new SlotState(
                    old.slot(),
                    old.port(),
                    old.highest(),
                    old.route(),
                    old.watching(),
                    old.users(),
                    old.deployments().stream()
                            .map(each -> new SlotState.DeploymentRecord(
                                    each.spec(),
                                    each.since(),
                                    each.stopping(),
                                    each.instances().stream().map(meanwhile).toList()))
                            .toList()));
        }
        node = Node.start(Fixture.hasty(data, Duration.ofSeconds(60)), InstantSource.system());
    }
}
