package arelops.app.web;

import arelops.app.ledger.Verification;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What was verified, as JSON.
public final class VerificationPage {
    private VerificationPage() {}

    public static ObjectNode json(Verification verification) {
        ObjectNode out = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("entries", verification.entries())
                .put("checked", verification.checked())
                .put("exit", verification.exitCode());
        ArrayNode findings = out.putArray("findings");
        verification
                .findings()
                .forEach(finding -> findings.addObject()
                        .put("kind", GateJson.word(finding.kind()))
                        .put("seq", finding.seq())
                        .put("text", finding.text()));
        return out;
    }
}
