package arelops.app.git;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/// JGit's HTTP server on Jetty, as the embedded forge runs it.
final class JGitServer implements Closeable {
    /// Where the server is cut off from whoever pushes, as if it had been killed there.
    enum Cut {
        NEVER,
        BEFORE_THE_REFS,
        /// All refs are written, and the report is not sent.
        AFTER_THE_REFS
    }

    private final Server server;

    private JGitServer(Server server) {
        this.server = server;
    }

    static JGitServer start(Path bare, AtomicReference<Supplier<Optional<String>>> hook, AtomicReference<Cut> cut) {
        GitServlet servlet = new GitServlet();
        servlet.setRepositoryResolver((request, name) -> opened(bare));
        servlet.setReceivePackFactory((request, repository) -> {
            ReceivePack receive = new ReceivePack(repository);
            receive.setPreReceiveHook((pack, commands) -> {
                hook.get()
                        .get()
                        .ifPresent(why -> commands.forEach(
                                command -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why)));
                cutOff(request, cut.get() == Cut.BEFORE_THE_REFS);
            });
            // The report waits in a buffer until all is done.
            receive.setPostReceiveHook((pack, commands) -> cutOff(request, cut.get() == Cut.AFTER_THE_REFS));
            return receive;
        });
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(servlet), "/*");
        server.setHandler(context);
        LifeCycle.start(server);
        return new JGitServer(server);
    }

    private static void cutOff(HttpServletRequest request, boolean now) {
        if (now) {
            ServletContextRequest.getServletContextRequest(request)
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
            throw new IllegalStateException("killed here");
        }
    }

    private static Repository opened(Path bare) {
        try {
            return new FileRepositoryBuilder().setGitDir(bare.toFile()).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
