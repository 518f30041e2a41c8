package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Span;
import arelops.app.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `failover`, `drill` and `failback`: who serves PRODUCTION's users.
final class FailoverCommands {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SEEN = "See arelops why production";

    private FailoverCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("failover", () -> new FailOver(world))
                .add("drill", () -> new Drill(world))
                .add("failback", () -> new FailBack(world));
    }

    @Command(
            description = "Send all users of PRODUCTION to PASSIVE, on the release that PRODUCTION's tag names.",
            footer = {
                "",
                "No tag moves. What is on its way into either environment is withdrawn and offered again later, no",
                "requests are copied to PASSIVE any more, and both are held until resume. Ends with 0 when all users",
                "are there, with 8 when they are not yet."
            })
    static final class FailOver implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(
                names = "--onto",
                paramLabel = "SHA",
                description = "Another release that runs in PASSIVE, such as its candidate.")
        private String onto = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask.")
        private boolean yes;

        FailOver(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc status = session.client().get("status");
            if (!yes && !confirmed(session, status)) {
                session.note("Nothing was changed.");
                return Exit.GOOD;
            }
            session.command(Request.of("failover", common)
                    .put("onto", onto.isEmpty() ? "" : session.commit(onto))
                    .put("because", reason)
                    .json());
            Optional<Doc> measured = new Wait(session).measured(status.number("entries"));
            measured.ifPresentOrElse(
                    entry -> told(session, entry), () -> session.note("◐ not all users are there yet. " + SEEN + "."));
            return measured.isPresent() ? Exit.GOOD : Exit.PENDING;
        }

        private boolean confirmed(Session session, Doc status) {
            if (!session.terminal()) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "cli.confirm",
                        "A failover asks first, and there is nobody at a terminal to ask",
                        "Add --yes.");
            }
            Doc production = session.environment(status, "production");
            session.print("All users of PRODUCTION go to PASSIVE, on "
                    + (onto.isEmpty() ? production.text("short") : onto) + ". PASSIVE and PRODUCTION are held.");
            session.out().print("Fail over? [y/N] ");
            session.out().flush();
            String answer = world.line().orElse("").strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        }
    }

    @Command(
            description = "Measure a failover: users go to PASSIVE, and come back on their own.",
            footer = {
                "",
                "Ends with 0 when it took no longer than the rules allow (environments.production.failover), with 3",
                "when it took longer, with 8 when it was not in effect yet; --wait waits until all users are back."
            })
    static final class Drill implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "a drill";

        @Option(
                names = "--wait",
                arity = "0..1",
                fallbackValue = "1h",
                paramLabel = "TIME",
                description = "Wait until all users are back; default 1h.")
        private String wait = "";

        Drill(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            long before = session.client().get("status").number("entries");
            session.command(Request.of("drill", common).put("because", reason).json());
            Wait waiting = new Wait(session);
            Optional<Doc> measured = waiting.measured(before);
            if (measured.isEmpty()) {
                session.note("◐ not all users are there yet. " + SEEN + ".");
                return Exit.PENDING;
            }
            boolean over = told(session, measured.get());
            if (!wait.isEmpty() && !waiting.back(Session.duration(wait))) {
                return Exit.PENDING;
            }
            return over ? Exit.REFUSED : Exit.GOOD;
        }
    }

    @Command(
            description = "Let users come back from PASSIVE to PRODUCTION, share by share.",
            footer = {
                "",
                "Where those who are back have it worse than the others, all are sent to PASSIVE again, and a person",
                "decides. PASSIVE and PRODUCTION stay held until resume, but after a drill."
            })
    static final class FailBack implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(names = "--now", description = "All of them at once.")
        private boolean now;

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        @Option(
                names = "--wait",
                arity = "0..1",
                fallbackValue = "1h",
                paramLabel = "TIME",
                description = "Wait until all users are back; default 1h.")
        private String wait = "";

        FailBack(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            session.command(Request.of("failback", common)
                    .put("now", now)
                    .put("because", reason)
                    .json());
            boolean done = wait.isEmpty() || new Wait(session).back(Session.duration(wait));
            return done ? Exit.GOOD : Exit.PENDING;
        }
    }

    /// Says how long a failover took; true if that is longer than the rules allow.
    private static boolean told(Session session, Doc measured) {
        Duration took = Duration.ofMillis(measured.number("millis"));
        Duration limit = Duration.ofMillis(measured.number("within"));
        boolean over = took.compareTo(limit) > 0;
        if (!session.common().json()) {
            View view = session.view();
            session.print("  "
                    + (over ? view.paint(View.Tone.BAD, "✕") : view.paint(View.Tone.GOOD, "✓"))
                    + " all users are served by PASSIVE after " + seconds(took)
                    + (over ? ", longer than the limit of " : "; the limit is ") + Span.of(limit));
        }
        return over;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /// Waits for what the line does.
    private record Wait(Session session) {

        /// The entry after these that says how long a failover took; empty where there is none in time.
        Optional<Doc> measured(long after) {
            return within(
                    PATIENCE,
                    () -> session
                            .client()
                            .get(
                                    "log",
                                    Map.of(
                                            "env",
                                            "production",
                                            "app",
                                            session.common().app()))
                            .list("entries")
                            .stream()
                            .filter(entry ->
                                    entry.text("kind").equals("failover-measured") && entry.number("seq") > after)
                            .findFirst());
        }

        /// Whether all users are back in time.
        boolean back(Duration time) {
            boolean back = within(
                            time,
                            () -> Optional.of(session.client().get("status"))
                                    .filter(status -> status.list("apps").stream()
                                            .filter(app ->
                                                    session.common().app().isEmpty()
                                                            || app.text("name")
                                                                    .equals(session.common()
                                                                            .app()))
                                            .noneMatch(app -> app.has("failover"))))
                    .isPresent();
            if (back && !session.common().json()) {
                session.print("  " + session.view().paint(View.Tone.GOOD, "✓") + " all users are back in PRODUCTION");
            } else if (!back) {
                session.note("◐ not all users are back after " + Span.of(time) + ". " + SEEN + ".");
            }
            return back;
        }

        private <T> Optional<T> within(Duration time, Supplier<Optional<T>> ask) {
            Instant end = session.world().clock().instant().plus(time);
            Optional<T> found = ask.get();
            while (found.isEmpty()
                    && session.world().clock().instant().isBefore(end)
                    && session.world().pause().elapse(BEAT)) {
                found = ask.get();
            }
            return found;
        }
    }
}
