package arelops.bench.line;

import arelops.app.people.Person;
import arelops.app.reconcile.Controller;
import arelops.app.reconcile.Observed;
import arelops.app.up.Foreground;
import arelops.app.up.Installation;
import arelops.app.up.Launch;
import arelops.app.up.Standstill;
import arelops.core.evidence.Fact;
import arelops.core.evidence.LedgerState;
import arelops.core.evidence.SlotState;
import arelops.core.id.AppName;
import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.id.Slot;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The whole program at work on a repository with a small app, and a person who acts on it.
final class Shop implements AutoCloseable {
    private static final Person OPS = new Person(new PersonName("ops"), Role.ADMIN, List.of("ops@example.org"));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path repository;
    private final Installation installation;
    private final Foreground foreground;
    private int versions;

    private Shop(Path repository, Installation installation, Foreground foreground) {
        this.repository = repository;
        this.installation = installation;
        this.foreground = foreground;
    }

    /// Windows of a second; a canary of three seconds on half of the users, which passes unproven; wide tolerances.
    private static String config() {
        return """
                approvals: 0
                build: mkdir -p out && cp version.txt out
                run: exec %s -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s
                health: /health
                window: 1s
                environments:
                  beta: {soak: {length: 1s, samples: 1}}
                  passive: {canary: off, soak: {length: 1s, samples: 1}}
                  production:
                    canary: {steps: [50%%], each: 3s, small: pass}
                    soak: {length: 1s, samples: 1}
                    failover: {within: 10s, back: [50%%], each: 1s}
                watch: {errors: {max: 20%%, worse: 100%%}, p99: {max: 5s, worse: 900%%}}
                """.formatted(java(), System.getProperty("java.class.path"), VersionedApp.class.getName());
    }

    static Shop start(Path folder) throws IOException, InterruptedException {
        Path repository = Files.createDirectories(folder.resolve("shop"));
        git(repository, "init", "-q", "-b", "main");
        Files.writeString(repository.resolve(".arelops.yaml"), config());
        Files.writeString(repository.resolve("version.txt"), "first\n");
        git(repository, "add", ".");
        git(repository, "commit", "-qm", "first");
        Installation installation = Installation.at(repository, folder);
        List<String> program = List.of(java(), "-cp", System.getProperty("java.class.path"), "arelops.app.Main");
        Launch launch = new Launch(Optional.empty(), Optional.of("main"), program, "bench", 0);
        return new Shop(
                repository,
                installation,
                Foreground.start(installation, launch, Optional.of(OPS), new SecureRandom(), InstantSource.system()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=dev", "-c", "user.email=dev@example.org"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    private Controller controller() {
        return foreground.engine().controller();
    }

    private AppName app() {
        return installation.app();
    }

    /// A commit that changes the version.
    CommitId commit(String kind) throws IOException, InterruptedException {
        versions++;
        Files.writeString(repository.resolve("version.txt"), version(kind) + "\n");
        git(repository, "commit", "-qam", version(kind));
        controller().nudge();
        return head();
    }

    /// The newest version of this kind.
    String version(String kind) {
        return kind + "-" + versions;
    }

    CommitId head() throws IOException, InterruptedException {
        return new CommitId(git(repository, "rev-parse", "main"));
    }

    /// Says it until it is taken: what a person may say follows from what the line just did.
    void say(Command command) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = controller().command(app(), OPS.name(), OPS.role(), command, "measured");
            if (answer instanceof Answer.Accepted) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(command + ": " + answer);
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    void until(String what, Predicate<LedgerState> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (controller()
                .board()
                .observed()
                .map(Observed::ledger)
                .filter(ledger -> condition.test(ledger.state()))
                .isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + PATIENCE.toMinutes() + " min: " + what + "; "
                        + controller().board().apps());
            }
            pause();
        }
    }

    SlotState production(LedgerState ledger) {
        return ledger.slot(new Slot(app(), EnvironmentName.PRODUCTION));
    }

    boolean isSettled(LedgerState ledger, CommitId commit) {
        return production(ledger)
                .serving()
                .filter(serving -> serving.settled() && serving.commit().equals(commit))
                .isPresent();
    }

    boolean isTried(LedgerState ledger, CommitId commit) {
        return production(ledger)
                .attempt()
                .filter(attempt -> attempt.release().commit().equals(commit))
                .isPresent();
    }

    /// What the newest failovers took until the router had confirmed them, newest first, in milliseconds.
    List<Long> failoversTook(int newest) {
        return controller().newest(newest).stream()
                .flatMap(
                        entry -> entry.fact() instanceof Fact.TookOver took ? Stream.of(took.millis()) : Stream.empty())
                .toList();
    }

    URI address() {
        return controller()
                .board()
                .observed()
                .flatMap(observed -> observed.target(new Slot(app(), EnvironmentName.PRODUCTION)))
                .orElseThrow()
                .address()
                .byPort();
    }

    @Override
    public void close() {
        foreground.close();
        new Standstill(installation, InstantSource.system()).bring();
    }
}
