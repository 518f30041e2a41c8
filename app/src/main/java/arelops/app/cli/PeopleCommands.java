package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.up.TokenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `people list`, `add`, `invite`, `role`, `token` and `revoke`.
final class PeopleCommands {
    private PeopleCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("people", () -> people(world));
    }

    private static CommandLine people(Surroundings world) {
        CommandLine people = Group.of("people", "Who may do what.");
        people.addSubcommand("list", new All(world))
                .addSubcommand("add", new Add(world))
                .addSubcommand("invite", new Invite(world))
                .addSubcommand("role", new ChangeRole(world))
                .addSubcommand("token", new NewToken(world))
                .addSubcommand("revoke", new Revoke(world));
        return people;
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

        @Option(names = "--bot", description = "A program, whose approval never counts.")
        private boolean bot;

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
                                    .put("bot", bot)
                                    .json());
            if (common.json()) {
                session.json(added);
            } else {
                session.print(List.of(
                        session.view().paint(View.Tone.GOOD, "✓") + " " + added.text("sentence"),
                        "  Their token, shown this once (they set ARELOPS_TOKEN to it):",
                        "  " + added.text("token"),
                        "  Or a link that signs them in once, within 24 hours:",
                        "  " + session.client().server() + added.text("invitation")));
            }
            return Exit.GOOD;
        }
    }

    @Command(description = "Make a link that signs a person in once, within 24 hours (admin, or one's own).")
    static final class Invite implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "NAME", description = "The account.")
        private String name = "";

        Invite(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            Doc made = client.invite(name);
            if (common.json()) {
                session.json(made);
            } else {
                session.print(List.of(
                        session.view().paint(View.Tone.GOOD, "✓") + " " + made.text("sentence") + ":",
                        "  " + client.server() + made.text("invitation")));
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

    @Command(
            description = "Make a new token for a person, and show it once; the earlier ones are void (admin, or one's"
                    + " own).")
    static final class NewToken implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "NAME", description = "The account.")
        private String name = "";

        @Option(names = "--keep-others", description = "The earlier ones go on: for one more machine.")
        private boolean keep;

        NewToken(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ControlClient client = session.client();
            String me = client.get("me").text("name");
            Doc made = client.post(
                    "people/" + ControlClient.part(name) + "/token",
                    new Request().put("keep", keep).json());
            // Shown first: the one before is void already, whatever happens to the file.
            if (common.json()) {
                session.json(made);
            } else {
                session.print(List.of(
                        session.view().paint(View.Tone.GOOD, "✓") + " " + made.text("sentence"),
                        "  Shown this once (ARELOPS_TOKEN may be set to it):",
                        "  " + made.text("token")));
            }
            boolean kept = made.text("name").equals(me) && keptHere(client, made.text("token"));
            if (kept && !common.json()) {
                session.print("  Your commands on this machine find it.");
            }
            return Exit.GOOD;
        }

        /// Puts one's own token where commands find it, if that is where the one before was.
        private boolean keptHere(ControlClient client, String token) {
            Optional<TokenFile> file = common.installation(world)
                    .map(TokenFile::new)
                    .filter(here -> here.read().filter(client::carries).isPresent());
            file.ifPresent(here -> here.write(token));
            return file.isPresent();
        }
    }

    @Command(description = "Make all tokens of a person void (admin, or one's own).")
    static final class Revoke implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(paramLabel = "NAME", description = "The account; it stays, and people token NAME lets it in again.")
        private String name = "";

        Revoke(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Doc done = session.client().post("people/" + ControlClient.part(name) + "/revoke", new Request().json());
            if (common.json()) {
                session.json(done);
            } else {
                session.print(session.view().paint(View.Tone.GOOD, "✓") + " " + done.text("sentence"));
            }
            return Exit.GOOD;
        }
    }
}
