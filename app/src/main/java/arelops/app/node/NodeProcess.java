package arelops.app.node;

import java.time.InstantSource;

/// The whole life of a node as a process of its own.
public final class NodeProcess {
    private static final long CLOSE_SECONDS = 30;

    /// Where whoever starts a node sends its output.
    private static final String LOG = "node.log";

    private NodeProcess() {}

    /// Runs a node until SIGTERM or a command asks it to stop. The apps go on, unless the command says otherwise.
    public static void run(NodeSettings settings, InstantSource clock) {
        Node node = Node.start(settings, clock);
        // The hook runs beside the main thread; both wait until everything counted is on the disk.
        Thread hook = new Thread(
                () -> {
                    node.askToStop();
                    try {
                        node.awaitClosed(CLOSE_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "node-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (OwnLog _ = OwnLog.keep(settings.data().resolve(LOG))) {
            node.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
    }
}
