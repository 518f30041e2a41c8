package arelops.app.node;

import static arelops.app.node.Fixture.SLOT;
import static arelops.app.node.Fixture.app;
import static arelops.app.node.Fixture.get;
import static arelops.app.node.Fixture.healthy;
import static arelops.app.node.Fixture.observe;
import static arelops.app.node.Fixture.serve;
import static arelops.app.node.Fixture.spec;
import static arelops.app.node.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.app.deploy.process.NodeTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Metric windows: what counts as whole, what is kept, and what fills them.
final class WindowsTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Lane LANE = new Lane(new DeploymentId("r1-t1"), Way.STABLE, Origin.USER);

    @TempDir
    Path folder;

    @Test
    void a_bucket_holds_five_percent_of_growth() {
        assertThat(LatencyBuckets.of(0)).isZero();
        assertThat(LatencyBuckets.of(1_049_999)).isZero();
        assertThat(LatencyBuckets.of(Duration.ofDays(9).toNanos())).isEqualTo(LatencyBuckets.LAST);
        for (long nanos = 1_000_000; nanos < 5_000_000_000_000L; nanos += nanos / 7) {
            int bucket = LatencyBuckets.of(nanos);
            assertThat(nanos / 1e6).isGreaterThanOrEqualTo(LatencyBuckets.lowerMillis(bucket));
            assertThat(nanos / 1e6).isLessThan(Math.pow(1.05, bucket + 1));
        }
    }

    @Test
    @DisplayName("LINE-5: a whole window is complete and holds every request")
    void a_whole_window_is_complete() {
        WindowMeter meter = new WindowMeter(MINUTE, 0, START);
        for (int second = 1; second < 60; second++) {
            meter.count(LANE, second % 10 == 0, 7_000_000);
            assertThat(tick(meter, second, 0)).isEmpty();
        }

        Window window = tick(meter, 60, 0).orElseThrow().read(1);

        assertThat(window.complete()).isTrue();
        assertThat(window.length()).isEqualTo(MINUTE);
        assertThat(window.cells()).hasSize(1);
        assertThat(window.cells().getFirst().requests()).isEqualTo(59);
        assertThat(window.cells().getFirst().errors()).isEqualTo(5);
        assertThat(window.cells().getFirst().latency()).containsOnlyKeys(LatencyBuckets.of(7_000_000));
    }

    @Test
    @DisplayName("LINE-5: a clock set back an hour, or forward a day, spoils one window only")
    void a_clock_jump_spoils_the_window() {
        for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofDays(1), Duration.ofSeconds(2))) {
            WindowMeter meter = new WindowMeter(MINUTE, 0, START);
            Optional<WindowMeter.Ended> first = Optional.empty();
            Optional<WindowMeter.Ended> second = Optional.empty();
            for (int at = 1; at <= 120; at++) {
                Optional<WindowMeter.Ended> ended = tick(meter, at, at < 30 ? 0 : jump.toSeconds());
                first = at == 60 ? ended : first;
                second = at == 120 ? ended : second;
            }

            assertThat(first.orElseThrow().read(1).complete()).isFalse();
            assertThat(first.orElseThrow().read(1).because()).startsWith("the clock was moved");
            assertThat(second.orElseThrow().read(2).complete()).isTrue();
        }
    }

    @Test
    void a_node_that_stood_still_spoils_the_window() {
        WindowMeter meter = new WindowMeter(MINUTE, 0, START);

        tick(meter, 1, 0);
        tick(meter, 31, 0);
        Window window = tick(meter, 60, 0).orElseThrow().read(1);

        assertThat(window.complete()).isFalse();
        assertThat(window.because()).isEqualTo("the node stood still for 30000 ms");
    }

    private static Optional<WindowMeter.Ended> tick(WindowMeter meter, long second, long offset) {
        return meter.tick(Duration.ofSeconds(second).toNanos(), START.plusSeconds(second + offset));
    }

    @Test
    @DisplayName("REL-1: a torn last line is dropped, and the gap of a restart is a window that is not complete")
    void windows_survive_a_crash() throws IOException {
        WindowFiles before = WindowFiles.open(folder);
        before.resume(START);
        before.append(ended());
        before.append(ended());
        Path file = only(folder);
        Files.writeString(file, "{\"seq\":3,\"start\":\"2026", StandardOpenOption.APPEND);

        WindowFiles after = WindowFiles.open(folder);
        after.resume(START.plusSeconds(500));
        after.append(ended());

        List<Window> windows = after.after(0).windows();
        assertThat(windows).extracting(Window::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(windows).extracting(Window::complete).containsExactly(true, true, false, true);
        assertThat(windows.get(2).because()).isEqualTo("the node was restarted");
        assertThat(after.after(3).windows()).extracting(Window::seq).containsExactly(4L);
    }

    @Test
    void windows_that_cannot_be_written_are_told_of_and_marked() throws IOException {
        Path inTheWay = folder.resolve("windows");
        WindowFiles files = WindowFiles.open(inTheWay);
        Files.delete(inTheWay);
        Files.writeString(inTheWay, "a file where the folder should be");

        files.append(ended());
        Files.delete(inTheWay);
        files.append(ended());

        Windows windows = files.after(0);
        assertThat(windows.trouble()).isEmpty();
        assertThat(windows.windows()).extracting(Window::complete).containsExactly(false, true);
        assertThat(windows.windows().getFirst().because()).startsWith("windows could not be written: ");
    }

    @Test
    void old_windows_go_when_the_cap_is_reached() throws IOException {
        WindowFiles files = WindowFiles.open(folder);
        WindowMeter.Ended ended = ended();
        for (int i = 0; i < 41_000; i++) {
            files.append(ended);
        }

        Windows oldest = files.after(0);

        assertThat(oldest.windows().getFirst().seq()).isEqualTo(2001);
        assertThat(oldest.more()).isTrue();
        assertThat(files.after(40_998).windows()).extracting(Window::seq).containsExactly(40_999L, 41_000L);
    }

    private static WindowMeter.Ended ended() {
        WindowMeter meter = new WindowMeter(Duration.ofSeconds(1), 0, START);
        return tick(meter, 1, 0).orElseThrow();
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    @DisplayName("LINE-4: probes fill windows that nobody else fills, and are counted apart")
    void probes_fill_empty_windows(@TempDir Path work) {
        try (Node node = Node.start(Fixture.settings(folder), InstantSource.system())) {
            NodeTarget target = new NodeTarget(folder, InstantSource.system());
            DeploymentSpec spec = spec("r1-t1", work, app(""));
            healthy(target, token(1), spec);
            serve(target, token(1), spec, Watching.of(Duration.ofSeconds(3), true, List.of("/name")));

            Window probed = complete(target, 0, cell -> cell.origin() == Origin.PROBE ? cell.requests() : 0);
            URI address = observe(target).address().byPort();
            get(HttpClient.newHttpClient(), address, "/status?503");
            Window used = complete(
                    target,
                    probed.seq(),
                    cell -> cell.origin() == Origin.USER && cell.way() == Way.STABLE ? cell.errors() : 0);

            assertThat(probed.cells()).allMatch(cell -> cell.origin() == Origin.PROBE && cell.errors() == 0);
            assertThat(used.cells())
                    .anyMatch(cell -> cell.origin() == Origin.USER && cell.requests() == 1 && cell.errors() == 1);
            node.stopApps();
        }
    }

    private static Window complete(NodeTarget target, long after, ToLongFunction<Window.Cell> wanted) {
        return Eventually.get("a complete window", () -> {
            List<Window> windows = new ArrayList<>();
            if (target.windows(SLOT, after) instanceof Reply.Known<Windows>(Windows known)) {
                windows.addAll(known.windows());
            }
            return windows.stream()
                    .filter(Window::complete)
                    .filter(window -> window.cells().stream().mapToLong(wanted).sum() > 0)
                    .findFirst();
        });
    }
}
