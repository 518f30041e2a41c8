package arelops.app.run;

import arelops.core.evidence.JsonReader;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.policy.Report;
import arelops.core.report.ReportJson;
import arelops.core.report.ReportResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The written form of what a job is and how it ended.
final class JobFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JobFile() {}

    /// A job with its place in the order of asking.
    record Asked(JobSpec spec, long order) {}

    /// An end, and when it was.
    record Ended(JobState state, Instant at) {}

    static String write(Asked asked) {
        var spec = asked.spec;
        var json = JSON.createObjectNode();
        json.put("v", 1).put("id", spec.id().text()).put("order", asked.order);
        switch (spec.workspace()) {
            case Workspace.CleanCopy copy -> json.put("commit", copy.commit().hex());
            case Workspace.Unpacked unpacked ->
                json.put("artifact", unpacked.artifact().toString());
            case Workspace.Empty _ -> json.put("empty", true);
        }
        json.put("command", spec.command());
        var environment = json.putObject("environment");
        new TreeMap<>(spec.environment()).forEach(environment::put);
        var secrets = json.putArray("secrets");
        spec.secrets().stream().sorted().forEach(secrets::add);
        json.put("seconds", spec.limits().time().toString())
                .put("memory", spec.limits().memoryBytes())
                .put("output", spec.limits().outputBytes())
                .put("processes", spec.limits().processes());
        if (spec.collect().isPresent()) {
            var collect = json.putArray("collect");
            spec.collect().get().forEach(collect::add);
        }
        spec.report()
                .ifPresent(report -> json.putObject("report")
                        .put("format", report.format().name())
                        .put("glob", report.glob()));
        json.put("cache", spec.cache().name()).put("isolation", spec.isolation().name());
        return json.toPrettyString();
    }

    static Asked readAsked(String text) throws IOException {
        var json = JSON.readTree(text);
        var environment = new TreeMap<String, String>();
        json.path("environment")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        var limits = new Limits(
                Duration.parse(json.path("seconds").asText()),
                json.path("memory").asLong(),
                json.path("output").asLong(),
                json.path("processes").asInt());
        var spec = new JobSpec(
                new JobId(json.path("id").asText()),
                workspace(json),
                json.path("command").asText(),
                Map.copyOf(environment),
                new HashSet<>(texts(json.path("secrets"))),
                limits,
                json.has("collect") ? Optional.of(texts(json.path("collect"))) : Optional.empty(),
                json.has("report") ? Optional.of(report(json.path("report"))) : Optional.empty(),
                Cache.valueOf(json.path("cache").asText()),
                Isolation.valueOf(json.path("isolation").asText()));
        return new Asked(spec, json.path("order").asLong());
    }

    private static Report report(JsonNode json) {
        return new Report(
                Report.Format.valueOf(json.path("format").asText()),
                json.path("glob").asText());
    }

    private static Workspace workspace(JsonNode json) {
        if (json.has("commit")) {
            return new Workspace.CleanCopy(new CommitId(json.path("commit").asText()));
        }
        return json.has("artifact")
                ? new Workspace.Unpacked(Digest.parse(json.path("artifact").asText()))
                : new Workspace.Empty();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    static String write(JobState.Finished end, Instant at) {
        var json = JSON.createObjectNode();
        json.put("v", 1)
                .put("ending", end.ending().name())
                .put("exitCode", end.exitCode())
                .put("log", end.log().toString())
                .put("duration", end.duration().toString());
        end.artifact().ifPresent(artifact -> json.put("artifact", artifact.toString()));
        end.report()
                .ifPresent(report -> json.put("report", ReportJson.of(report).canonical()));
        return at(json, at);
    }

    static String write(JobState.Broken end, Instant at) {
        var json = JSON.createObjectNode();
        json.put("v", 1).put("trouble", end.trouble().name()).put("because", end.because());
        return at(json, at);
    }

    private static String at(ObjectNode json, Instant at) {
        return json.put("at", at.toString()).toPrettyString();
    }

    static Ended readEnded(String text) throws IOException {
        var json = JSON.readTree(text);
        JobState state = json.has("trouble")
                ? new JobState.Broken(
                        JobState.Trouble.valueOf(json.path("trouble").asText()),
                        json.path("because").asText())
                : new JobState.Finished(
                        JobState.Ending.valueOf(json.path("ending").asText()),
                        json.path("exitCode").asInt(),
                        json.has("artifact")
                                ? Optional.of(Digest.parse(json.path("artifact").asText()))
                                : Optional.empty(),
                        json.has("report")
                                ? Optional.of(result(json.path("report").asText()))
                                : Optional.empty(),
                        Digest.parse(json.path("log").asText()),
                        Duration.parse(json.path("duration").asText()));
        return new Ended(state, Instant.parse(json.path("at").asText()));
    }

    private static ReportResult result(String canonical) {
        try {
            return ReportJson.read(JsonReader.read(canonical));
        } catch (IllegalArgumentException e) {
            return new ReportResult.NoData("the record of what was read is damaged: " + e.getMessage());
        }
    }
}
