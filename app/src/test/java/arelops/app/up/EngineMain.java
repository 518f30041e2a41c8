package arelops.app.up;

import arelops.core.id.CommitId;
import arelops.core.id.EnvironmentName;
import arelops.core.id.PersonName;
import arelops.core.release.Answer;
import arelops.core.release.Command;
import arelops.core.release.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// A controller as a process of its own, which counts its effectful calls and meets its doom at one of them.
///
/// Arguments: repository, data, work, remote (`-` for none), name, doom, log of calls, seconds that its clock is
/// ahead. Each line of its input is a person's command, which they repeat until it is accepted: `approve PERSON
/// COMMIT`, or `rollback`, `return` (a rollback without blame) or `resume` of PRODUCTION with the PERSON.
final class EngineMain {
    private static final Duration POLL = Duration.ofMillis(100);

    private EngineMain() {}

    public static void main(String[] arguments) {
        Installation installation =
                new Installation(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        Optional<String> remote = Optional.of(arguments[3]).filter(text -> !text.equals("-"));
        Launch launch = new Launch(remote, Optional.of("main"), Shop.java(), arguments[4], 0);
        InstantSource clock =
                InstantSource.offset(InstantSource.system(), Duration.ofSeconds(Long.parseLong(arguments[7])));
        Calls calls = new Calls(Path.of(arguments[6]), Doom.parse(arguments[5]));
        Engine engine = Engine.start(
                installation,
                launch,
                _ -> _ -> Set.of(Shop.AUTHOR),
                clock,
                new CountingAdapters(new LocalAdapters(installation, launch, clock), calls));
        Thread.ofPlatform().daemon().start(() -> listen(engine));
        engine.controller().run(POLL);
    }

    private static void listen(Engine engine) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Answer answer = obey(engine, line.split(" ", -1));
                while (!(answer instanceof Answer.Accepted)) {
                    System.out.println(line + ": " + answer);
                    LockSupport.parkNanos(POLL.toNanos());
                    answer = obey(engine, line.split(" ", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer obey(Engine engine, String[] words) {
        PersonName person = new PersonName(words[1]);
        return switch (words[0]) {
            case "approve" ->
                engine.controller()
                        .command(
                                Shop.APP,
                                person,
                                Role.REVIEWER,
                                new Command.Approve(new CommitId(words[2]), Optional.empty()),
                                "in a test");
            case "rollback" ->
                operate(engine, person, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), false));
            case "return" ->
                operate(engine, person, new Command.Rollback(EnvironmentName.PRODUCTION, Optional.empty(), true));
            case "resume" -> operate(engine, person, new Command.Resume(EnvironmentName.PRODUCTION));
            default -> throw new IllegalArgumentException("no command " + words[0]);
        };
    }

    private static Answer operate(Engine engine, PersonName person, Command command) {
        return engine.controller().command(Shop.APP, person, Role.OPERATOR, command, "in a test");
    }
}
