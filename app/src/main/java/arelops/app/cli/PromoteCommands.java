package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `approve`, `promote` and `rollback`: commands whose outcome people wait for.
final class PromoteCommands {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration ROLLBACK = Duration.ofMinutes(2);
    private static final int SHOWN = 12;

    private PromoteCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("approve", () -> new Approve(world))
                .add("promote", () -> new Promote(world))
                .add("rollback", () -> new Rollback(world));
    }

    @Command(
            description = "Approve a change, a commit that came without one, or a release for an environment.",
            footer = {
                "",
                "Ends with 0 as soon as the approval is recorded, also where more approvals are needed; with --wait it",
                "ends as promote does: 0 when it got there, 3 when it cannot, 8 when it is still pending."
            })
    static final class Approve implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "CHANGE|SHA", description = "420 or pr/420, or a commit.")
        private String commit = "";

        @Option(names = "--head", paramLabel = "SHA", description = "Of a change: the commit that you saw.")
        private String head = "";

        @Option(names = "--for", paramLabel = "ENV", description = "The environment that needs the approval.")
        private String environment = "";

        @Option(names = "-m", paramLabel = "REASON", description = "A remark; it is recorded.")
        private String reason = "";

        @Option(
                names = "--wait",
                arity = "0..1",
                fallbackValue = "30m",
                paramLabel = "TIME",
                description = "Wait until it landed or is built (with --for: until it runs there); default 30m.")
        private String wait = "";

        Approve(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Optional<Doc> change = environment.isBlank() ? new ChangeTalk(session).named(commit) : Optional.empty();
            if (change.isPresent()) {
                return ReviewCommands.approve(session, change.get(), head, reason, wait);
            }
            ReviewCommands.refuse(head, "--head");
            commit = session.commit(commit);
            session.command(Request.of("approve", common)
                    .put("commit", commit)
                    .put("environment", environment)
                    .put("because", reason)
                    .json());
            return wait.isEmpty() ? Exit.GOOD : new Outcome(session, commit, environment).within(wait);
        }
    }

    @Command(
            description = "Ask for a commit's release in an environment. Ends with 8 while it is not there yet.",
            footer = {
                "",
                "To skip a gate of PRODUCTION takes two people (one in a team of one): both give the same command,",
                "and the first ends with 8 (pending)."
            })
    static final class Promote implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "SHA", description = "The commit.")
        private String commit = "";

        @Option(names = "--to", required = true, paramLabel = "ENV", description = "The environment.")
        private String environment = "";

        @Option(names = "--skip", paramLabel = "GATE", description = "Skip this gate (needs -m; recorded).")
        private List<String> skip = new ArrayList<>();

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        @Option(
                names = "--wait",
                arity = "0..1",
                fallbackValue = "30m",
                paramLabel = "TIME",
                description = "Wait until it runs there or cannot; default 30m.")
        private String wait = "";

        Promote(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            commit = session.commit(commit);
            Doc answer = session.command(Request.of("promote", common)
                    .put("commit", commit)
                    .put("environment", environment)
                    .put("skip", ActCommands.split(skip))
                    .put("because", reason)
                    .json());
            Outcome outcome = new Outcome(session, commit, environment);
            if (wait.isEmpty() && ActCommands.waitsForPeople(answer)) {
                return Exit.PENDING;
            }
            return wait.isEmpty() ? outcome.now() : outcome.within(wait);
        }
    }

    /// What becomes of a commit in an environment; without one, whether it is built.
    private record Outcome(Session session, String commit, String environment) {
        int now() {
            Doc journey = session.client().get("show/" + ControlClient.part(commit));
            for (Doc app : journey.list("apps")) {
                if (session.common().app().isEmpty()
                        || app.text("name").equals(session.common().app())) {
                    return environment.isEmpty() ? built(app) : there(app);
                }
            }
            return Exit.PENDING;
        }

        private static int built(Doc app) {
            return app.flag("built") ? Exit.GOOD : app.flag("notBuilt") ? Exit.REFUSED : Exit.PENDING;
        }

        private int there(Doc app) {
            String state = app.list("environments").stream()
                    .filter(one -> one.text("name").equals(environment.toLowerCase(Locale.ROOT)))
                    .map(one -> one.text("state"))
                    .findFirst()
                    .orElse("");
            return switch (state) {
                case "runs", "trial", "contained", "ran" -> Exit.GOOD;
                case "rejected", "withdrawn" -> Exit.REFUSED;
                default -> Exit.PENDING;
            };
        }

        int within(String time) {
            Duration limit = Session.duration(time);
            Instant end = session.world().clock().instant().plus(limit);
            int code = now();
            while (code == Exit.PENDING
                    && session.world().clock().instant().isBefore(end)
                    && session.world().pause().elapse(BEAT)) {
                code = now();
            }
            if (!session.common().json()) {
                String place = environment.isEmpty() ? "" : environment.toUpperCase(Locale.ROOT);
                View view = session.view();
                switch (code) {
                    case Exit.GOOD ->
                        session.print(view.paint(View.Tone.GOOD, "✓") + " "
                                + (place.isEmpty() ? commit + " is built" : place + " runs " + commit));
                    case Exit.REFUSED ->
                        session.note(view.paint(View.Tone.BAD, "✕") + " "
                                + (place.isEmpty() ? commit + " does not build" : place + " does not take " + commit)
                                + ". See arelops why " + commit);
                    default ->
                        session.note("◐ not yet after " + Span.of(limit) + ". See arelops why "
                                + (place.isEmpty() ? commit : environment));
                }
            }
            return code;
        }
    }

    @Command(description = "Serve the previous settled release again, and hold the environment.")
    static final class Rollback implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ENV", description = "The environment.")
        private String environment = "";

        @Option(names = "--to", paramLabel = "SHA", description = "A settled release; default: the one before.")
        private String to = "";

        @Option(names = "--not-its-fault", description = "The release is not to blame: its commits are no suspects.")
        private boolean notItsFault;

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask.")
        private boolean yes;

        Rollback(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            Doc before = session.environment(client.get("status"), environment);
            String target = to.isEmpty() ? before.at("previous").text("sha") : to;
            if (!yes && !confirmed(session, client, before, target)) {
                session.note("Nothing was changed.");
                return Exit.GOOD;
            }
            session.command(Request.of("rollback", common)
                    .put("environment", environment)
                    .put("to", to)
                    .put("notItsFault", notItsFault)
                    .put("because", reason)
                    .json());
            return follow(session, client, before);
        }

        private boolean confirmed(Session session, ControlClient client, Doc before, String target) {
            if (!session.terminal()) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "cli.confirm",
                        "A rollback asks first, and there is nobody at a terminal to ask",
                        "Add --yes.");
            }
            String name = environment.toUpperCase(Locale.ROOT);
            if (target.isEmpty() || before.text("sha").isEmpty()) {
                return true; // the controller says why this cannot be done
            }
            Doc diff = client.get("diff", Map.of("from", before.text("sha"), "to", target, "app", common.app()));
            List<Doc> commits = diff.list("commits");
            session.print(
                    name + " " + before.text("short") + " → " + diff.at("to").text("short") + "   takes back "
                            + commits.size() + (commits.size() == 1 ? " commit" : " commits"));
            session.print(new HistoryText(session.view()).commits(commits.subList(0, Math.min(SHOWN, commits.size()))));
            if (commits.size() > SHOWN) {
                session.print("  … and " + (commits.size() - SHOWN) + " more");
            }
            session.out().print("Go back? [y/N] ");
            session.out().flush();
            String answer = world.line().orElse("").strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        }

        /// Waits until another release serves, since nobody leaves before that.
        private int follow(Session session, ControlClient client, Doc before) {
            Instant start = world.clock().instant();
            String old = before.text("sha");
            do {
                Doc now = session.environment(client.get("status"), environment);
                if (!now.text("sha").equals(old)) {
                    if (!common.json()) {
                        View view = session.view();
                        String name = environment.toUpperCase(Locale.ROOT);
                        String good = view.paint(View.Tone.GOOD, "✓");
                        session.print(List.of(
                                "  " + good + " tag moved " + before.text("short") + " → " + now.text("short") + "   "
                                        + HumanTime.since(view, start),
                                "  " + good + " " + name + " is held, so that nothing is promoted (arelops resume "
                                        + environment.toLowerCase(Locale.ROOT) + ")"));
                    }
                    return Exit.GOOD;
                }
            } while (world.clock().instant().isBefore(start.plus(ROLLBACK))
                    && world.pause().elapse(BEAT));
            session.note(
                    "◐ " + environment.toUpperCase(Locale.ROOT) + " is not back yet. See arelops why " + environment);
            return Exit.PENDING;
        }
    }
}
