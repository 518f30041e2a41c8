package arelops.app.forge;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.lib.Repository;

/// Git over HTTP at `/git/NAME.git`: nobody gets in without a token, and only who may push gets to push.
///
/// What it refuses it says in plain text, as git shows that on the screen.
public final class GitDoor extends Handler.Wrapper {
    private static final String ROOT = "/git/";
    private static final String VISIT = GitDoor.class.getName() + ".visit";

    private final HostedForge forge;
    private final Doorkeeper keeper;
    private final Predicate<Request> isAskedByName;
    private final long memory;
    private final Lock unpacking = new ReentrantLock(true);

    /// @param isAskedByName whether a request names this server as it is called, and not by another name that leads
    /// here
    public GitDoor(HostedForge forge, Doorkeeper keeper, Predicate<Request> isAskedByName) {
        this(forge, keeper, isAskedByName, Runtime.getRuntime().maxMemory());
    }

    /// @param memory of this process, as one push may take a part of it
    GitDoor(HostedForge forge, Doorkeeper keeper, Predicate<Request> isAskedByName, long memory) {
        this.forge = forge;
        this.keeper = keeper;
        this.isAskedByName = isAskedByName;
        this.memory = memory;
        ServletContextHandler context = new ServletContextHandler("/git");
        context.addServlet(new ServletHolder(servlet()), "/*");
        setHandler(context);
    }

    private GitServlet servlet() {
        GitServlet servlet = new GitServlet();
        servlet.setAsIsFileService(null);
        servlet.setRepositoryResolver((_, _) -> forge.repository().serve());
        servlet.setUploadPackFactory((request, repository) -> new Sending(repository));
        servlet.setReceivePackFactory((request, repository) -> receiving(request, repository));
        return servlet;
    }

    private Receiving receiving(HttpServletRequest request, Repository repository) {
        if (request.getAttribute(VISIT) instanceof Visit visit) {
            return new Receiving(repository, forge, visit, unpacking, memory);
        }
        throw new IllegalStateException("nobody gets here without being asked who they are");
    }

    private sealed interface Entry {
        record In(Visit visit) implements Entry {}

        record Out(int status, String because) implements Entry {}
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).startsWith(ROOT)) {
            return false;
        }
        return switch (entry(request)) {
            case Entry.In in -> {
                request.setAttribute(VISIT, in.visit());
                // Packing may go on for longer than the connection may be idle; reading and writing still may not.
                request.addIdleTimeoutListener(_ -> false);
                yield super.handle(request, response, callback);
            }
            case Entry.Out out -> {
                say(response, out, callback);
                yield true;
            }
        };
    }

    private Entry entry(Request request) {
        if (!isAskedByName.test(request)) {
            return new Entry.Out(421, "This server does not answer to that name; use localhost or 127.0.0.1.");
        }
        Optional<String> header = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        Optional<Credentials> shown = header.flatMap(Credentials::read);
        Optional<Guest> guest =
                shown.flatMap(one -> keeper.guest(one.token()).filter(owner -> one.isFor(owner.name())));
        if (guest.isEmpty()) {
            return new Entry.Out(
                    401,
                    header.isEmpty()
                            ? "Sign in: the user is your account, the password your ARelOps token (arl_...)."
                            : "This token is not known here, was taken back, is over, or is not of this account."
                                    + " The user is your account, the password your ARelOps token.");
        }
        String path = Request.getPathInContext(request);
        if (!path.startsWith(forge.path() + "/")) {
            return new Entry.Out(404, "There is no such repository here; there is " + base(request) + forge.path());
        }
        return new Entry.In(new Visit(guest.get(), base(request), forge.path()));
    }

    private static String base(Request request) {
        return "http://" + request.getHeaders().get(HttpHeader.HOST);
    }

    private static void say(Response response, Entry.Out out, Callback callback) {
        response.setStatus(out.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (out.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"ARelOps\", charset=\"UTF-8\"");
        }
        response.write(true, ByteBuffer.wrap((out.because() + "\n").getBytes(StandardCharsets.UTF_8)), callback);
    }
}
