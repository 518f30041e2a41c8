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
import arelops.core.id.PersonName;
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

/// A shop to which changes are proposed, and all that people say of them.
record ChangeShop(Shop shop) implements AutoCloseable {
    /// The check is the change's own `check.sh`.
    static final String PLAIN = """
            build: %s
            run: %s
            checks:
              tests: sh check.sh
            window: 1s
            environments:
              test: off
              beta: {soak: {length: 1s, samples: 1}}
              passive: off
              production: {canary: off, soak: {length: 1s, samples: 1}}
            """.formatted(Shop.BUILD, Shop.RUN);

    /// The same, and the build says what its cache holds.
    static final String SHOWING_ITS_CACHE =
            PLAIN.replace("build: ", "build: echo \"the cache of trunk holds $(ls -A \\\"$HOME\\\" | wc -l) files\"; ");

    /// A shop in this folder with these rules, before its engine starts; trunk is nobody's to look at.
    static ChangeShop in(Path folder, String config) throws IOException, InterruptedException {
        Shop shop = Shop.in(folder, InstantSource.system(), config);
        Files.writeString(
                shop.repository().resolve("check.sh"), "grep -q VERSION App.java && ! grep -rq BROKEN notes\n");
        Files.createDirectory(shop.repository().resolve("notes"));
        Files.writeString(shop.repository().resolve("notes/first.txt"), "fine\n");
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "A check");
        shop.git().run("switch", "-q", "--detach");
        return new ChangeShop(shop);
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
        return open(name, commit(name, file, text));
    }

    /// A commit on a branch from trunk that brings a file; nothing of it stays checked out.
    CommitId commit(String branch, String file, String text) throws IOException, InterruptedException {
        CommitId head = branch(branch, file, text);
        shop.git().run("switch", "-q", "--detach", "main");
        return head;
    }

    /// The same, and the branch stays checked out.
    CommitId branch(String name, String file, String text) throws IOException, InterruptedException {
        shop.git().run("switch", "-q", "-C", name, "main");
        Files.writeString(shop.repository().resolve(file), text);
        shop.git().run("add", ".");
        shop.git().run("commit", "-qm", "Change " + file);
        return shop.head();
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

    ChangeAnswer say(PersonName who, Role role, ChangeNumber number, ChangeCommand what) {
        return shop.engine()
                .controller()
                .changes()
                .command(new ChangeDesk.Asker(who, role), number, what, "")
                .answer();
    }

    /// Two people do.
    void approve(ChangeNumber number) {
        ChangeCommand approve = new ChangeCommand.Review(Verdict.APPROVED, Optional.empty(), "");
        say(Shop.REVIEWER, Role.REVIEWER, number, approve);
        say(Shop.OTHER, Role.ADMIN, number, approve);
    }

    /// Two people approve it, and it lands.
    CommitId land(ChangeNumber number) {
        shop.stepUntil(number + " waits for approvals", () -> why(number).startsWith("approval"));
        approve(number);
        shop.stepUntil(number + " has landed", () -> seen(number).state().work().phase() instanceof Phase.Landed);
        return ((Phase.Landed) seen(number).state().work().phase()).commit();
    }

    @Override
    public void close() {
        shop.close();
    }
}
