package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.canary.JudgementJson;
import arelops.app.canary.PolicyJson;
import arelops.app.canary.Samples;
import arelops.app.fault.Fault;
import arelops.core.canary.Judge;
import arelops.core.canary.JudgePolicy;
import arelops.core.canary.Judgement;
import arelops.core.canary.Judging;
import arelops.core.canary.Verdict;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `canary judge | calibrate | record | schema`: they work on files, and need no controller.
final class CanaryCommands {
    private CanaryCommands() {}

    static void into(Commands root, Surroundings world) {
        root.add("canary", () -> canary(world));
    }

    private static CommandLine canary(Surroundings world) {
        CommandLine canary = Group.of("canary", "Judge a canary against its baseline, from recorded windows.");
        canary.addSubcommand("judge", Common.without(new CommandLine(new JudgeCommand(world)), "--server", "--app"));
        canary.addSubcommand(
                "calibrate", Common.without(new CommandLine(new CalibrateCommand(world)), "--server", "--app"));
        canary.addSubcommand("record", Common.without(new CommandLine(new RecordCommand(world)), "--server", "--app"));
        canary.addSubcommand("schema", Common.without(new CommandLine(new SchemaCommand(world)), "--server", "--app"));
        return canary;
    }

    static Samples samples(Session session, String named) {
        if (named.equals("-")) {
            try {
                return Samples.read(session.world().streams().in(), "on the input");
            } catch (IOException e) {
                throw new Fault(
                        Fault.Kind.INPUT,
                        Samples.CODE,
                        "The input cannot be read: " + e.getMessage(),
                        "Name a file.",
                        e);
            }
        }
        return Samples.read(session.world().folder().resolve(named), named);
    }

    static JudgePolicy policy(Session session, String named) {
        return named.isEmpty()
                ? JudgePolicy.standard()
                : PolicyJson.read(session.world().folder().resolve(named), named);
    }

    @Command(
            name = "judge",
            description =
                    "Judge recorded windows of a canary and its baseline. Exit: 0 pass, 3 reject, 8 continue, 6 no data.")
    static final class JudgeCommand implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        @Option(
                names = "--samples",
                required = true,
                paramLabel = "FILE",
                description = "The windows, as JSON; - for the input. The format: docs/canary.md.")
        private String samples = "";

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "Tolerances and certainty, as JSON; default: the standard ones.")
        private String policy = "";

        @Option(
                names = "--look-every",
                paramLabel = "N",
                defaultValue = "1",
                description = "Look after every N windows, and after the last; default: ${DEFAULT-VALUE}.")
        private int every = 1;

        @Option(names = "--trace", description = "Show every look.")
        private boolean trace;

        JudgeCommand(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            if (every < 1) {
                throw new Fault(
                        Fault.Kind.INPUT, "cli.usage", "--look-every is 1 or more, not " + every, "For example 5.");
            }
            JudgePolicy rules = policy(session, policy);
            Samples read = samples(session, samples);
            if (!read.ignored().isEmpty()) {
                session.note("Not known and not read: " + String.join(", ", read.ignored()) + ".");
            }
            Judge judge = new Judge(rules, read.situation());
            List<Judgement> looks = looks(judge, read);
            Judgement last = looks.getLast();
            if (common.json()) {
                ObjectNode out = JudgementJson.write(last, rules);
                if (trace) {
                    ArrayNode all = out.putArray("looks");
                    looks.forEach(look -> all.add(JudgementJson.look(look)));
                }
                session.json(new Doc(out));
            } else {
                session.print(JudgementText.lines(session.view(), last, trace ? looks : List.of()));
            }
            return exit(last.verdict());
        }

        /// Every look that is asked for, or the last alone.
        private List<Judgement> looks(Judge judge, Samples read) {
            List<Judgement> looks = new ArrayList<>();
            Judging judging = judge.start();
            int windows = read.windows().size();
            for (int i = 1; i <= windows; i++) {
                judging = judge.take(judging, read.windows().get(i - 1));
                if (i % every == 0 || i == windows) {
                    judging = judge.decide(judging);
                    if (trace || i == windows) {
                        looks.add(judge.judgement(judging));
                    }
                }
            }
            return looks;
        }

        private static int exit(Verdict verdict) {
            return switch (verdict) {
                case PASS -> Exit.GOOD;
                case REJECT -> Exit.REFUSED;
                case CONTINUE -> Exit.PENDING;
                case NODATA -> Exit.NO_DATA;
            };
        }
    }

    @Command(name = "schema", description = "The JSON Schema of the samples.")
    static final class SchemaCommand implements Callable<Integer> {
        private final Surroundings world;

        @Mixin
        private Common common = new Common();

        SchemaCommand(Surroundings world) {
            this.world = world;
        }

        @Override
        public Integer call() {
            Session session = new Session(world, common);
            session.out().print(Samples.schema());
            session.out().flush();
            return Exit.GOOD;
        }
    }
}
