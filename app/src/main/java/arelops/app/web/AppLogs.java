package arelops.app.web;

import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.fault.Fault;
import arelops.app.reconcile.Observed;
import arelops.core.id.EnvironmentName;
import arelops.core.id.Slot;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A piece of what an instance of an app printed, as JSON.
record AppLogs(Engine engine, Observed observed) {
    ObjectNode of(Slot slot, Question question) {
        EnvironmentName environment = slot.environment();
        Observation target = observed.target(slot)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.UNREACHABLE,
                        "target.unknown-state",
                        "What runs in " + environment.upper() + " is not known",
                        "See arelops status; the next look asks again."));
        Observation.Deployment deployment = deployment(target)
                .orElseThrow(() -> Question.unknown(
                        "Nothing runs in " + environment.upper(), "See arelops why " + environment + "."));
        List<Integer> instances = deployment.instances().stream()
                .map(Observation.Instance::number)
                .sorted()
                .toList();
        int instance = (int) question.number("instance", instances.isEmpty() ? 1 : instances.getFirst());
        if (question.parameter("instance").isPresent() && !instances.contains(instance)) {
            throw Question.unknown(
                    environment.upper() + " has no instance " + instance,
                    instances.isEmpty() ? "It has none at the moment." : "It has " + texts(instances) + ".");
        }
        long from = question.parameter("from")
                .map(text -> text.startsWith("-")
                        ? -Question.whole("from", text.substring(1))
                        : Question.whole("from", text))
                .orElse(0L);
        return switch (engine.logs(slot, new LogQuery(deployment.id(), instance, from))) {
            case Reply.Known<LogPart> known -> {
                ObjectNode out = JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("deployment", deployment.id().text())
                        .put("instance", instance)
                        .put("from", known.value().from())
                        .put("next", known.value().next())
                        .put("text", known.value().text());
                instances.forEach(out.putArray("instances")::add);
                yield out;
            }
            case Reply.Unknown<LogPart> unknown ->
                throw new Fault(
                        Fault.Kind.UNREACHABLE,
                        "target.silent",
                        unknown.because(),
                        "See arelops status; the next look asks again.");
        };
    }

    private static String texts(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    /// The deployment that serves; else the newest, which may be the one that does not come up.
    private static Optional<Observation.Deployment> deployment(Observation target) {
        Optional<Observation.Deployment> serving = target.route() instanceof Route.Serving route
                ? target.deployments().stream()
                        .filter(one -> route.shares().stream()
                                .anyMatch(share -> share.deployment().equals(one.id())))
                        .findFirst()
                : Optional.empty();
        return serving.or(
                () -> target.deployments().stream().max(java.util.Comparator.comparing(Observation.Deployment::since)));
    }
}
