package arelops.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.alerts.AlertSource;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.TrafficRecorder;
import arelops.app.fault.Fault;
import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.metrics.QuerySource;
import arelops.app.reconcile.Board;
import arelops.app.run.ArtifactStore;
import arelops.app.run.Runner;
import arelops.app.run.Sandbox;
import arelops.app.traffic.Turn;
import arelops.app.traffic.difference.DifferenceTests;
import arelops.app.traffic.load.LoadTests;
import arelops.app.traffic.validate.AlarmTests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ends a look and what ends the looks.
class LooksTest {
    @TempDir
    Path folder;

    @Test
    void looks_that_cannot_go_on_end_the_process_with_a_message() throws Exception {
        CountDownLatch told = new CountDownLatch(1);

        Looks looks = Looks.begin(
                () -> {
                    throw new OutOfMemoryError("a test's");
                },
                told);
        told.await();

        assertThatThrownBy(looks::check).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo("looks.ended");
            assertThat(fault).hasMessageContaining("OutOfMemoryError: a test's");
        });
        assertThat(looks.join(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void looks_that_were_stopped_end_without_a_word() throws Exception {
        CountDownLatch told = new CountDownLatch(1);

        Looks looks = Looks.begin(() -> {}, told);
        assertThat(looks.join(Duration.ofMinutes(1))).isTrue();

        looks.check();
        assertThat(told.getCount()).isEqualTo(1);
    }

    @Test
    void a_bug_that_is_an_error_costs_one_look_and_is_shown() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Shop shop = Shop.in(folder, InstantSource.system(), Shop.SHORT_LINE);
        try (shop) {
            shop.start("c1", real -> new Breaking(real, broken));

            shop.step(1);
            assertThat(shop.board().trouble().map(Board.Trouble::message).orElse(""))
                    .contains("a look ended in a bug of ARelOps", "AssertionError: cannot be");

            broken.set(false);
            shop.step(1);
            assertThat(shop.board().trouble()).isEmpty();
        }
    }

    /// Adapters whose target finds a bug of ours, as long as it is to.
    private record Breaking(Adapters real, AtomicBoolean broken) implements Adapters {
        @Override
        public Source source(FolderLock lock) {
            return real.source(lock);
        }

        @Override
        public ArtifactStore store() {
            return real.store();
        }

        @Override
        public Runner runner(Sandbox sandbox, GitRepository git, ArtifactStore store) {
            return real.runner(sandbox, git, store);
        }

        @Override
        public DeployTarget target() {
            DeployTarget target = real.target();
            return DeployTarget.class.cast(Proxy.newProxyInstance(
                    DeployTarget.class.getClassLoader(), new Class<?>[] {DeployTarget.class}, (_, method, given) -> {
                        if (broken.get()) {
                            throw new AssertionError("cannot be");
                        }
                        try {
                            return method.invoke(target, given);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    }));
        }

        @Override
        public AlertSource alerts() {
            return real.alerts();
        }

        @Override
        public QuerySource queries() {
            return real.queries();
        }

        @Override
        public TrafficRecorder recorder() {
            return real.recorder();
        }

        @Override
        public LoadTests loads(Turn turn) {
            return real.loads(turn);
        }

        @Override
        public DifferenceTests differenceTests(Turn turn) {
            return real.differenceTests(turn);
        }

        @Override
        public AlarmTests alarmTests(Turn turn) {
            return real.alarmTests(turn);
        }
    }
}
