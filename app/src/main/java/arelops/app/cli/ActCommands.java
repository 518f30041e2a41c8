package arelops.app.cli;

import arelops.app.answer.Doc;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands that a person gives to the line, except those that wait and ask.
final class ActCommands {
    private ActCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("hold", () -> new Hold(world))
                .add(
                        "resume",
                        () -> OnEnvironment.of(
                                "resume", "Let the automation promote into an environment again.", world))
                .add("withdraw", () -> new Withdraw(world))
                .add("overturn", () -> new Overturn(world))
                .add("adopt", () -> new Adopt(world))
                .add(
                        "repair",
                        () -> OnEnvironment.of("repair", "Put tag and target back to what the ledger says.", world))
                .add("trunk", () -> trunk(world));
    }

    private static CommandLine trunk(Surroundings world) {
        CommandLine trunk = Group.of("trunk", "Trunk itself.");
        trunk.addSubcommand("accept", new AcceptTrunk(world));
        return trunk;
    }

    @Command(description = "Promote nothing more into an environment until resume.")
    static final class Hold implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "ENV|all", description = "The environment; default: all.")
        private String environment = "all";

        @Option(names = "--now", description = "Also take out the release that is on its way in.")
        private boolean now;

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        Hold(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of("hold", common)
                            .put("environment", environment)
                            .put("now", now)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }

    /// A command that needs an environment and nothing else.
    @Command
    static final class OnEnvironment implements Callable<Integer> {
        private final String command;
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ENV", description = "The environment.")
        private String environment = "";

        @Option(names = "-m", paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        OnEnvironment(String command, Surroundings world) {
            this.command = command;
            this.world = world;
        }

        static CommandLine of(String command, String description, Surroundings world) {
            CommandLine made = new CommandLine(new OnEnvironment(command, world));
            made.getCommandSpec().name(command).usageMessage().description(description);
            return made;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of(command, common)
                            .put("environment", environment)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Take the release on its way out of an environment again.")
    static final class Withdraw implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "ENV", description = "The environment.")
        private String environment = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        Withdraw(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of("withdraw", common)
                            .put("environment", environment)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }

    @Command(
            description = "Find that the cause of a rejection lay outside the release (two people).",
            footer = {"", "The first of two people ends with 8 (pending): somebody else must find the same."})
    static final class Overturn implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(index = "0", paramLabel = "SHA", description = "The rejected commit.")
        private String commit = "";

        @Parameters(index = "1", paramLabel = "ENV", description = "The environment that rejected it.")
        private String environment = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "What the cause was.")
        private String reason = "";

        Overturn(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Doc answer = new Session(world, common)
                    .command(Request.of("overturn", common)
                            .put("commit", commit)
                            .put("environment", environment)
                            .put("because", reason)
                            .json());
            return waitsForPeople(answer) ? Exit.PENDING : Exit.GOOD;
        }
    }

    @Command(description = "Say what an environment runs already. It stays held, if it was, until resume.")
    static final class Adopt implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(index = "0", paramLabel = "ENV", description = "The environment.")
        private String environment = "";

        @Parameters(index = "1", paramLabel = "SHA", description = "The commit that it runs.")
        private String commit = "";

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        Adopt(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of("adopt", common)
                            .put("commit", commit)
                            .put("environment", environment)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }

    @Command(description = "Accept that trunk was rewritten (admin).")
    static final class AcceptTrunk implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(names = "-m", required = true, paramLabel = "REASON", description = "Why; it is recorded.")
        private String reason = "";

        AcceptTrunk(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            new Session(world, common)
                    .command(Request.of("trunk-accept", common)
                            .put("because", reason)
                            .json());
            return Exit.GOOD;
        }
    }

    /// Whether a command takes effect only when more people ask for the same.
    static boolean waitsForPeople(Doc answer) {
        return answer.number("people") > 0;
    }

    /// Gates as people list them: `--skip soak,hours` or twice `--skip`.
    static List<String> split(List<String> gates) {
        return gates.stream()
                .flatMap(gate -> List.of(gate.split(",", -1)).stream())
                .map(String::strip)
                .filter(gate -> !gate.isEmpty())
                .toList();
    }
}
