package arelops.app.metrics.router;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.LatencyBuckets;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Way;
import arelops.app.deploy.Window;
import arelops.app.deploy.Windows;
import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a Prometheus reads of the routers.
class RouterTotalsTest {
    private static final Slot BETA = new Slot(new AppName("shop"), EnvironmentName.BETA);
    private final List<Window> windows = new ArrayList<>();
    private boolean silent;
    private final RouterTotals totals = new RouterTotals((_, seq) -> silent
            ? new Reply.Unknown<>("no node")
            : new Reply.Known<>(new Windows(
                    windows.stream().filter(one -> one.seq() > seq).limit(1).toList(),
                    windows.stream().filter(one -> one.seq() > seq).count() > 1,
                    "")));

    private void window(long fast, long slow, long errors) {
        windows.add(new Window(
                windows.size(),
                Instant.EPOCH,
                Duration.ofSeconds(1),
                true,
                "",
                List.of(new Window.Cell(
                        new DeploymentId("r1-t1"),
                        Way.OWN_ADDRESS,
                        Origin.USER,
                        fast + slow,
                        errors,
                        new TreeMap<>(Map.of(
                                LatencyBuckets.of(3_000_000), fast, LatencyBuckets.of(2_200_000_000L), slow))))));
    }

    private String text() {
        return totals.text(List.of(BETA));
    }

    @Test
    @DisplayName("TRF-3: a Prometheus reads each window of a router once, as counters and a histogram")
    void counters() {
        window(90, 10, 5);
        window(10, 0, 1);
        String labels = "app=\"shop\",env=\"beta\",role=\"own-address\",origin=\"user\"";

        assertThat(text())
                .isEqualTo(text())
                .contains(
                        "arelops_router_up{app=\"shop\",env=\"beta\"} 1\n",
                        "# TYPE arelops_requests_total counter\narelops_requests_total{" + labels + "} 110\n",
                        "arelops_request_errors_total{" + labels + "} 6\n",
                        "arelops_request_duration_seconds_count{" + labels + "} 110\n",
                        ",le=\"+Inf\"} 110\n");
        assertThat(buckets()).startsWith(0L).endsWith(110L).isSorted();
        assertThat(buckets().stream().filter(count -> count == 100)).hasSizeGreaterThan(10);
        window(1, 0, 0);
        assertThat(text()).contains("arelops_requests_total{" + labels + "} 111\n");
    }

    private List<Long> buckets() {
        return text().lines()
                .filter(line -> line.startsWith("arelops_request_duration_seconds_bucket"))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }

    @Test
    void a_node_that_does_not_answer_is_told_as_such() {
        window(1, 0, 0);
        assertThat(text()).contains("arelops_router_up{app=\"shop\",env=\"beta\"} 1");
        silent = true;

        assertThat(text())
                .contains("arelops_router_up{app=\"shop\",env=\"beta\"} 0", "arelops_requests_total{app=\"shop\"");
    }
}
