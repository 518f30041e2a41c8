package arelops.app.traffic.replay.worker;

import arelops.app.fault.Fault;
import arelops.app.traffic.replay.Answers;
import arelops.app.traffic.replay.Failure;
import arelops.app.traffic.replay.Fence;
import arelops.app.traffic.replay.Latencies;
import arelops.app.traffic.replay.Limits;
import arelops.app.traffic.replay.ReplayReport;
import arelops.app.traffic.replay.Sender;
import arelops.app.traffic.replay.Sending;
import arelops.app.traffic.replay.Share;
import arelops.app.traffic.replay.Span;
import arelops.app.traffic.replay.Timing;
import arelops.app.traffic.replay.issued.Issued;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A worker's result as JSON: times in nanoseconds, many times as HdrHistogram's compressed form in
/// base64, so that merging loses nothing.
public final class ResultJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int VERSION = 1;

    private ResultJson() {}

    /// The result as an object.
    public static ObjectNode write(WorkerResult result) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", VERSION)
                .put("worker", result.share().worker())
                .put("of", result.share().workers())
                .put("run", result.task().run())
                .put("recording", result.task().recording())
                .put("target", result.task().target())
                .put("users", result.task().users())
                .put("speed", result.task().speed());
        ReplayReport report = result.report();
        json.set("sending", sending(report.sending()));
        json.set("answers", answers(report.answers()));
        json.putObject("span")
                .put("firstDue", report.span().firstDue())
                .put("lastDue", report.span().lastDue())
                .put("lastReady", report.span().lastReady())
                .put("firstSent", report.span().firstSent())
                .put("lastSent", report.span().lastSent());
        Timing timing = report.timing();
        json.putObject("timing")
                .put("intended", base64(timing.intended()))
                .put("actual", base64(timing.actual()))
                .put("lateness", base64(timing.lateness()))
                .put("blocked", base64(timing.blocked()))
                .put("causal", base64(timing.causal()));
        json.putObject("limits")
                .put("lateness", report.limits().lateness().toNanos())
                .put("stretch", report.limits().stretch())
                .put("blocked", report.limits().blocked())
                .put("stopped", report.limits().stopped().toNanos());
        json.put("longestStop", report.sender().longestStop());
        report.sender().lost().forEach(json.putArray("lost")::add);
        return json;
    }

    private static ObjectNode sending(Sending sending) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("scheduled", sending.scheduled())
                .put("sent", sending.sent())
                .put("resent", sending.resent())
                .put("unsent", sending.unsent())
                .put("held", sending.held())
                .put("cancelled", sending.cancelled());
        ObjectNode fenced = json.putObject("fenced");
        sending.fenced().forEach((because, count) -> fenced.put(because.name(), count));
        return json;
    }

    private static ObjectNode answers(Answers answers) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("answered", answers.answered())
                .put("bodyBytes", answers.bodyBytes());
        ObjectNode statuses = json.putObject("statuses");
        answers.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
        ObjectNode failures = json.putObject("failures");
        answers.failures().forEach((failure, count) -> failures.put(failure.name(), count));
        json.putObject("issued")
                .put("substituted", answers.issued().substituted())
                .put("missed", answers.issued().missed())
                .put("cut", answers.issued().cut());
        return json;
    }

    private static String base64(Latencies latencies) {
        return Base64.getEncoder().encodeToString(latencies.bytes());
    }

    /// The result in a text.
    ///
    /// @param name what it is called in a fault
    /// @throws Fault `replay.result` if it is none
    public static WorkerResult read(String name, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.path("v").asInt() != VERSION || !json.path("timing").isObject()) {
                throw unreadable(name, "it is no worker's result of this release");
            }
            WorkerResult.Task task = new WorkerResult.Task(
                    json.path("run").asText(),
                    json.path("recording").asText(),
                    json.path("target").asText(),
                    json.path("users").asInt(),
                    json.path("speed").asDouble());
            Share share =
                    new Share(json.path("worker").asInt(-1), json.path("of").asInt());
            return new WorkerResult(task, share, report(json));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(
                    name, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Fault unreadable(String name, String because) {
        return new Fault(
                Fault.Kind.INPUT,
                "replay.result",
                "The worker's result " + name + " cannot be read: " + because,
                "Name files that arelops traffic replay-worker --out has written.");
    }

    private static ReplayReport report(JsonNode json) {
        JsonNode span = json.path("span");
        JsonNode timing = json.path("timing");
        JsonNode limits = json.path("limits");
        List<String> lost = new ArrayList<>();
        json.path("lost").forEach(one -> lost.add(one.asText()));
        return new ReplayReport(
                sending(json.path("sending")),
                answers(json.path("answers")),
                new Span(
                        span.path("firstDue").asLong(),
                        span.path("lastDue").asLong(),
                        span.path("lastReady").asLong(),
                        span.path("firstSent").asLong(),
                        span.path("lastSent").asLong()),
                new Timing(
                        latencies(timing, "intended"),
                        latencies(timing, "actual"),
                        latencies(timing, "lateness"),
                        latencies(timing, "blocked"),
                        latencies(timing, "causal")),
                new Sender(json.path("longestStop").asLong(), lost),
                new Limits(
                        Duration.ofNanos(limits.path("lateness").asLong()),
                        limits.path("stretch").asDouble(),
                        limits.path("blocked").asDouble(),
                        Duration.ofNanos(limits.path("stopped").asLong())));
    }

    private static Sending sending(JsonNode json) {
        Map<Fence.Because, Long> fenced = new EnumMap<>(Fence.Because.class);
        json.path("fenced")
                .properties()
                .forEach(one -> fenced.put(
                        Fence.Because.valueOf(one.getKey()), one.getValue().asLong()));
        return new Sending(
                json.path("scheduled").asLong(),
                json.path("sent").asLong(),
                json.path("resent").asLong(),
                json.path("unsent").asLong(),
                json.path("held").asLong(),
                json.path("cancelled").asLong(),
                fenced);
    }

    private static Answers answers(JsonNode json) {
        Map<Integer, Long> statuses = new TreeMap<>();
        json.path("statuses")
                .properties()
                .forEach(one -> statuses.put(
                        Integer.valueOf(one.getKey()), one.getValue().asLong()));
        Map<Failure, Long> failures = new EnumMap<>(Failure.class);
        json.path("failures")
                .properties()
                .forEach(one -> failures.put(
                        Failure.valueOf(one.getKey()), one.getValue().asLong()));
        JsonNode issued = json.path("issued");
        return new Answers(
                json.path("answered").asLong(),
                statuses,
                failures,
                json.path("bodyBytes").asLong(),
                new Issued(
                        issued.path("substituted").asLong(),
                        issued.path("missed").asLong(),
                        issued.path("cut").asLong()));
    }

    private static Latencies latencies(JsonNode timing, String name) {
        return Latencies.of(Base64.getDecoder().decode(timing.path(name).asText()));
    }
}
