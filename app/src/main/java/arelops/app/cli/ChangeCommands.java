package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `change list` and `show`, and what takes no more than the number of a change.
final class ChangeCommands {
    private ChangeCommands() {}

    static void into(Commands root, Surroundings world) {
        ReviewCommands.into(root, world);
        root.add("change", () -> change(world));
    }

    private static CommandLine change(Surroundings world) {
        CommandLine change = Group.of("change", "Changes: commits proposed for trunk (pull requests).");
        ProposeCommands.into(change, world);
        change.addSubcommand("list", new All(world))
                .addSubcommand("show", new Show(world))
                .addSubcommand(OnChange.of("ready", "It may land: no draft any more.", world))
                .addSubcommand(OnChange.of("draft", "Keep it back: a draft does not land.", world))
                .addSubcommand(OnChange.of("close", "Give it up; reopen takes it up again.", world))
                .addSubcommand(OnChange.of("reopen", "Take up a change that was closed.", world))
                .addSubcommand(OnChange.of("withdraw", "Take back what you said of it: approval or objection.", world));
        ReviewCommands.below(change, world);
        return change;
    }

    @Command(description = "The open changes, the newest first.")
    static final class All implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(names = "--all", description = "Those too that landed or were closed.")
        private boolean all;

        @Option(names = "--landed", description = "Those that landed.")
        private boolean landed;

        @Option(names = "--closed", description = "Those that were closed.")
        private boolean closed;

        @Option(names = "--by", paramLabel = "NAME", description = "Only of this person.")
        private String by = "";

        @Option(names = "--label", paramLabel = "LABEL", description = "Only with this label.")
        private String label = "";

        @Option(
                names = {"-n", "--limit"},
                paramLabel = "N",
                description = "How many (default 30).")
        private int limit = 30;

        @Parameters(arity = "0..*", paramLabel = "WORD", description = "Only those whose words hold all of these.")
        private List<String> words = List.of();

        All(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc changes = session.client()
                    .get(
                            "changes",
                            Map.of(
                                    "state", state(),
                                    "by", by,
                                    "label", label,
                                    "limit", Integer.toString(limit),
                                    "q", String.join(" ", words)));
            if (common.json()) {
                session.json(changes);
            } else {
                session.print(
                        common.plain() ? ChangeText.plain(changes) : new ChangeText(session.view()).list(changes));
            }
            return Exit.GOOD;
        }

        private String state() {
            boolean several = landed && closed;
            return all || several ? "all" : landed ? "landed" : closed ? "closed" : "open";
        }
    }

    @Command(description = "One change: its conditions, what people said, and all that happened.")
    static final class Show implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        Show(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            show(session, new ChangeTalk(session).get(ChangeTalk.number(change)));
            return Exit.GOOD;
        }
    }

    static void show(Session session, Doc change) {
        if (session.common().json()) {
            session.json(change);
        } else {
            session.print(
                    session.common().plain()
                            ? ChangeText.plainGates(change)
                            : new ChangeText(session.view()).show(change));
        }
    }

    static void why(Session session, Doc change) {
        if (session.common().json()) {
            session.json(change);
        } else {
            session.print(
                    session.common().plain()
                            ? ChangeText.plainGates(change)
                            : new ChangeText(session.view()).why(change));
        }
    }

    /// A command that needs a change and nothing else.
    @Command
    static final class OnChange implements Callable<Integer> {
        private final String act;
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE", description = "420 or pr/420.")
        private String change = "";

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        OnChange(String act, Surroundings world) {
            this.act = act;
            this.world = world;
        }

        static CommandLine of(String act, String description, Surroundings world) {
            CommandLine made = new CommandLine(new OnChange(act, world));
            made.getCommandSpec().name(act).usageMessage().description(description);
            return made;
        }

        @Override
        public Integer call() {
            new ChangeTalk(new Session(world, common))
                    .say(
                            ChangeTalk.number(change),
                            act,
                            new Request().put("because", reason).json());
            return Exit.GOOD;
        }
    }
}
