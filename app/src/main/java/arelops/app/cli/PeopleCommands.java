package arelops.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `people list`, `add` and `role`.
final class PeopleCommands {
    private PeopleCommands() {}

    static void into(CommandLine root, Surroundings world) {
        CommandLine people = Group.of("people", "Who may do what.");
        people.addSubcommand("list", new All(world))
                .addSubcommand("add", new Add(world))
                .addSubcommand("role", new ChangeRole(world));
        root.addSubcommand("people", people);
    }

    @Command(description = "All accounts with their roles.")
    static final class All implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        All(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc people = session.client().get("people");
            if (common.json()) {
                session.json(people);
            } else {
                session.print(
                        common.plain() ? PlainText.people(people) : new ReportText(session.view()).people(people));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "Add a person, and show their token once (admin).")
    static final class Add implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "NAME", description = "The name of the account, for example ben-lee.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "viewer, developer, reviewer, qa, operator or admin; default developer.")
        private String role = "developer";

        @Option(names = "--email", paramLabel = "EMAIL", description = "An address that their commits carry.")
        private List<String> emails = new ArrayList<>();

        Add(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc added = session.client()
                    .post(
                            "people",
                            new Request()
                                    .put("name", name)
                                    .put("role", role)
                                    .put("emails", emails)
                                    .json());
            if (common.json()) {
                session.json(added);
            } else {
                session.print(List.of(
                        session.view().paint(View.Tone.GOOD, "✓") + " " + added.text("sentence"),
                        "  Their token, shown this once (they set ARELOPS_TOKEN to it):",
                        "  " + added.text("token")));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "Give a person another role (admin).")
    static final class ChangeRole implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ROLE", description = "The role.")
        private String role = "";

        ChangeRole(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc changed = session.client()
                    .post(
                            "people/" + ControlClient.part(name) + "/role",
                            new Request().put("role", role).json());
            if (common.json()) {
                session.json(changed);
            } else {
                session.print(session.view().paint(View.Tone.GOOD, "✓") + " " + changed.text("sentence"));
            }
            return Exit.GOOD;
        }
    }
}
