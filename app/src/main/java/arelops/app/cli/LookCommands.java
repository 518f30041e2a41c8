package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands that look and change nothing: `why log show diff`, and those with files of their own.
final class LookCommands {
    private LookCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("status", () -> new StatusCommand(world))
                .add("why", () -> new Why(world))
                .add("log", () -> new Log(world))
                .add("show", () -> new Show(world))
                .add("diff", () -> new Diff(world))
                .add("logs", () -> new LogsCommand(world));
    }

    @Command(description = "What an environment, a change or a commit waits for, and what opens it.")
    static final class Why implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(
                arity = "0..1",
                paramLabel = "ENV|CHANGE|SHA",
                description = "An environment, a change, or a commit.")
        private String what = "";

        Why(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            Doc status = client.get("status");
            WhyText text = new WhyText(session.view());
            if (what.isEmpty()) {
                print(session, status, common.plain() ? PlainText.environments(status) : text.overview(status));
            } else if (session.find(status, what).isPresent()) {
                Doc environment = session.environment(status, what);
                print(
                        session,
                        environment,
                        common.plain() ? PlainText.gates(environment) : text.environment(environment));
            } else {
                Optional<Doc> change = new ChangeTalk(session).named(what);
                if (change.isPresent()) {
                    ChangeCommands.why(session, change.get());
                    return Exit.GOOD;
                }
                Doc journey =
                        session.aboutCommit(status, what, commit -> client.get("show/" + ControlClient.part(commit)));
                print(session, journey, common.plain() ? PlainText.journey(journey) : text.commit(journey));
            }
            return Exit.GOOD;
        }

        private void print(Session session, Doc doc, List<String> lines) {
            if (common.json()) {
                session.json(doc);
            } else {
                session.print(lines);
            }
        }
    }

    @Command(description = "What happened: moves of tags and all other records, newest first.")
    static final class Log implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "ENV", description = "Only what moved or was judged there.")
        private String environment = "";

        @Option(
                names = {"-n", "--limit"},
                paramLabel = "N",
                description = "How many records (default 30).")
        private int limit = 30;

        Log(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc log = session.client()
                    .get("log", Map.of("env", environment, "app", common.app(), "limit", Integer.toString(limit)));
            if (common.json()) {
                session.json(log);
            } else {
                session.print(common.plain() ? HistoryText.plainLog(log) : new HistoryText(session.view()).log(log));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "The way of one commit from trunk to customers, or all that is known of a change.")
    static final class Show implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE|SHA", description = "420 or pr/420, a commit, or a tag.")
        private String commit = "";

        Show(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Optional<Doc> change = new ChangeTalk(session).named(commit);
            if (change.isPresent()) {
                ChangeCommands.show(session, change.get());
                return Exit.GOOD;
            }
            Doc journey = session.client().get("show/" + ControlClient.part(session.commit(commit)));
            if (common.json()) {
                session.json(journey);
            } else {
                session.print(
                        common.plain() ? PlainText.journey(journey) : new HistoryText(session.view()).show(journey));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "The commits between two environments or commits; default: PRODUCTION and trunk's tip.")
    static final class Diff implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "An environment or a commit.")
        private String from = "production";

        @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "An environment or a commit.")
        private String to = "";

        Diff(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            String end = to.isEmpty() ? tip(client) : session.commit(to);
            Doc diff = client.get("diff", Map.of("from", session.commit(from), "to", end, "app", common.app()));
            if (common.json()) {
                session.json(diff);
            } else if (common.plain()) {
                session.print(PlainText.commits(diff));
            } else {
                session.print(
                        new HistoryText(session.view()).diff(diff, name(from), to.isEmpty() ? "trunk" : name(to)));
            }
            return Exit.GOOD;
        }

        private static String tip(ControlClient client) {
            List<Doc> trunk = client.get("status").list("trunk");
            return trunk.isEmpty() ? "" : trunk.getLast().text("sha");
        }

        private static String name(String text) {
            return text.matches("[0-9a-fA-F]{4,40}") ? text : text.toUpperCase(java.util.Locale.ROOT);
        }
    }
}
