package arelops.core.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which windows the thresholds of latency are taken from.
class LatencyHistoryTest {
    private static LatencyHistory after(int windows, long requests) {
        LatencyHistory history = LatencyHistory.after(LatencyCounts.none());
        for (int i = 1; i <= windows; i++) {
            history = history.plus(LatencyCounts.of(Map.of(i, requests)));
        }
        return history;
    }

    @Test
    @DisplayName("Of many windows the last four are remembered")
    void the_last_windows() {
        assertThat(after(3, 500).counts().buckets()).containsOnlyKeys(1, 2, 3);
        assertThat(after(4, 500).counts().buckets()).containsOnlyKeys(1, 2, 3, 4);
        assertThat(after(14, 500).counts().buckets()).containsOnlyKeys(11, 12, 13, 14);
    }

    @Test
    @DisplayName("What was before the first window is remembered until the windows are enough by themselves")
    void before_the_first() {
        LatencyHistory history = LatencyHistory.after(LatencyCounts.of(Map.of(99, 700L)));

        assertThat(history.counts().buckets()).containsOnlyKeys(99);
        for (int i = 1; i <= 4; i++) {
            assertThat(history.counts().buckets()).containsKey(99);
            history = history.plus(LatencyCounts.of(Map.of(i, 500L)));
        }
        assertThat(history.counts().buckets()).containsOnlyKeys(1, 2, 3, 4);
    }

    @Test
    @DisplayName("Of windows with little traffic so many more are remembered that eight hundred requests are")
    void little_traffic() {
        assertThat(after(16, 50).counts().total()).isEqualTo(800);
        assertThat(after(19, 50).counts().total()).isEqualTo(950);
        assertThat(after(20, 50).counts().total()).isEqualTo(800);
        assertThat(after(20, 50).counts().buckets())
                .containsOnlyKeys(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    }
}
