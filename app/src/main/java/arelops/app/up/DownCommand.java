package arelops.app.up;

import arelops.app.deploy.Answer;
import arelops.app.deploy.process.NodeTarget;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Stops what `up` started for the repository of the working folder.
@Command(
        name = "down",
        description = "Stop ARelOps for this repository: the controller, the node and the apps that it runs.")
public final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Machine machine;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--keep-apps", description = "Stop the controller alone; apps go on serving.")
    private boolean keepApps;

    public DownCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = UpCommand.here(machine);
        Optional<ControllerFile> running = new Background(installation).running();
        if (running.isPresent()) {
            stop(running.get().pid());
            out().println("✓ controller stopped");
        } else {
            out().println("· no controller runs for " + installation.repository());
        }
        if (keepApps) {
            return 0;
        }
        Answer answer = new NodeTarget(installation.node(), machine.clock()).down(true);
        switch (answer) {
            case Answer.Done _ -> out().println("✓ node and apps stopped");
            case Answer.Unknown unknown -> out().println("· no node answers: " + unknown.because());
            case Answer.Refused refused -> out().println("✕ the node refuses: " + refused.because());
            case Answer.Fenced _ -> out().println("✕ another controller's node");
        }
        return answer instanceof Answer.Refused || answer instanceof Answer.Fenced ? 1 : 0;
    }

    /// SIGTERM, which ends a look cleanly; SIGKILL if that takes too long (nothing is lost by it).
    private static void stop(long pid) throws InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.get().destroyForcibly();
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
