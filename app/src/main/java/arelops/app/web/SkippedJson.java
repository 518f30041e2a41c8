package arelops.app.web;

import arelops.core.release.SkippedGate;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Skipped gates as JSON: what stands open of them, and who answers for it (GATE-7).
final class SkippedJson {
    private SkippedJson() {}

    static void into(ArrayNode out, List<SkippedGate> skipped, Commits commits) {
        for (SkippedGate one : skipped) {
            ObjectNode node = out.addObject();
            GateJson.release(node, one.release(), commits)
                    .put("environment", one.environment().text())
                    .put("gate", one.gate())
                    .put("because", one.skip().because())
                    .put("since", one.skip().since().toString());
            ArrayNode by = node.putArray("by");
            one.skip().by().forEach(person -> by.add(person.text()));
            one.owed().ifPresent(owed -> node.put("owed", owed));
        }
    }
}
