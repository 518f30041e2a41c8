package arelops.app.cli;

import arelops.app.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `logs`: what apps and jobs print.
@Command(
        description = "What the app prints in an environment, or what ran for a commit printed: its build, checks"
                + " and acceptance tests.",
        footer = {
            "",
            "With --json an environment's output is one JSON object for each of its lines (deployment, instance,",
            "text), and a commit's is the list of the jobs whose output is kept."
        })
final class LogsCommand implements Callable<Integer> {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final String TAIL = "-16384";

    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "ENV|CHANGE|SHA", description = "An environment, a change, or a commit.")
    private String environment = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it prints.")
    private boolean follow;

    @Option(
            names = "--instance",
            paramLabel = "N",
            description = "Which of the environment's instances, where there are several; default: the first.")
    private String instance = "";

    LogsCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        ControlClient client = session.client();
        Doc status = client.get("status");
        if (session.find(status, environment).isEmpty()) {
            Optional<Doc> change = new ChangeTalk(session).named(environment);
            return new JobOutput(session, client)
                    .of(status, change.map(LogsCommand::tested).orElse(environment));
        }
        JsonLines lines = new JsonLines(session.out());
        String from = TAIL;
        String deployment = "";
        if (!instance.isBlank() && !instance.matches("[1-9][0-9]{0,5}")) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.usage",
                    "'" + instance + "' is no number of an instance",
                    "Instances count from 1: arelops logs " + environment + " --instance 2");
        }
        while (true) {
            Doc part = client.get(
                    "logs", Map.of("env", environment, "app", common.app(), "instance", instance, "from", from));
            if (!deployment.isEmpty() && !part.text("deployment").equals(deployment)) {
                session.note("--- " + part.text("deployment") + " serves now");
                deployment = part.text("deployment");
                from = "0";
                continue;
            }
            if (deployment.isEmpty()) {
                others(session, part);
            }
            deployment = part.text("deployment");
            String text = part.node().path("text").asText("");
            if (common.json()) {
                lines.take(part, text);
            } else {
                session.out().print(session.terminal() ? View.harmless(text) : text);
            }
            session.out().flush();
            from = part.text("next");
            boolean more = !text.isEmpty();
            if (!more && (!follow || !world.pause().elapse(BEAT))) {
                lines.end();
                return Exit.GOOD;
            }
        }
    }

    /// The newest merge result of a change, whose checks printed something; its head where none was made yet.
    private static String tested(Doc change) {
        List<Doc> trials = change.list("trials");
        return (trials.isEmpty() ? change.at("head") : trials.getLast()).text("sha");
    }

    /// Says on the other stream that there is more than this.
    private void others(Session session, Doc part) {
        List<String> all = part.texts("instances");
        if (all.size() > 1 && instance.isBlank()) {
            session.note("--- instance " + part.number("instance") + " of " + String.join(", ", all)
                    + "; another: --instance N");
        }
    }
}
