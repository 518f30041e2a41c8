package arelops.app.cli;

import arelops.app.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands that look and change nothing: `status why log show diff logs`.
final class LookCommands {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final String TAIL = "-16384";

    private LookCommands() {}

    static void into(CommandLine root, Surroundings world) {
        root.addSubcommand("status", new Status(world))
                .addSubcommand("why", new Why(world))
                .addSubcommand("log", new Log(world))
                .addSubcommand("show", new Show(world))
                .addSubcommand("diff", new Diff(world))
                .addSubcommand("logs", new Logs(world));
    }

    @Command(description = "What every environment runs, what comes next, and what it waits for.")
    static final class Status implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(
                names = {"-w", "--watch"},
                description = "Go on, and show every change.")
        private boolean watch;

        Status(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            if (watch) {
                return watch(session, client);
            }
            Doc status = client.get("status");
            if (common.json()) {
                session.json(status);
            } else if (common.plain()) {
                session.print(StatusText.plain(status, session.view()));
            } else {
                session.print(new StatusText(session.view()).lines(status));
            }
            return Exit.GOOD;
        }

        private int watch(Session session, ControlClient client) {
            List<String> before = List.of();
            do {
                List<String> now = board(session, client);
                if (session.terminal() && !common.plain()) {
                    redraw(session, before, now);
                } else {
                    changes(session, before, now);
                }
                before = now;
            } while (world.pause().elapse(BEAT));
            return Exit.GOOD;
        }

        private List<String> board(Session session, ControlClient client) {
            boolean drawn = session.terminal() && !common.plain();
            try {
                Doc status = client.get("status");
                return drawn ? new StatusText(session.view()).lines(status) : StatusText.watched(status);
            } catch (Fault fault) {
                if (fault.kind() != Fault.Kind.UNREACHABLE) {
                    throw fault;
                }
                return drawn ? Failure.lines(fault, session.view()) : List.of("unreachable: " + fault.getMessage());
            }
        }

        /// No other screen is used, so that the last board stays when the person leaves.
        private static void redraw(Session session, List<String> before, List<String> now) {
            if (!before.isEmpty()) {
                session.out().print("\u001b[" + before.size() + "A\u001b[J");
            }
            session.print(now);
        }

        private static void changes(Session session, List<String> before, List<String> now) {
            View view = session.view();
            List<String> fresh = new ArrayList<>(now);
            fresh.removeAll(before);
            fresh.forEach(line -> session.print(HumanTime.seconds(view, view.now()) + " " + line));
        }
    }

    @Command(description = "What an environment or a commit waits for, and what opens it.")
    static final class Why implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "ENV|SHA", description = "An environment, or a commit.")
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
                print(session, status, text.overview(status));
            } else if (session.find(status, what).isPresent()) {
                Doc environment = session.environment(status, what);
                print(session, environment, text.environment(environment));
            } else {
                Doc journey =
                        session.aboutCommit(status, what, commit -> client.get("show/" + ControlClient.part(commit)));
                print(session, journey, text.commit(journey));
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

    @Command(description = "The way of one commit from trunk to customers.")
    static final class Show implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "SHA", description = "A commit, or a tag.")
        private String commit = "";

        Show(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc journey = session.client().get("show/" + ControlClient.part(session.commit(commit)));
            if (common.json()) {
                session.json(journey);
            } else {
                session.print(new HistoryText(session.view()).show(journey));
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

    @Command(
            description = "What the app prints in an environment, or what ran for a commit printed: its build, checks"
                    + " and acceptance tests.")
    static final class Logs implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ENV|SHA", description = "An environment, or a commit.")
        private String environment = "";

        @Option(
                names = {"-f", "--follow"},
                description = "Go on as it prints.")
        private boolean follow;

        Logs(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            Doc status = client.get("status");
            if (session.find(status, environment).isEmpty()) {
                return new JobOutput(session, client).of(status, environment);
            }
            String from = TAIL;
            String deployment = "";
            while (true) {
                Doc part = client.get("logs", Map.of("env", environment, "app", common.app(), "from", from));
                if (!deployment.isEmpty() && !part.text("deployment").equals(deployment)) {
                    session.note("--- " + part.text("deployment") + " serves now");
                    deployment = part.text("deployment");
                    from = "0";
                    continue;
                }
                deployment = part.text("deployment");
                String text = part.node().path("text").asText("");
                session.out().print(session.terminal() ? View.harmless(text) : text);
                session.out().flush();
                from = part.text("next");
                boolean more = !text.isEmpty();
                if (!more && (!follow || !world.pause().elapse(BEAT))) {
                    return Exit.GOOD;
                }
            }
        }
    }
}
