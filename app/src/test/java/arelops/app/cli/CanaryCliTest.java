package arelops.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arelops.app.answer.Doc;
import arelops.app.canary.Samples;
import arelops.testkit.SettableClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `canary judge` and `canary calibrate`, on files as anyone may write them.
class CanaryCliTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Shell.Ran run(String... line) {
        return new Shell(folder, new SettableClock(Instant.parse("2026-01-02T12:00:00Z"))).run(line);
    }

    private String file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return name;
    }

    /// Windows of 1,000 requests with these errors in the canary; half of them take some 100 ms, the rest some 170.
    private static String scenario(int windows, int errors, boolean telemetry) {
        SplittableRandom random = new SplittableRandom(1);
        return "{\"windows\":" + windows + ",\"windowSeconds\":60,"
                + "\"histogram\":{\"kind\":\"log\",\"growth\":1.05,\"unit\":\"ms\"},\"baseline\":"
                + arm(windows, 10, true, random) + ",\"canary\":" + arm(windows, errors, telemetry, random)
                + ",\"priorErrorRate\":0.01}";
    }

    private static String arm(int windows, int errors, boolean telemetry, SplittableRandom random) {
        List<String> requests = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> latency = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            int fast = 490 + random.nextInt(20);
            requests.add(telemetry ? "1000" : "null");
            failed.add(telemetry ? Integer.toString(Math.max(0, errors + random.nextInt(5) - 2)) : "null");
            latency.add(telemetry ? "{\"94\":" + fast + ",\"105\":" + (1000 - fast) + "}" : "null");
        }
        return "{\"requests\":" + requests + ",\"errors\":" + failed + ",\"latency\":" + latency + "}";
    }

    @Test
    @DisplayName("CAN-1: exit 0 is a pass, 3 a rejection, 8 not sure yet, 6 no data")
    void exit_codes_are_the_verdicts() throws IOException {
        file("good.json", scenario(60, 10, true));
        file("bad.json", scenario(60, 30, true));
        file("short.json", scenario(3, 10, true));
        file("dark.json", scenario(60, 10, false));

        assertThat(run("canary", "judge", "--samples", "good.json").code()).isZero();
        assertThat(run("canary", "judge", "--samples", "bad.json").code()).isEqualTo(3);
        assertThat(run("canary", "judge", "--samples", "short.json").code()).isEqualTo(8);
        assertThat(run("canary", "judge", "--samples", "dark.json").code()).isEqualTo(6);
    }

    @Test
    @DisplayName(
            "CAN-3: a verdict shows value, baseline, estimate, interval, limit, samples and certainty of each measure")
    void the_answer_has_all_numbers() throws IOException {
        file("bad.json", scenario(60, 30, true));

        Shell.Ran ran = run("canary", "judge", "--samples", "bad.json", "--json");

        JsonNode answer = JSON.readTree(ran.out());
        assertThat(answer.get("verdict").asText()).isEqualTo("REJECT");
        assertThat(answer.get("decidedAt").asInt()).isBetween(1, 15);
        assertThat(answer.get("sentence").asText())
                .startsWith("Rejected in window ")
                .contains("errors are ");
        assertThat(answer.get("measures")).hasSize(2);
        for (JsonNode measure : answer.get("measures")) {
            assertThat(measure.properties().stream().map(one -> one.getKey()))
                    .contains("value", "baseline", "estimate", "interval", "limit", "samples", "certainty");
        }
        JsonNode errors = answer.get("measures").get(0);
        assertThat(errors.get("value").asDouble()).isBetween(0.028, 0.032);
        assertThat(errors.get("estimate").asDouble()).isBetween(2.7, 3.4);
        assertThat(errors.get("interval").get("low").asDouble()).isBetween(2.0, 3.0);
        assertThat(errors.get("limit").asDouble()).isEqualTo(1.2);
        assertThat(errors.get("certainty").asDouble()).isGreaterThan(0.99);
    }

    @Test
    @DisplayName(
            "CAN-3: judging the same samples again gives the same answer, byte for byte, from a file and from the input")
    void judging_again_gives_the_same_bytes() throws IOException {
        file("bad.json", scenario(60, 13, true));

        String once = run("canary", "judge", "--samples", "bad.json", "--json", "--trace")
                .out();

        assertThat(run("canary", "judge", "--samples", "bad.json", "--json", "--trace")
                        .out())
                .isEqualTo(once);
        assertThat(JSON.readTree(once).get("looks")).hasSize(60);
    }

    @Test
    @DisplayName("CAN-2: looking less often is possible, and the last window is always looked at")
    void looks_may_be_fewer() throws IOException {
        file("good.json", scenario(25, 10, true));

        JsonNode answer = JSON.readTree(
                run("canary", "judge", "--samples", "good.json", "--look-every", "10", "--trace", "--json")
                        .out());

        assertThat(answer.get("looks"))
                .extracting(look -> look.get("window").asInt())
                .containsExactly(10, 20, 25);
    }

    @Test
    void a_policy_changes_the_tolerances_and_only_what_it_names() throws IOException {
        file("bad.json", scenario(60, 13, true));
        file("wide.json", "{\"errors\":{\"odds\":2}}");

        JsonNode wide = JSON.readTree(run("canary", "judge", "--samples", "bad.json", "--policy", "wide.json", "--json")
                .out());

        assertThat(wide.get("verdict").asText()).isEqualTo("PASS");
        assertThat(wide.get("policy").get("errors").get("odds").asDouble()).isEqualTo(2);
        assertThat(wide.get("policy").get("errors").get("inferiorOdds").asDouble())
                .isEqualTo(2.5);
        assertThat(wide.get("policy").get("alpha").asDouble()).isEqualTo(0.01);
    }

    private static Stream<Arguments> malformed() {
        String arm = "{\"requests\":[1,2],\"errors\":[0,0]}";
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of("{\"windows\":2", "is no JSON at line 1"),
                Arguments.of("[]", "the file is an array"),
                Arguments.of("{\"windows\":1,\"windows\":1}", "Duplicate field 'windows'"),
                Arguments.of("{\"windows\":0,\"baseline\":{},\"canary\":{}}", "windows is 0"),
                Arguments.of("{\"v\":2,\"windows\":2}", "v is not 1"),
                Arguments.of("{\"windows\":2,\"canary\":" + arm + "}", "baseline is missing"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1,2],\"errors\":[0,-1]}}",
                        "canary.errors[1] is -1"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1,2],\"errors\":[0,3]}}",
                        "canary.errors[1] is 3, and there were 2 requests"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1,NaN],\"errors\":[0,0]}}",
                        "Non-standard token 'NaN'"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1,1e400],\"errors\":[0,0]}}",
                        "canary.requests[1] is"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1,2.5],\"errors\":[0,0]}}",
                        "canary.requests[1] is 2.5"),
                Arguments.of(
                        "{\"windows\":2,\"baseline\":" + arm + ",\"canary\":{\"requests\":[1],\"errors\":[0,0]}}",
                        "canary.requests has 1 windows, and windows says 2"),
                Arguments.of(
                        "{\"windows\":2,\"priorErrorRate\":2,\"baseline\":" + arm + ",\"canary\":" + arm + "}",
                        "priorErrorRate is 2.0"),
                Arguments.of(
                        "{\"windows\":2,\"priorLatency\":{\"5\":1},\"baseline\":" + arm + ",\"canary\":" + arm + "}",
                        "priorLatency is given, and the arms have no latency"),
                Arguments.of(
                        timed("1.05", "{}").replaceFirst("\\{", "{\"priorLatency\":{\"x\":1},"),
                        "priorLatency.x is no bucket"),
                Arguments.of(timed("2", "{}"), "histogram.growth is 2.0"),
                Arguments.of(timed("1", "{}"), "histogram.growth is 1.0"),
                Arguments.of(timed("1.05", "{\"-1\":1}"), "canary.latency[0].-1 is no bucket"),
                Arguments.of(timed("1.05", "{\"999999999\":1}"), "is no bucket"),
                Arguments.of(timed("1.05", "{\"5\":-1}"), "canary.latency[0].5 is -1"),
                Arguments.of(timed("1.05", "{\"5\":7}"), "canary.latency[0] counts 7 requests, and there were 1"));
    }

    /// The same with what stable took before.
    private static String knowing(String scenario) {
        return scenario.replaceFirst("\\{", "{\"priorLatency\":{\"94\":490,\"105\":510},");
    }

    @Test
    @DisplayName("CAN-2: with what stable took before, two windows reject a slow canary, where three do without")
    void what_was_before_is_read() throws IOException {
        String slow = scenario(3, 10, true);
        int canary = slow.indexOf("\"canary\"");
        String slower = slow.substring(0, canary) + slow.substring(canary).replace("\"94\"", "\"124\"");
        file("without.json", slower);
        file("with.json", knowing(slower));

        assertThat(run("canary", "judge", "--samples", "without.json").out()).contains("Rejected in window 3");
        assertThat(run("canary", "judge", "--samples", "with.json").out()).contains("Rejected in window 2");
    }

    private static String timed(String growth, String histogram) {
        return "{\"windows\":1,\"histogram\":{\"kind\":\"log\",\"growth\":" + growth
                + "},\"baseline\":{\"requests\":[1],\"errors\":[0],\"latency\":[{}]},"
                + "\"canary\":{\"requests\":[1],\"errors\":[0],\"latency\":[" + histogram + "]}}";
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @DisplayName("CAN-1: samples that cannot be read are refused with the place, and never judged")
    void malformed_samples_are_refused(String text, String place) throws IOException {
        file("samples.json", text);

        Shell.Ran ran = run("canary", "judge", "--samples", "samples.json", "--json");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("samples.json").contains(place);
        assertThat(ran.out()).contains("canary.samples").doesNotContain("verdict\"");
    }

    @Test
    void unknown_members_are_named_and_those_of_a_policy_refused() throws IOException {
        file("good.json", scenario(60, 10, true).replaceFirst("\\{", "{\"seed\":7,"));
        file("typo.json", "{\"alfa\":0.5}");

        assertThat(run("canary", "judge", "--samples", "good.json").err()).contains("Not known and not read: seed.");
        Shell.Ran refused = run("canary", "judge", "--samples", "good.json", "--policy", "typo.json");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("alfa is not known; there are alpha");
    }

    @Test
    @DisplayName("CAN-2: calibrate proposes a policy from the history of two healthy arms, which judge then takes")
    void calibrate_proposes_a_policy() throws IOException {
        file("history.json", scenario(180, 10, true));

        Shell.Ran ran = run("canary", "calibrate", "--samples", "history.json", "--out", "policy.json");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("0 of 10 healthy stretches are rejected");
        assertThat(run("canary", "judge", "--samples", "history.json", "--policy", "policy.json")
                        .code())
                .isZero();
        assertThat(run("canary", "calibrate", "--samples", file("short.json", scenario(10, 10, true)))
                        .err())
                .contains("the history has 10 windows, and one canary takes 60");
    }

    @Test
    void the_published_schema_takes_what_is_read_and_refuses_what_is_not() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(run("canary", "schema").out());

        assertThat(schema.validate(JSON.readTree(scenario(3, 10, true)))).isEmpty();
        assertThat(schema.validate(JSON.readTree(scenario(3, 10, false)))).isEmpty();
        assertThat(schema.validate(JSON.readTree(knowing(scenario(3, 10, true)))))
                .isEmpty();
        assertThat(schema.validate(JSON.readTree(timed("2", "{}")))).isNotEmpty();
        assertThat(schema.validate(JSON.readTree(timed("1.05", "{\"-1\":1}")))).isNotEmpty();
        assertThat(new Doc(JSON.readTree(Samples.schema())).text("title")).contains("version 1");
    }
}
