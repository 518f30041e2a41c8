package arelops.app.web;

import arelops.app.deploy.Observation;
import arelops.app.deploy.Route;
import arelops.app.reconcile.Observed;
import arelops.core.id.Slot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/// Every instance of every environment, as a Prometheus takes targets from HTTP
/// (<https://prometheus.io/docs/prometheus/latest/http_sd/>): with labels that tell the arms of a canary apart.
record ScrapeTargets(Observed observed) {
    /// The part of a deployment that no request of the shared address comes to.
    private static final String IDLE = "idle";

    ArrayNode json() {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        observed.targets().entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getKey().toString()))
                .forEach(one -> slot(out, one));
        return out;
    }

    private static void slot(ArrayNode out, Map.Entry<Slot, Observation> one) {
        for (Observation.Deployment deployment : one.getValue().deployments()) {
            String role = role(one.getValue().route(), deployment);
            for (Observation.Instance instance : deployment.instances()) {
                target(out.addObject(), one.getKey(), deployment, instance).put("role", role);
            }
        }
    }

    /// The `instance` is what the process knows as its `$INSTANCE`.
    private static ObjectNode target(
            ObjectNode out, Slot slot, Observation.Deployment deployment, Observation.Instance instance) {
        out.putArray("targets").add(instance.address().getAuthority());
        return out.putObject("labels")
                .put("app", slot.app().text())
                .put("env", slot.environment().text())
                .put("sha", deployment.commit().hex())
                .put(
                        "instance",
                        slot.app() + "-" + slot.environment() + "-" + deployment.id() + "-" + instance.number());
    }

    private static String role(Route route, Observation.Deployment deployment) {
        return switch (route) {
            case Route.Closed _ -> IDLE;
            case Route.Serving serving ->
                serving.shares().stream()
                        .filter(share -> share.deployment().equals(deployment.id()))
                        .map(share -> share.arm().name().toLowerCase(Locale.ROOT))
                        .findFirst()
                        .orElse(IDLE);
        };
    }
}
