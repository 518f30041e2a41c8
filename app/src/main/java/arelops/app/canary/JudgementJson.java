package arelops.app.canary;

import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judgement;
import arelops.core.canary.Measured;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The judge's answer as JSON, version 1. A number that nothing bounds is null.
public final class JudgementJson {
    private JudgementJson() {}

    public static ObjectNode write(Judgement judgement, JudgePolicy policy) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("verdict", judgement.verdict().name())
                .put("sentence", judgement.sentence())
                .put("windows", judgement.windows());
        if (judgement.decidedAt().isPresent()) {
            out.put("decidedAt", judgement.decidedAt().getAsInt());
        } else {
            out.putNull("decidedAt");
        }
        ArrayNode measures = out.putArray("measures");
        judgement.measures().forEach(one -> measures.add(measure(one)));
        out.set("policy", PolicyJson.write(policy));
        return out;
    }

    /// One look of a trace: the verdict and how strong the evidence of each measure is.
    public static ObjectNode look(Judgement judgement) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("window", judgement.windows())
                .put("verdict", judgement.verdict().name());
        ArrayNode measures = out.putArray("measures");
        for (Measured one : judgement.measures()) {
            ObjectNode measure = measures.addObject().put("name", one.name());
            number(measure, "logWorse", one.evidence().logWorse());
            number(measure, "logNotWorse", one.evidence().logNotWorse());
        }
        return out;
    }

    private static ObjectNode measure(Measured measured) {
        Measured.Numbers numbers = measured.numbers();
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("name", measured.name())
                .put("what", numbers.what())
                .put("unit", numbers.unit())
                .put("critical", measured.critical())
                .put("standing", measured.evidence().standing().name());
        number(out, "value", numbers.value());
        number(out, "baseline", numbers.baseline());
        number(out, "estimate", numbers.estimate());
        ObjectNode interval = out.putObject("interval");
        number(interval, "low", numbers.low());
        number(interval, "high", numbers.high());
        number(interval, "confidence", numbers.confidence());
        number(out, "limit", numbers.limit());
        out.putObject("samples")
                .put("baseline", measured.samples().baseline())
                .put("canary", measured.samples().canary());
        number(out, "certainty", measured.evidence().certainty());
        number(out, "logWorse", measured.evidence().logWorse());
        number(out, "logNotWorse", measured.evidence().logNotWorse());
        if (measured.tippedAt().isPresent()) {
            out.put("tippedAt", measured.tippedAt().getAsInt());
        } else {
            out.putNull("tippedAt");
        }
        thresholds(out, measured.thresholds());
        return out;
    }

    private static void thresholds(ObjectNode out, List<Measured.Threshold> thresholds) {
        if (thresholds.isEmpty()) {
            return;
        }
        ArrayNode all = out.putArray("thresholds");
        for (Measured.Threshold one : thresholds) {
            ObjectNode threshold = all.addObject().put("quantile", one.quantile());
            number(threshold, "baseline", one.baseline());
            number(threshold, "canary", one.canary());
            number(threshold, "baselineSlower", one.baselineSlower());
            number(threshold, "canarySlower", one.canarySlower());
            number(threshold, "logWorse", one.logWorse());
            number(threshold, "logNotWorse", one.logNotWorse());
        }
    }

    private static void number(ObjectNode out, String name, double value) {
        if (Double.isFinite(value)) {
            out.put(name, value);
        } else {
            out.putNull(name);
        }
    }
}
