package arelops.app.up;

import arelops.app.deploy.Answer;
import arelops.app.deploy.process.NodeTarget;
import arelops.app.git.FolderLock;
import arelops.app.node.Remains;
import arelops.app.run.Interruption;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings to an end what runs for an installation without its controller: jobs, node and apps.
///
/// What is wanted stays written, so that the next start goes on where this left off. Returns when all has ended, or
/// says what has not.
public final class Standstill {
    /// How long a node may take to close once its apps have ended.
    private static final Duration CLOSES = Duration.ofSeconds(40);

    /// For one that did not hear the question, and for one that was killed.
    private static final Duration UNHEARD = Duration.ofSeconds(10);

    private final Installation installation;
    private final InstantSource clock;

    /// How it went.
    ///
    /// @param node whether a node ran
    /// @param left what did not end, in words; empty when all is still
    public record Ended(boolean node, List<String> left) {
        public Ended {
            left = List.copyOf(left);
        }
    }

    public Standstill(Installation installation, InstantSource clock) {
        this.installation = installation;
        this.clock = clock;
    }

    /// Ends all of it. The controller must have ended before; none can start meanwhile.
    public Ended bring() {
        if (!Files.isDirectory(installation.data())) {
            return new Ended(false, List.of());
        }
        try (FolderLock alone = FolderLock.take(installation.data())) {
            List<String> left = new ArrayList<>();
            Interruption.ofJobs(alone.folder()).forEach(job -> left.add("job " + job));
            OptionalLong node = Remains.node(installation.node());
            if (node.isPresent() && !stop(node.getAsLong())) {
                left.add("the node, process " + node.getAsLong());
                return new Ended(true, left);
            }
            boolean started = endStarted(left);
            Remains.end(installation.node()).forEach(instance -> left.add("instance " + instance));
            return new Ended(node.isPresent() || started, left);
        }
    }

    /// Ends nodes that cannot be asked yet: their controller was killed when it had just started them. None comes after
    /// these, as no controller runs.
    private boolean endStarted(List<String> left) {
        List<OsProcess> nodes = new OwnProcesses(installation).nodes();
        nodes.stream()
                .filter(node -> !node.end(UNHEARD, UNHEARD))
                .forEach(node -> left.add("the node, process " + node.pid()));
        return !nodes.isEmpty();
    }

    /// Asks the node to end with its apps; one that does not is killed, which leaves its apps to [Remains].
    private boolean stop(long pid) {
        Optional<OsProcess> node = OsProcess.find(pid);
        Answer answer = new NodeTarget(installation.node(), clock).down(true);
        boolean heard = answer instanceof Answer.Done || answer instanceof Answer.Refused;
        if (node.isEmpty() || node.get().endsWithin(heard ? CLOSES : UNHEARD)) {
            return true;
        }
        node.get().kill();
        return node.get().endsWithin(UNHEARD);
    }
}
