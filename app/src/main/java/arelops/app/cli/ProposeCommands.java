package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.up.GitProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `change open`, `edit` and `comment`: words of those who propose, and of those who answer.
final class ProposeCommands {
    private ProposeCommands() {}

    static void into(CommandLine change, Surroundings world) {
        change.addSubcommand("open", new Open(world))
                .addSubcommand("edit", new Edit(world))
                .addSubcommand("comment", new Comment(world));
    }

    @Command(
            description = "Propose a branch for trunk; the change follows the branch as it is pushed.",
            footer = {"", "Push the branch first. Title and description are those of its newest commit, if not given."})
    static final class Open implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "BRANCH", description = "Default: the current branch here.")
        private String branch = "";

        @Option(
                names = {"-t", "--title"},
                paramLabel = "TITLE",
                description = "One line.")
        private String title = "";

        @Option(
                names = {"-m", "--description"},
                paramLabel = "TEXT",
                description = "What it does and why; - reads it from the input.")
        private @Nullable String description;

        @Option(names = "--draft", description = "It does not land before arelops change ready.")
        private boolean draft;

        @Option(names = "--label", paramLabel = "LABEL", description = "May be given several times.")
        private List<String> labels = new ArrayList<>();

        Open(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            String proposed = branch.isBlank() ? current(session) : branch;
            new ChangeTalk(session)
                    .told(session.client()
                            .post(
                                    "changes",
                                    new Request()
                                            .put("branch", proposed)
                                            .put("title", title)
                                            .given(
                                                    "description",
                                                    Optional.ofNullable(description)
                                                            .map(session::written))
                                            .put("draft", draft)
                                            .put("labels", labels)
                                            .json()));
            return Exit.GOOD;
        }

        private static String current(Session session) {
            return session.common()
                    .installation(session.world())
                    .flatMap(here -> GitProgram.says(here.repository(), "symbolic-ref", "-q", "--short", "HEAD"))
                    .filter(name -> !name.isBlank())
                    .orElseThrow(() -> new Fault(
                            Fault.Kind.INPUT,
                            "cli.branch",
                            "No branch is checked out here",
                            "Name one: arelops change open BRANCH."));
        }
    }

    @Command(description = "Give a change another title, description or labels.")
    static final class Edit implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(
                names = {"-t", "--title"},
                paramLabel = "TITLE",
                description = "One line.")
        private String title = "";

        @Option(
                names = {"-m", "--description"},
                paramLabel = "TEXT",
                description = "What it does and why; - reads it from the input.")
        private @Nullable String description;

        @Option(
                names = "--label",
                paramLabel = "LABEL",
                description = "All labels that it has then; --label '' takes them away.")
        private @Nullable List<String> labels;

        Edit(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Request request = new Request()
                    .put("title", title)
                    .given("description", Optional.ofNullable(description).map(session::written));
            Optional.ofNullable(labels)
                    .ifPresent(all -> request.all(
                            "labels",
                            all.stream().filter(label -> !label.isBlank()).toList()));
            new ChangeTalk(session).say(ChangeTalk.number(change), "reword", request.json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Say something about a change.")
    static final class Comment implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(names = "-m", required = true, paramLabel = "TEXT", description = "What; - reads it from the input.")
        private String text = "";

        Comment(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            new ChangeTalk(session)
                    .say(
                            ChangeTalk.number(change),
                            "comment",
                            new Request().put("text", session.written(text)).json());
            return Exit.GOOD;
        }
    }
}
