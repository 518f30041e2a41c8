package arelops.app.git;

import static arelops.app.git.ServedRepository.BETA;
import static arelops.app.git.ServedRepository.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arelops.app.fault.Fault;
import arelops.app.git.ServedRepository.Way;
import arelops.core.id.CommitId;
import arelops.testkit.Patience;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// REL-2: what a git server can do to us, and the typed answer to each.
final class GitServerFaultsTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"HTTP_NATIVE", "HTTP_JGIT"})
    @DisplayName("REL-2: the answer is lost after the server did it: unanswered, and the next look sees it done")
    void a_lost_answer_is_no_failure(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                BadProxy proxy = new BadProxy(served.address());
                GitRepository mine = served.connect(proxy.address(served.address()), PATIENT)) {
            ObjectId entry = served.nextEntry(mine, "entry 1");
            List<RefChange> move = List.of(RefChange.move(LEDGER, served.firstEntry, entry), served.beta(0, 5));
            proxy.spoilPushes(BadProxy.Fault.ANSWER_LOST);

            assertThat(mine.push(move)).isInstanceOf(PushAnswer.Unanswered.class);

            proxy.spoilPushes(BadProxy.Fault.NONE);
            RefsSeen seen = mine.fetch();
            assertThat(seen.ref(LEDGER)).contains(entry);
            assertThat(seen.tag("BETA")).contains(served.commit(5));
            assertThat(mine.push(move)).isEqualTo(new PushAnswer.Stale(LEDGER, Optional.of(entry)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_NATIVE", "HTTP_JGIT"})
    @DisplayName("REL-2: a server that hangs after it got the push: unanswered within the deadline")
    void a_hanging_push_comes_back(Way way) throws Exception {
        try (ServedRepository served = ServedRepository.start(way, folder);
                BadProxy proxy = new BadProxy(served.address())) {
            served.connect(served.address(), PATIENT).close();
            Patience.<Exception>growing(SHORT, deadline -> {
                proxy.spoilPushes(BadProxy.Fault.NONE);
                try (GitRepository mine = served.unfetched(proxy.address(served.address()), deadline)) {
                    mine.fetch();
                    proxy.spoilPushes(BadProxy.Fault.HANGS);

                    PushAnswer answer = mine.push(List.of(served.beta(0, 5)));

                    assertThat(answer).isInstanceOf(PushAnswer.Unanswered.class);
                    assertThat(served.actual(BETA)).isEqualTo(served.commit(0).hex());
                }
            });
        }
    }

    @Test
    @DisplayName("REL-2: a hook that hangs in a repository on this disk: unanswered, and its process is ended")
    void a_hanging_hook_is_ended() throws Exception {
        try (ServedRepository served = ServedRepository.start(Way.FILE, folder)) {
            Path pid = folder.resolve("pid");
            NativeGit.hook(served.bare, "pre-receive", "echo $$ > " + pid + "; exec sleep 600");
            Patience.<Exception>growing(SHORT, deadline -> {
                try (GitRepository mine = served.unfetched(served.address(), deadline)) {
                    mine.fetch();

                    PushAnswer answer = mine.push(List.of(served.beta(0, 5)));

                    assertThat(answer).isInstanceOf(PushAnswer.Unanswered.class);
                    assertThat(pid).isNotEmptyFile();
                    long hook = Long.parseLong(Files.readString(pid).strip());
                    ProcessHandle.of(hook).ifPresent(process -> process.onExit().join());
                    assertThat(served.actual(BETA)).isEqualTo(served.commit(0).hex());
                }
            });
        }
    }

    @Test
    @DisplayName("REL-2: nobody listens: a fault that says so, and that nothing was changed")
    void a_server_that_is_gone() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // it has the port, and does not listen
            String there = "127.0.0.1:" + deaf.getLocalPort() + "/x.git";
            for (String address : List.of("http://" + there, "ssh://ann@" + there)) {
                assertUnreachable(address, PATIENT);
            }
        }
    }

    @Test
    @DisplayName("REL-2: a server that takes the connection and says nothing: a fault within the deadline")
    void a_server_that_says_nothing() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (String scheme : List.of("http", "ssh")) {
                assertUnreachable(scheme + "://ann@127.0.0.1:" + mute.getLocalPort() + "/x.git", SHORT.dividedBy(2));
            }
        }
    }

    @Test
    @DisplayName("REL-2: a server that answers 500, 403 or 404: a fault; no password in its words")
    void a_server_that_refuses() throws Exception {
        for (int status : List.of(401, 403, 404, 500, 503)) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            assertUnreachable(
                    "http://ann:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/x.git", PATIENT);
            server.stop(0);
        }
    }

    @Test
    @DisplayName("REL-2: a folder without a repository: a fault")
    void no_repository_there() throws Exception {
        assertUnreachable(folder.resolve("nothing").toString(), PATIENT);
        assertUnreachable(Files.createDirectory(folder.resolve("empty")).toString(), PATIENT);
    }

    private void assertUnreachable(String address, Duration deadline) {
        try (FolderLock lock = FolderLock.take(folder.resolve("data"));
                GitRepository repository = GitRepository.remote(
                        lock,
                        folder.resolve("data/m.git"),
                        RemoteAddress.parse(address),
                        "main",
                        new GitAccess(deadline, CredentialSource.none(), folder))) {
            ObjectId blob;
            try (NewObjects objects = repository.newObjects()) {
                blob = objects.blob(new byte[] {1});
                objects.write();
            }
            for (Runnable call : List.<Runnable>of(
                    repository::refs,
                    repository::fetch,
                    () -> repository.push(List.of(RefChange.create("refs/arelops/x", blob))))) {
                assertThatThrownBy(call::run)
                        .isInstanceOfSatisfying(
                                Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE))
                        .hasMessageNotContaining("s3cret")
                        .hasStackTraceContaining("Fault")
                        .satisfies(fault -> assertThat(trace(fault)).doesNotContain("s3cret"));
            }
        }
    }

    private static String trace(Throwable fault) {
        java.io.StringWriter text = new java.io.StringWriter();
        fault.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    @DisplayName("An unknown ssh host key is refused: nobody is there to be asked")
    void an_unknown_host_is_refused() throws Exception {
        try (ServedRepository served = ServedRepository.start(Way.SSH_NATIVE, folder);
                GitRepository mine = served.unfetched(served.address(), PATIENT)) {
            Files.writeString(served.home().resolve(".ssh/known_hosts"), "");

            assertThatThrownBy(mine::refs).isInstanceOf(Fault.class);

            assertThat(Files.readString(served.home().resolve(".ssh/known_hosts")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("http credentials come from git's credential file, for the right host only")
    void credentials_come_from_the_file() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        java.util.concurrent.atomic.AtomicReference<String> seen =
                new java.util.concurrent.atomic.AtomicReference<>("");
        server.createContext("/", exchange -> {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .ifPresent(seen::set);
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        String host = "127.0.0.1:" + server.getAddress().getPort();
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "https://" + "eve:wrong@elsewhere\nnot a line\nhttp://ann:p%40ss+@" + host + "\n");

        CredentialFile source = new CredentialFile(file);

        assertThat(source.find("http", host)).contains(new Credentials("ann", "p@ss+"));
        assertThat(source.find("https", host)).isEmpty();
        assertThat(source.find("http", host).toString()).doesNotContain("p@ss+");
        try (FolderLock lock = FolderLock.take(folder.resolve("data"));
                GitRepository repository = GitRepository.remote(
                        lock,
                        folder.resolve("data/m.git"),
                        RemoteAddress.parse("http://" + host + "/x.git"),
                        "main",
                        new GitAccess(PATIENT, source, folder))) {
            assertThatThrownBy(repository::refs).isInstanceOf(Fault.class);
        }
        server.stop(0);
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(seen.get().substring("Basic ".length())),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("ann:p@ss+");
    }

    @Test
    @DisplayName(
            "Lock files that a killed predecessor left are swept from our own repositories, under the folder's lock")
    void our_own_lock_files_are_swept() throws Exception {
        Path bare = folder.resolve("data/own.git");
        try (FolderLock lock = FolderLock.take(folder.resolve("data"))) {
            GitRepository.ours(lock, bare, "main").close();
            Files.createFile(bare.resolve("packed-refs.lock"));
            Files.createFile(bare.resolve("refs/tags/BETA.lock"));

            try (GitRepository repository = GitRepository.ours(lock, bare, "main");
                    NewObjects objects = repository.newObjects()) {
                ObjectId entry = ObjectId.of(ServedRepository.entry(objects, "e", List.of()));
                objects.write();
                assertThat(repository.push(List.of(RefChange.create(LEDGER, entry), RefChange.create(BETA, entry))))
                        .isEqualTo(new PushAnswer.Done());
            }

            assertThatThrownBy(() -> FolderLock.take(folder.resolve("data")))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("Another");
            assertThatThrownBy(() -> GitRepository.ours(lock, folder.resolve("elsewhere.git"), "main"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        FolderLock.take(folder.resolve("data")).close();
    }

    @Test
    @DisplayName("What is being packed when a repository is closed ends with it, and is packed another time")
    void packing_ends_with_its_repository() throws Exception {
        try (FolderLock lock = FolderLock.take(folder.resolve("data"))) {
            GitRepository repository = GitRepository.ours(lock, folder.resolve("data/own.git"), "main");
            CommitId tip = pushed(repository, 60);
            CountDownLatch begun = new CountDownLatch(1);
            Thread packing = Thread.ofVirtual().start(() -> {
                begun.countDown();
                repository.tidy();
            });
            begun.await();

            repository.close();

            assertThat(packing.join(Duration.ofMinutes(2))).isTrue();
            assertThat(repository.tidy()).as("nothing begins any more").isFalse();
            try (GitRepository again = GitRepository.ours(lock, folder.resolve("data/own.git"), "main")) {
                assertThat(again.firstParents(tip, Optional.empty()).orElseThrow())
                        .hasSize(60);
            }
        }
    }

    private static CommitId pushed(GitRepository repository, int entries) {
        Optional<ObjectId> tip = Optional.empty();
        for (int i = 0; i < entries; i++) {
            try (NewObjects objects = repository.newObjects()) {
                ObjectId next = ObjectId.of(ServedRepository.entry(
                        objects,
                        "e" + i,
                        tip.map(id -> new CommitId(id.hex())).stream().toList()));
                objects.write();
                repository.push(List.of(new RefChange(LEDGER, tip, Optional.of(next))));
                tip = Optional.of(next);
            }
        }
        return new CommitId(tip.orElseThrow().hex());
    }

    @Test
    @DisplayName("Our own repositories are packed together after many pushes; nothing is lost")
    void many_packs_are_packed_together() {
        try (FolderLock lock = FolderLock.take(folder.resolve("data"));
                GitRepository repository = GitRepository.ours(lock, folder.resolve("data/own.git"), "main")) {
            Optional<ObjectId> tip = Optional.empty();
            for (int i = 0; i < 50; i++) {
                assertThat(repository.tidy()).isFalse();
                try (NewObjects objects = repository.newObjects()) {
                    ObjectId next = ObjectId.of(ServedRepository.entry(
                            objects,
                            "e" + i,
                            tip.map(id -> new CommitId(id.hex())).stream().toList()));
                    objects.write();
                    repository.push(List.of(new RefChange(LEDGER, tip, Optional.of(next))));
                    tip = Optional.of(next);
                }
            }

            assertThat(repository.tidy()).isTrue();

            CommitId last = new CommitId(tip.orElseThrow().hex());
            assertThat(repository.refs().ref(LEDGER)).isEqualTo(tip);
            assertThat(repository.firstParents(last, Optional.empty()).orElseThrow())
                    .hasSize(50);
        }
    }

    @Test
    @DisplayName("An address that git would take for an option, or a helper program, is refused without repeating it")
    void a_hostile_address_is_refused() {
        for (String address :
                List.of("-oProxyCommand=x", "ssh://-oProxyCommand=x/y", "ext::sh -c x", "ftp://a/b", "host:-x", "")) {
            assertThatThrownBy(() -> RemoteAddress.parse(address)).as(address).isInstanceOf(Fault.class);
        }
        assertThat(RemoteAddress.parse("https://ann:s3cret@example.org/x.git"))
                .hasToString("https://example.org/x.git");
        assertThat(RemoteAddress.parse("git@example.org:x/y.git")).hasToString("git@example.org:x/y.git");
    }
}
