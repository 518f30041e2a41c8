package arelops.bench.changes;

import arelops.app.git.GitIdentity;
import arelops.app.git.GitRepository;
import arelops.app.git.NewObjects;
import arelops.app.git.ObjectId;
import arelops.app.git.RefChange;
import arelops.core.change.ChangeEvent;
import arelops.core.change.ChangeHistory;
import arelops.core.change.Head;
import arelops.core.evidence.Actor;
import arelops.core.id.ChangeNumber;
import arelops.core.id.CommitId;
import arelops.core.id.Digest;
import arelops.core.id.PersonName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A repository with so many changes that are over, each with so many entries.
///
/// @param folder the working copy
record ManyChanges(Path folder, int changes, int entries) {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final Actor DEVELOPER = new Actor.Person(new PersonName("dev-1"));
    private static final Actor REVIEWER = new Actor.Person(new PersonName("rev-1"));
    private static final GitIdentity OURS = new GitIdentity("ARelOps", "arelops@localhost");

    static ManyChanges in(Path folder, int changes, int entries) throws IOException, InterruptedException {
        git(folder, "init", "-q", "-b", "main");
        git(
                folder,
                "-c",
                "user.name=dev-1",
                "-c",
                "user.email=dev-1@example.org",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "A shop");
        ManyChanges many = new ManyChanges(folder, changes, entries);
        GitRepository git = GitRepository.theirs(folder, "main");
        CommitId head = git.fetch().trunk().orElseThrow();
        List<RefChange> refs = new ArrayList<>();
        try (NewObjects objects = git.newObjects()) {
            for (int number = 1; number <= changes; number++) {
                ObjectId tip = ObjectId.of(many.written(objects, new ChangeNumber(number), head));
                refs.add(RefChange.create("refs/arelops/changes/" + number, tip));
                refs.add(RefChange.create("refs/pull/" + number + "/head", ObjectId.of(head)));
            }
            objects.write();
        }
        git.push(refs);
        git(folder, "pack-refs", "--all");
        return many;
    }

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
    }

    /// Opened, talked about, and closed.
    private CommitId written(NewObjects objects, ChangeNumber number, CommitId head) {
        ChangeHistory history = ChangeHistory.open(
                new ChangeEvent.Opened(
                        number,
                        new ChangeEvent.Source(Optional.of("work-" + number.value()), Optional.empty()),
                        new ChangeEvent.Words(
                                "Change the price of item " + number.value(), "As agreed.", false, List.of("price")),
                        new Head(head, Digest.of(head.hex()))),
                DEVELOPER,
                "",
                START);
        for (int entry = 2; entry < entries; entry++) {
            history = history.with(
                    new ChangeEvent.Commented("Remark " + entry + " on what " + number + " does to the totals."),
                    entry % 2 == 0 ? REVIEWER : DEVELOPER,
                    "",
                    START.plusSeconds(entry));
        }
        history = history.with(new ChangeEvent.Closed(), DEVELOPER, "superseded", START.plusSeconds(entries));
        ObjectId blob = objects.blob((String.join("\n", history.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
        return objects.commit(
                objects.tree(Map.of("events.jsonl", blob)), List.of(), OURS, START, "history of " + number);
    }
}
