package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.config.ConfigProblem;
import arelops.app.config.ConfigSchema;
import arelops.app.config.Detected;
import arelops.app.config.InitText;
import arelops.app.config.PolicyFile;
import arelops.app.fault.Fault;
import arelops.app.people.AccountName;
import arelops.app.simulate.KeepingUp;
import arelops.app.up.GitProgram;
import arelops.core.id.PersonName;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `init` and `config check | explain | schema`: they work on the working copy's file, and need no controller.
final class ConfigCommands {
    private ConfigCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("init", () -> new Init(world)).add("config", () -> config(world));
    }

    private static CommandLine config(Surroundings world) {
        CommandLine config = Group.of("config", "The config file " + PolicyFile.NAME + ".");
        config.addSubcommand("check", new Check(world))
                .addSubcommand("explain", new Explain(world))
                .addSubcommand("schema", new Schema(world));
        return config;
    }

    private static ConfigFile file(Session session, String named) {
        if (named.isEmpty()) {
            return ConfigFile.of(session.repository(), PolicyFile.NAME);
        }
        Path file = session.world().folder().resolve(named).normalize();
        if (!Files.isRegularFile(file)) {
            throw new Fault(Fault.Kind.INPUT, "config.missing", "There is no file " + named, "Check the path.");
        }
        Path folder = file.toAbsolutePath().getParent();
        return new ConfigFile(folder == null ? session.world().folder() : folder, file, named);
    }

    /// Shows every problem on the error stream; the code of bad config.
    static int invalid(Session session, PolicyFile.Invalid invalid) {
        if (session.common().json()) {
            ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1).put("valid", false);
            ArrayNode problems = out.putArray("problems");
            for (ConfigProblem problem : invalid.problems()) {
                problems.addObject()
                        .put("file", problem.file())
                        .put("line", problem.place().line())
                        .put("column", problem.place().column())
                        .put("key", problem.problem().path())
                        .put("message", problem.problem().message())
                        .put("mend", problem.problem().mend());
            }
            session.json(new Doc(out));
        } else {
            invalid.text().lines().forEach(session::note);
        }
        return Exit.USAGE;
    }

    @Command(description = "Say what is wrong with the config file, with the place and the mend.")
    static final class Check implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: " + PolicyFile.NAME)
        private String named = "";

        Check(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            ConfigFile file = file(session, named);
            return switch (file.parsed()) {
                case PolicyFile.Invalid invalid -> invalid(session, invalid);
                case PolicyFile.Valid valid -> {
                    valid(session, file, valid);
                    yield Exit.GOOD;
                }
            };
        }

        private void valid(Session session, ConfigFile file, PolicyFile.Valid valid) {
            List<KeepingUp.Warning> warnings =
                    KeepingUp.warnings(valid.policy(), world.clock().instant());
            if (common.json()) {
                ObjectNode out = JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("valid", true)
                        .put("rules", valid.policy().digest().toString());
                ArrayNode all = out.putArray("warnings");
                warnings.forEach(warning -> all.addObject()
                        .put("key", warning.key())
                        .put("message", warning.sentence())
                        .put("mend", warning.mend()));
                session.json(new Doc(out));
                return;
            }
            List<String> lines = new ArrayList<>();
            lines.add(session.view().paint(View.Tone.GOOD, "✓") + " "
                    + (file.exists()
                            ? file.name() + " can be used"
                            : "There is no " + file.name() + ": the standard applies, with what was detected"));
            warnings.forEach(warning -> lines.add(session.view().paint(View.Tone.YOU, "!") + " "
                    + session.view().plain(warning.key() + ": " + warning.sentence() + " " + warning.mend())));
            valid.policy()
                    .relaxed()
                    .forEach(relaxed -> lines.add("  relaxed: " + relaxed.key() + ": " + relaxed.sentence()));
            valid.policy()
                    .notInThisRelease()
                    .forEach(thing -> lines.add("  not in this release: " + thing.key() + ": " + thing.sentence()));
            session.print(lines);
        }
    }

    @Command(description = "Every value in force, and where it comes from.")
    static final class Explain implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: " + PolicyFile.NAME)
        private String named = "";

        Explain(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            return switch (file(session, named).parsed()) {
                case PolicyFile.Invalid invalid -> invalid(session, invalid);
                case PolicyFile.Valid valid -> {
                    if (common.json()) {
                        session.out().print(valid.explanation().json());
                    } else {
                        session.print(valid.explanation().text().lines().toList());
                    }
                    yield Exit.GOOD;
                }
            };
        }
    }

    @Command(description = "The JSON Schema of the config file, for editors.")
    static final class Schema implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        Schema(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            session.out().print(ConfigSchema.text());
            session.out().flush();
            return Exit.GOOD;
        }
    }

    @Command(description = "Detect how the repository is built, show it, and write " + PolicyFile.NAME + ".")
    static final class Init implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(
                names = "--people",
                split = ",",
                paramLabel = "NAME",
                description = "Who works here; default: you, as git knows you.")
        private List<String> people = new ArrayList<>();

        @Option(names = "--force", description = "Overwrite the file that is there.")
        private boolean force;

        Init(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            Path folder = session.repository();
            ConfigFile file = ConfigFile.of(folder, PolicyFile.NAME);
            if (file.exists() && !force) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "config.exists",
                        PolicyFile.NAME + " is there already",
                        "Look at it with arelops config explain, or overwrite it with --force.");
            }
            Detected detected = file.detected();
            String text = InitText.of(detected, names(folder));
            try {
                Files.writeString(file.file(), text);
            } catch (IOException e) {
                throw new Fault(
                        Fault.Kind.BROKEN,
                        "config.write",
                        "Cannot write " + file.file() + ": " + e.getMessage(),
                        "Make the folder writable.",
                        e);
            }
            if (common.json()) {
                session.json(new Doc(JsonNodeFactory.instance
                        .objectNode()
                        .put("v", 1)
                        .put("file", file.file().toString())
                        .put("detected", detected.from())
                        .put("text", text)));
                return Exit.GOOD;
            }
            List<String> lines = new ArrayList<>(text.lines().toList());
            lines.add("");
            lines.add(session.view().paint(View.Tone.GOOD, "✓") + " " + PolicyFile.NAME + " is written"
                    + (detected.from().isEmpty()
                            ? "; nothing was detected, so fill in build and run."
                            : ", from " + detected.from() + "."));
            lines.add("  Next  look it over, commit it, then: arelops up");
            session.print(lines);
            return Exit.GOOD;
        }

        private List<PersonName> names(Path folder) {
            if (people.isEmpty()) {
                return GitProgram.userName(folder).flatMap(AccountName::of).stream()
                        .toList();
            }
            return people.stream().map(Init::name).toList();
        }

        private static PersonName name(String text) {
            try {
                return PersonName.parse(text.strip());
            } catch (IllegalArgumentException e) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        "cli.person",
                        "'" + text + "' is no name of a person",
                        "Write it like ann or ben-lee.");
            }
        }
    }
}
