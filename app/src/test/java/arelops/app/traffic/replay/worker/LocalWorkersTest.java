package arelops.app.traffic.replay.worker;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.traffic.replay.SoFar;
import arelops.testkit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers as processes: here a few lines of shell.
class LocalWorkersTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("what all workers have done is known while they send; what one says besides is left out")
    void how_far_they_are() throws Exception {
        Path end = folder.resolve("end");
        String says = LocalWorkers.line(new SoFar(7, 1, 2_000_000));
        String script = "echo " + LocalWorkers.READY + "; read at; echo so far away; echo " + says + "; until [ -e "
                + end + " ]; do sleep 0.1; done; exit 9";
        try (LocalWorkers workers = LocalWorkers.start(2, (_, _) -> List.of("sh", "-c", script))) {
            assertThat(workers.begins()).isEmpty();
            assertThat(workers.soFar()).isEqualTo(SoFar.NOTHING);

            CompletableFuture<List<WorkerResult>> results = CompletableFuture.supplyAsync(() -> run(workers));
            Patience.until("both have said it", () -> workers.soFar().equals(new SoFar(14, 2, 2_000_000)));
            assertThat(workers.begins()).isPresent();
            Files.createFile(end);

            assertThat(results.get()).isEmpty();
            assertThat(workers.lost()).containsOnlyKeys(0, 1);
        }
    }

    private static List<WorkerResult> run(LocalWorkers workers) {
        try {
            return workers.run(InstantSource.system());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
