package arelops.app.deploy.process;

import arelops.app.deploy.Answer;
import arelops.app.deploy.DeployTarget;
import arelops.app.deploy.DeploymentId;
import arelops.app.deploy.DeploymentSpec;
import arelops.app.deploy.LogPart;
import arelops.app.deploy.LogQuery;
import arelops.app.deploy.Observation;
import arelops.app.deploy.Reply;
import arelops.app.deploy.Route;
import arelops.app.deploy.Token;
import arelops.app.deploy.Usage;
import arelops.app.deploy.Users;
import arelops.app.deploy.Watching;
import arelops.app.deploy.Windows;
import arelops.app.deploy.wire.LogsQuestion;
import arelops.app.deploy.wire.NodeFile;
import arelops.app.deploy.wire.RedirectCommand;
import arelops.app.deploy.wire.RetireCommand;
import arelops.app.deploy.wire.RouteCommand;
import arelops.app.deploy.wire.StartCommand;
import arelops.app.deploy.wire.StopCommand;
import arelops.app.deploy.wire.UsageQuestion;
import arelops.app.deploy.wire.WindowsQuestion;
import arelops.core.id.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Deployments as processes of this machine: passes every call on to the node of a data folder.
public final class NodeTarget implements DeployTarget {
    /// How long a call may take before its answer is unknown.
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    /// Longer than draining, SIGTERM and SIGKILL of an app may take together.
    private static final Duration APPS_DEADLINE = Duration.ofMinutes(2);

    private final NodeCall call;
    private final NodeCall longCall;

    public NodeTarget(Path data, InstantSource clock) {
        this(data, DEADLINE, clock);
    }

    public NodeTarget(Path data, Duration deadline, InstantSource clock) {
        this.call = new NodeCall(data, deadline, clock);
        this.longCall = new NodeCall(data, APPS_DEADLINE, clock);
    }

    @Override
    public Reply<Observation> observe(Slot slot) {
        return call.ask("/observe", slot, Observation.class);
    }

    @Override
    public Answer start(Slot slot, Token token, DeploymentSpec spec) {
        return command("/start", new StartCommand(slot, token, spec));
    }

    @Override
    public Answer route(Slot slot, Token token, Route route, Watching watching) {
        return command("/route", new RouteCommand(slot, token, route, watching));
    }

    @Override
    public Answer redirect(Slot slot, Token token, Users users) {
        return command("/redirect", new RedirectCommand(slot, token, users));
    }

    @Override
    public Answer stop(Slot slot, Token token, DeploymentId deployment) {
        return command("/stop", new StopCommand(slot, token, deployment));
    }

    @Override
    public Answer retire(Slot slot, Token token) {
        return command("/retire", new RetireCommand(slot, token));
    }

    @Override
    public Reply<Windows> windows(Slot slot, long after) {
        return call.ask("/windows", new WindowsQuestion(slot, after), Windows.class);
    }

    @Override
    public Reply<Usage> usage(Slot slot, DeploymentId deployment) {
        return call.ask("/usage", new UsageQuestion(slot, deployment), Usage.class);
    }

    @Override
    public Reply<LogPart> logs(Slot slot, LogQuery query) {
        return call.ask("/logs", new LogsQuestion(slot, query), LogPart.class);
    }

    /// The node's process and ports.
    public Reply<NodeFile> ping() {
        return call.ask("/ping", true, NodeFile.class);
    }

    /// Asks the node to stop, with its apps or without; the next node on the folder starts them again.
    public Answer down(boolean apps) {
        return answer(longCall.ask("/down", apps, Answer.class));
    }

    private Answer command(String path, Object body) {
        return answer(call.ask(path, body, Answer.class));
    }

    private static Answer answer(Reply<Answer> reply) {
        return switch (reply) {
            case Reply.Known<Answer>(Answer answer) -> answer;
            case Reply.Unknown<Answer>(String because) -> new Answer.Unknown(because);
        };
    }
}
