package arelops.app.forge;

import arelops.app.git.FolderLock;
import arelops.app.git.GitRepository;
import arelops.app.git.HostedRepository;
import arelops.app.git.NativeGit;
import arelops.app.people.RoleText;
import arelops.app.people.TokenStore;
import arelops.core.change.ReservedTags;
import arelops.core.id.AppName;
import arelops.core.id.PersonName;
import arelops.core.policy.Policy;
import arelops.core.release.Role;
import arelops.testkit.SettableClock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/// A hosted repository behind a real server, with one account for each role, for the real git program.
final class ForgeWorld implements Closeable {
    static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    /// Of a small machine, whatever this one has: what takes too much is then seen soon.
    private static final long MEMORY = 768L << 20;

    final Path folder;
    final HostedRepository hosted;
    final TokenStore tokens;
    final SettableClock clock = new SettableClock(NOW);
    final List<Proposal> proposals = Collections.synchronizedList(new ArrayList<>());
    final AtomicReference<Proposals> answering = new AtomicReference<>(Proposals.NONE);
    final AtomicInteger nudges = new AtomicInteger();

    private final FolderLock lock;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Map<Role, String> kept = new EnumMap<>(Role.class);
    private int clones;

    ForgeWorld(Path folder) {
        this.folder = folder;
        this.lock = FolderLock.take(folder.resolve("data"));
        this.hosted = HostedRepository.open(lock, folder.resolve("data/git/forge.git"), "main");
        this.tokens = new TokenStore(folder.resolve("tokens.json"), new SecureRandom(), clock);
        for (Role role : Role.values()) {
            kept.put(role, tokens.issue(name(role), Optional.empty()));
        }
        HostedForge forge = new HostedForge(
                "shop",
                hosted,
                () -> ReservedTags.of(Policy.standard(new AppName("shop"))),
                proposal -> {
                    proposals.add(proposal);
                    return answering.get().propose(proposal);
                },
                nudges::incrementAndGet);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new GitDoor(
                forge,
                token -> tokens.owner(token).map(ForgeWorld::guest),
                request -> request.getHeaders().get("Host").startsWith("127.0.0.1"),
                MEMORY));
        LifeCycle.start(server);
    }

    private static Guest guest(PersonName name) {
        return new Guest(name, RoleText.parse(name.text()).orElseThrow());
    }

    /// Each account is called as its role.
    static PersonName name(Role role) {
        return new PersonName(RoleText.of(role));
    }

    int port() {
        return connector.getLocalPort();
    }

    String token(Role role) {
        return String.valueOf(kept.get(role));
    }

    String plain() {
        return "http://127.0.0.1:" + port() + "/git/shop.git";
    }

    String address(String user, String token) {
        return "http://" + user + ":" + token + "@127.0.0.1:" + port() + "/git/shop.git";
    }

    String address(Role role) {
        return address(RoleText.of(role), token(role));
    }

    GitRepository git() {
        return hosted.git();
    }

    /// A working copy with one commit on `main`, and the forge as its remote `arelops`.
    Path work(Role role) throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve("work" + clones++));
        NativeGit.git(work, "init", "-q", "-b", "main");
        NativeGit.git(work, "remote", "add", "arelops", address(role));
        commit(work, "README", "first");
        return work;
    }

    static void commit(Path work, String file, String text) throws IOException, InterruptedException {
        Files.writeString(work.resolve(file), text);
        NativeGit.git(work, "add", "-A");
        NativeGit.git(work, "commit", "-q", "-m", text);
    }

    /// The repository with trunk made, and a clone of it by this role.
    Path begun(Role role) throws IOException, InterruptedException {
        if (git().refs().trunk().isEmpty()) {
            Path first = work(Role.ADMIN);
            NativeGit.git(first, "push", "-q", "arelops", "main");
        }
        Path clone = folder.resolve("clone" + clones++);
        NativeGit.git(folder, "clone", "-q", "-o", "arelops", address(role), clone.toString());
        return clone;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        git().close();
        lock.close();
    }
}
