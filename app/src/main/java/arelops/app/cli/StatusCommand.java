package arelops.app.cli;

import arelops.app.fault.Fault;
import arelops.app.web.PastPage;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.EnvironmentPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `status`: now, as it goes on, or as it was.
@Command(description = "What every environment runs, what comes next, and what it waits for.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(
            names = {"-w", "--watch"},
            description = "Go on, and show every change.")
    private boolean watch;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The line as it stood then, from the ledger's entries: RFC 3339, or a local date and time.")
    private String at = "";

    StatusCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        if (!at.isBlank()) {
            return past(session, TimeText.past(at, session.view()));
        }
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
            firstPush(status, client).ifPresent(session::print);
        }
        return Exit.GOOD;
    }

    /// By the controller where one runs, else from git alone.
    private int past(Session session, Instant then) {
        if (watch) {
            throw new Fault(
                    Fault.Kind.INPUT, "cli.usage", "--at and --watch exclude each other", "What was does not change.");
        }
        Optional<Doc> found = new OfflineLedger(session)
                .ask(client -> client.get("status", Map.of("at", then.toString())), opened -> past(opened, then));
        View view = session.view();
        if (found.isEmpty()) {
            return OfflineLedger.none(session);
        }
        Doc past = found.get();
        if (common.json()) {
            session.json(past);
        } else if (past.number("entries") > 0) {
            session.print(common.plain() ? PastText.plain(past) : new PastText(view).lines(past));
        }
        if (past.number("entries") == 0) {
            session.note(view.paint(View.Tone.BAD, "✕") + " The ledger begins later, at " + past.text("begins") + ".");
            return Exit.NO_DATA;
        }
        return Exit.GOOD;
    }

    private static Doc past(OfflineLedger.Opened opened, Instant then) {
        List<EnvironmentName> line =
                opened.policy().line().stream().map(EnvironmentPolicy::name).toList();
        return new Doc(new PastPage(line).json(opened.ledger().all(opened.refs()), then));
    }

    /// How a hosted repository without trunk gets one.
    private static Optional<String> firstPush(Doc status, ControlClient client) {
        return status.has("git") && status.list("trunk").isEmpty()
                ? Optional.of("First push, by an operator or admin: git push " + client.server()
                        + status.at("git").text("path") + " HEAD:refs/heads/"
                        + status.at("git").text("trunk"))
                : Optional.empty();
    }

    private int watch(Session session, ControlClient client) {
        List<String> before = List.of();
        do {
            List<String> now = board(session, client);
            if (session.terminal() && !common.plain()) {
                now = onScreen(session, now);
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

    /// Only what the screen holds at once can be drawn over: no line wider, no more lines than it has.
    private static List<String> onScreen(Session session, List<String> board) {
        int columns = session.view().columns();
        int room = Math.max(2, session.world().rows() - 1);
        List<String> shown = new ArrayList<>(board.subList(0, Math.min(board.size(), room)));
        if (shown.size() < board.size()) {
            shown.set(room - 1, "  … " + (board.size() - room + 1) + " more lines; a higher terminal shows them");
        }
        shown.replaceAll(line -> View.fit(line, columns));
        return shown;
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
