package arelops.app.up;

import arelops.app.change.Changes;
import arelops.app.reconcile.ChangeDesk;
import arelops.app.run.Output;
import arelops.core.change.ChangeAnswer;
import arelops.core.change.ChangeCommand;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeEvent.Verdict;
import arelops.core.change.ChangeState.Phase;
import arelops.core.evidence.SlotState;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.release.Job;
import arelops.core.release.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A shop in which changes bring commands and files that mean harm, and others that do not.
record HostileShop(Shop shop) implements AutoCloseable {
    /// The check is the change's own `check.sh`; the build says what its cache holds.
    static final String CONFIG = """
            build: |-
              echo "the cache of trunk holds $(ls -A "$HOME" | wc -l) files"; mkdir -p out && javac -d out App.java
            run: exec java -XX:TieredStopAtLevel=1 -cp out App
            checks:
              tests: sh check.sh
            window: 1s
            environments:
              test: off
              beta: {soak: {length: 1s, samples: 1}}
              passive: off
              production: {soak: {length: 1s, samples: 1}}
            """;

    /// A shop in this folder whose engine has begun its ledger.
    static HostileShop in(Path folder) throws IOException, InterruptedException {
        Shop shop = Shop.in(folder, InstantSource.system(), CONFIG);
        Files.writeString(shop.repository().resolve("check.sh"), "grep -q VERSION App.java\n");
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "A check");
        shop.git().run("switch", "-q", "--detach");
        return new HostileShop(shop);
    }

    void start() {
        shop.start("one");
        shop.stepUntil(
                "the ledger has begun",
                () -> shop.board().observed().isPresent()
                        && shop.ledger().trunk().tip().isPresent());
    }

    /// A change whose check is this script.
    ChangeNumber check(String name, String script) throws IOException, InterruptedException {
        return file(name, "check.sh", script + "\n");
    }

    /// A change that brings a file.
    ChangeNumber file(String name, String file, String text) throws IOException, InterruptedException {
        shop.git().run("switch", "-q", "-C", name, "main");
        Files.writeString(shop.repository().resolve(file), text);
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "Change " + file);
        CommitId head = shop.head();
        shop.git().run("switch", "-q", "--detach", "main");
        return open(name, head);
    }

    ChangeNumber open(String branch, CommitId head) {
        return tried(branch, head).change().orElseThrow().state().number();
    }

    ChangeDesk.Told tried(String branch, CommitId head) {
        return shop.engine()
                .controller()
                .changes()
                .open(
                        new ChangeDesk.Asker(Shop.AUTHOR, Role.DEVELOPER),
                        head,
                        new ChangeEvent.Source(Optional.of(branch), Optional.empty()),
                        new ChangeEvent.Words("Title of " + branch, "", false, List.of()));
    }

    /// All changes as the last look saw them.
    Map<ChangeNumber, Changes.Known> seen() {
        return shop.board().observed().orElseThrow().changes().all();
    }

    Changes.Known seen(ChangeNumber number) {
        return shop.board().observed().orElseThrow().changes().of(number).orElseThrow();
    }

    String why(ChangeNumber number) {
        return shop.board().changes().containsKey(number)
                ? shop.board().changes().get(number).decision().because()
                        + shop.board()
                                .changes()
                                .get(number)
                                .mishap()
                                .map(" "::concat)
                                .orElse("")
                : "";
    }

    /// The results of its check on its newest merge result.
    List<SlotState.Result> results(ChangeNumber number) {
        return seen(number).state().work().trials().isEmpty()
                ? List.of()
                : seen(number).state().work().trials().getLast().results();
    }

    /// Steps until its check ended, and gives what that printed.
    String outputOf(ChangeNumber number) {
        shop.stepUntil(
                number + " was checked, not: " + why(number),
                () -> !results(number).isEmpty());
        CommitId tested = seen(number).state().work().trials().getLast().trial().tested();
        return output(new Job.Check(tested, "tests", 1).id());
    }

    /// All that a job printed.
    String output(String job) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Output part = shop.engine().controller().output(job, 0);
        while (part.bytes().length > 0) {
            all.writeBytes(part.bytes());
            part = shop.engine().controller().output(job, part.next());
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    ChangeAnswer say(ChangeNumber number, ChangeCommand what, Role role) {
        return shop.engine()
                .controller()
                .changes()
                .command(new ChangeDesk.Asker(role == Role.ADMIN ? Shop.OTHER : Shop.REVIEWER, role), number, what, "")
                .answer();
    }

    /// Two people approve it, and it lands.
    CommitId land(ChangeNumber number) {
        shop.stepUntil(number + " waits for approvals", () -> why(number).startsWith("approval"));
        ChangeCommand approve = new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), "");
        say(number, approve, Role.REVIEWER);
        say(number, approve, Role.ADMIN);
        shop.stepUntil(number + " has landed", () -> seen(number).state().work().phase() instanceof Phase.Landed);
        return ((Phase.Landed) seen(number).state().work().phase()).commit();
    }

    @Override
    public void close() {
        shop.close();
    }
}
