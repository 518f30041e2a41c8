package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `error list`, `show` and `clear`.
final class ErrorCommands {
    private ErrorCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("error", () -> error(world));
    }

    private static CommandLine error(Surroundings world) {
        CommandLine error = Group.of("error", "Errors that the line found, and what blocks because of them.");
        error.addSubcommand("list", new All(world))
                .addSubcommand("show", new Show(world))
                .addSubcommand("clear", new Clear(world));
        return error;
    }

    @Command(description = "The open errors.")
    static final class All implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(names = "--all", description = "The resolved ones too.")
        private boolean all;

        All(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc errors = session.client().get("errors");
            if (common.json()) {
                session.json(errors);
            } else {
                session.print(
                        common.plain()
                                ? PlainText.errors(errors, all)
                                : new ReportText(session.view()).errors(errors, all));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "One error with its suspects.")
    static final class Show implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ERROR", description = "The number of the error.")
        private long number;

        Show(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc found = session.client().get("errors").list("errors").stream()
                    .filter(error -> error.number("number") == number)
                    .findFirst()
                    .orElseThrow(() -> new Fault(
                            Fault.Kind.INPUT,
                            "cli.no-error",
                            "There is no error " + number,
                            "arelops error list --all"));
            if (common.json()) {
                session.json(found);
            } else {
                session.print(common.plain() ? PlainText.suspects(found) : new ReportText(session.view()).error(found));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "Clear a suspect, record its fix, or name the culprit.")
    static final class Clear implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ERROR", description = "The number of the error.")
        private long number;

        @Option(names = "--suspect", paramLabel = "SHA", description = "The suspect that is cleared or fixed.")
        private String suspect = "";

        @Option(names = "--fixed-by", paramLabel = "SHA", description = "The commit of trunk that fixes it.")
        private String fix = "";

        @Option(names = "--culprit", paramLabel = "SHA", description = "The commit that caused the error.")
        private String culprit = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        Clear(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of("error-clear", common)
                            .put("error", number)
                            .put("suspect", suspect)
                            .put("fixedBy", fix)
                            .put("culprit", culprit)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }
}
