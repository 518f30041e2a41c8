package arelops.app.web;

import arelops.core.gate.Gate;
import arelops.core.id.CommitId;
import arelops.core.id.Release;
import arelops.core.release.Decision;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Gates, decisions and commits as JSON. A member without a value is left out.
final class GateJson {
    private GateJson() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void gates(ArrayNode out, List<Gate> gates, GateLink link) {
        gates(out, gates, link::of);
    }

    /// @param link where more is shown of what a gate rests on
    static void gates(ArrayNode out, List<Gate> gates, Function<Gate, Optional<String>> link) {
        for (Gate gate : gates) {
            ObjectNode node = out.addObject()
                    .put("id", gate.id())
                    .put("state", word(gate.state()))
                    .put("sentence", gate.sentence());
            text(node, "measured", gate.reading().measured());
            text(node, "needed", gate.reading().needed());
            gate.reading()
                    .progress()
                    .ifPresent(far -> node.putObject("progress")
                            .put("countedSeconds", far.counted().toSeconds())
                            .put("neededSeconds", far.needed().toSeconds()));
            gate.unblocks().ifPresent(by -> node.put("by", by));
            gate.since().ifPresent(at -> node.put("since", at.toString()));
            gate.expected().ifPresent(at -> node.put("eta", at.toString()));
            link.apply(gate).ifPresent(path -> node.put("link", path));
        }
    }

    static void decision(ObjectNode out, Decision decision) {
        out.put("because", decision.because());
        switch (decision) {
            case Decision.Act _ -> out.put("act", true);
            case Decision.Wait wait -> {
                out.put("act", false);
                until(out, wait.until());
            }
        }
    }

    static void until(ObjectNode out, Decision.Until waited) {
        ObjectNode until = out.putObject("until");
        switch (waited) {
            case Decision.Until.At at ->
                until.put("kind", "time").put("at", at.instant().toString());
            case Decision.Until.Event event -> until.put("kind", "event").put("text", event.what());
            case Decision.Until.Person person -> until.put("kind", "person").put("text", person.act());
        }
    }

    static ObjectNode commit(ObjectNode out, CommitId commit, Commits commits) {
        out.put("sha", commit.hex()).put("short", commit.brief());
        commits.read(commit).ifPresent(read -> out.put("subject", read.subject()));
        return out;
    }

    static ObjectNode release(ObjectNode out, Release release, Commits commits) {
        return commit(out, release.commit(), commits)
                .put("release", release.number())
                .put("artifact", release.artifact().toString());
    }

    static void text(ObjectNode out, String name, String value) {
        if (!value.isEmpty()) {
            out.put(name, value);
        }
    }
}
