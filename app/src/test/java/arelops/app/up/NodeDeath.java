package arelops.app.up;

import arelops.app.deploy.Answer;
import arelops.app.deploy.wire.NodeFile;
import arelops.testkit.Patience;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Kills the node with SIGKILL at calls of the target: in turn before the call reaches it, and when it has done
/// what was asked and could not say so any more.
final class NodeDeath implements Calls.Fate {
    private final Path data;
    private final LongPredicate meant;
    private long calls;
    private int deaths;

    /// @param data the node's data folder
    /// @param meant which calls of the target, counted from 1 on
    NodeDeath(Path data, LongPredicate meant) {
        this.data = data;
        this.meant = meant;
    }

    int deaths() {
        return deaths;
    }

    private static boolean asksTheNode(Calls.Call call) {
        return call.name().startsWith("DeployTarget.");
    }

    @Override
    public void before(Calls.Call call) {
        if (asksTheNode(call) && meant.test(++calls) && deaths % 2 == 0) {
            kill();
        }
    }

    @Override
    public @Nullable Object after(Calls.Call call, @Nullable Object answer) {
        if (!asksTheNode(call) || !meant.test(calls) || answer instanceof Answer.Unknown) {
            return answer;
        }
        kill();
        return new Answer.Unknown("the node died before it could answer");
    }

    private void kill() {
        ProcessHandle node =
                ProcessHandle.of(NodeFile.read(data).orElseThrow().pid()).orElseThrow();
        node.destroyForcibly();
        Patience.until("the node is dead", () -> !node.isAlive());
        deaths++;
    }
}
