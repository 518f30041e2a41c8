package arelops.app.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.metrics.Readings;
import arelops.app.metrics.Stretch;
import arelops.core.canary.ArmWindow;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The adapter on a real Prometheus that scrapes two small apps while the test runs.
class PrometheusScrapeTest {
    /// What the apps have counted at each three scrapes, in the histogram's buckets; they restart before
    /// the third. A scrape may be late on a busy machine, and then is not kept.
    private static final List<long[]> STATES =
            List.of(new long[] {10, 20}, new long[] {13, 24}, new long[] {1, 2}, new long[] {5, 2});

    private static final String NOBODY = "job=\"nobody\"";

    private static final String CONFIG = """
            global: {scrape_interval: 250ms, scrape_timeout: 250ms}
            scrape_configs:
            - {job_name: text, metrics_path: /text, static_configs: [{targets: ['TARGET']}]}
            - {job_name: native, metrics_path: /native, static_configs: [{targets: ['TARGET']}]}
            """;

    private static long[] state(AtomicInteger scrapes) {
        return STATES.get(Math.min(scrapes.getAndIncrement() / 3, STATES.size() - 1));
    }

    private static byte[] text(long[] state) {
        long all = state[0] + state[1];
        return ("# TYPE hits_total counter\nhits_total{code=\"200\"} " + all + "\n"
                        + "# TYPE took_seconds histogram\ntook_seconds_bucket{le=\"0.1\"} " + state[0] + "\n"
                        + "took_seconds_bucket{le=\"0.2\"} " + all + "\ntook_seconds_bucket{le=\"+Inf\"} " + all + "\n"
                        + "took_seconds_sum 1\ntook_seconds_count " + all + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The same with a native histogram of schema 3, whose buckets -26 and -18 end at 105 and 210
    /// ms.
    private static byte[] proto(long[] state) {
        long all = state[0] + state[1];
        byte[] code = Proto.message(Proto.text(1, "code"), Proto.text(2, "200"));
        byte[] counter =
                Proto.message(Proto.bytes(1, code), Proto.bytes(3, Proto.message(Proto.number(1, (double) all))));
        byte[] spans = Proto.message(
                Proto.bytes(12, Proto.message(Proto.varint(1, Proto.zigzag(-26)), Proto.varint(2, 1))),
                Proto.bytes(12, Proto.message(Proto.varint(1, Proto.zigzag(7)), Proto.varint(2, 1))));
        byte[] histogram = Proto.message(
                Proto.varint(1, all),
                Proto.number(2, 1),
                Proto.varint(5, Proto.zigzag(3)),
                Proto.number(6, 1e-9),
                spans,
                Proto.varint(13, Proto.zigzag(state[0])),
                Proto.varint(13, Proto.zigzag(state[1] - state[0])));
        byte[] hits = Proto.message(Proto.text(1, "hits_total"), Proto.varint(3, 0), Proto.bytes(4, counter));
        byte[] took = Proto.message(
                Proto.text(1, "took_seconds"),
                Proto.varint(3, 4),
                Proto.bytes(4, Proto.message(Proto.bytes(7, histogram))));
        return Proto.message(Proto.delimited(hits), Proto.delimited(took));
    }

    /// As much of protocol buffers as a scrape needs.
    private static final class Proto {
        static byte[] message(byte[]... parts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                out.writeBytes(part);
            }
            return out.toByteArray();
        }

        private static byte[] raw(long value) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return out.toByteArray();
        }

        static long zigzag(long value) {
            return (value << 1) ^ (value >> 63);
        }

        static byte[] varint(int field, long value) {
            return message(raw((long) field << 3), raw(value));
        }

        static byte[] number(int field, double value) {
            return message(
                    raw(((long) field << 3) | 1),
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(value)
                            .array());
        }

        static byte[] bytes(int field, byte[] value) {
            return message(raw(((long) field << 3) | 2), delimited(value));
        }

        static byte[] text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        static byte[] delimited(byte[] value) {
            return message(raw(value.length), value);
        }
    }

    @Test
    void scraped_counters_and_classic_and_native_histograms_are_read_with_their_restarts(@TempDir Path folder)
            throws IOException, InterruptedException {
        AtomicInteger texts = new AtomicInteger();
        AtomicInteger natives = new AtomicInteger();
        HttpServer apps = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        apps.createContext("/", exchange -> {
            boolean text = exchange.getRequestURI().getPath().equals("/text");
            byte[] body = text ? text(state(texts)) : proto(state(natives));
            exchange.getResponseHeaders()
                    .add(
                            "Content-Type",
                            text
                                    ? "text/plain; version=0.0.4"
                                    : "application/vnd.google.protobuf;"
                                            + " proto=io.prometheus.client.MetricFamily; encoding=delimited");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        apps.start();
        Instant began = Instant.now().minusSeconds(1);
        String target = "127.0.0.1:" + apps.getAddress().getPort();
        try (PrometheusServer server = new PrometheusServer(folder, "", CONFIG.replace("TARGET", target))) {
            for (String job : List.of("text", "native")) {
                server.await(
                        "/api/v1/query?query=" + "count_over_time(hits_total%7Bjob=%22" + job
                                + "%22%7D%5B1h%5D)%20%3E%2012",
                        job);
            }
            Stretch stretch = new Stretch(began, Duration.ofMinutes(5), 1);

            Readings classic = source(server, NOBODY, "job=\"text\"").read(stretch);
            Readings own = source(server, NOBODY, "job=\"native\"").read(stretch);
            Readings mixed = source(server, "job=\"text\"", "job=\"native\"").read(stretch);

            // from 30 +7, restarted 3, +4; of it 3 + 1 + 4 and 4 + 2 + 0 in the two buckets
            assertThat(classic).isInstanceOfSatisfying(Readings.Taken.class, taken -> {
                ArmWindow counted = taken.canary().getFirst().window().orElseThrow();
                assertThat(counted.requests()).isEqualTo(14);
                assertThat(counted.errors()).isZero();
                assertThat(counted.latency().buckets()).isEqualTo(Map.of(94, 8L, 108, 6L));
            });
            assertThat(own).isInstanceOfSatisfying(Readings.Taken.class, taken -> {
                ArmWindow counted = taken.canary().getFirst().window().orElseThrow();
                assertThat(counted.requests()).isEqualTo(14);
                assertThat(counted.latency().buckets()).isEqualTo(Map.of(95, 8L, 109, 6L));
                assertThat(taken.notes()).isEmpty();
            });
            assertThat(mixed).asString().contains("le [0.1, 0.2, Infinity]; native, schema 3");
        } finally {
            apps.stop(0);
        }
    }

    private static PrometheusSource source(PrometheusServer server, String baseline, String canary) {
        return new PrometheusSource(
                server.url(),
                Limits.standard(),
                new Measures(
                        Measures.Requests.parse("hits_total"),
                        Measures.Errors.parse("code=\"500\""),
                        Optional.of(Measures.Latency.seconds("took_seconds"))),
                new PrometheusSource.Arms(new Matchers(baseline), new Matchers(canary)));
    }
}
