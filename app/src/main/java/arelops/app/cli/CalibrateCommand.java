package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.canary.PolicyJson;
import arelops.app.canary.Samples;
import arelops.app.cli.View.Tone;
import arelops.app.fault.Fault;
import arelops.core.canary.Calibration;
import arelops.core.canary.JudgePolicy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `canary calibrate`: proposes tolerances from the history of two healthy arms.
@Command(
        name = "calibrate",
        description = "Propose tolerances from recorded windows of two healthy arms. Exit: 0 found, 3 none holds.")
final class CalibrateCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--samples",
            required = true,
            paramLabel = "FILE",
            description = "Windows in which both arms ran the same release; the longer the better.")
    private String samples = "";

    @Option(names = "--policy", paramLabel = "FILE", description = "What to begin from; default: the standard policy.")
    private String policy = "";

    @Option(
            names = "--target",
            paramLabel = "PERCENT",
            defaultValue = "1",
            description = "The greatest share of healthy canaries to reject; default: ${DEFAULT-VALUE}.")
    private double target = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the proposed policy here.")
    private String out = "";

    CalibrateCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Session session = new Session(world, common);
        JudgePolicy rules = CanaryCommands.policy(session, policy);
        Samples read = CanaryCommands.samples(session, samples);
        Calibration.Result result = result(rules, read);
        if (!out.isEmpty()) {
            write(session.world().folder().resolve(out), result.proposed());
        }
        if (common.json()) {
            session.json(new Doc(json(result)));
        } else {
            session.print(lines(session.view(), result));
        }
        return result.holds() ? Exit.GOOD : Exit.REFUSED;
    }

    private Calibration.Result result(JudgePolicy rules, Samples read) {
        try {
            return new Calibration(rules, read.situation(), read.windows(), target / 100).result();
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    Samples.CODE,
                    "This history cannot calibrate: " + e.getMessage(),
                    "Record more windows of two healthy arms, or shorten needs.horizon in the policy.",
                    e);
        }
    }

    private static void write(Path file, JudgePolicy policy) {
        try {
            Files.writeString(file, new Doc(PolicyJson.write(policy)).json() + "\n");
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    PolicyJson.CODE,
                    "Cannot write " + file + ": " + e.getMessage(),
                    "Name another file.",
                    e);
        }
    }

    private List<String> lines(View view, Calibration.Result result) {
        List<String> lines = new ArrayList<>();
        Table table = new Table(view)
                .row(
                        quiet("measure"),
                        quiet("tolerance"),
                        quiet("of " + result.stretches() + " healthy stretches rejected"));
        for (Calibration.Ladder ladder : result.measures()) {
            for (int i = 0; i < ladder.steps().size() && i <= ladder.chosen() + 1; i++) {
                Calibration.Step step = ladder.steps().get(i);
                boolean chosen = i == ladder.chosen();
                table.row(
                        Table.Cell.of(i == 0 ? ladder.measure() : ""),
                        new Table.Cell(
                                chosen ? Tone.GOOD : Tone.PLAIN, tolerance(step.tolerance()) + (chosen ? " ✓" : "")),
                        Table.Cell.of(Integer.toString(step.rejected())));
            }
        }
        lines.addAll(table.lines());
        lines.add("");
        String sentence = result.holds()
                ? String.format(
                        Locale.ROOT,
                        "%d of %d healthy stretches are rejected and %d pass. They overlap: the %d that do not show, with a certainty of 95 %%, that at most %.1f %% would be rejected. The arms wander by %.1f %% from window to window.",
                        result.rejected(),
                        result.stretches(),
                        result.passed(),
                        result.apart(),
                        100 * result.rejectedAtMost(),
                        100 * result.noise())
                : "No tolerance holds this target: the two arms differ too much to be the same release, or too little was recorded.";
        List<String> wrapped = Table.wrap(sentence, Math.max(40, view.columns() - 2));
        lines.add(view.paint(result.holds() ? Tone.GOOD : Tone.BAD, result.holds() ? "✓" : "✕") + " "
                + view.plain(wrapped.getFirst()));
        wrapped.stream().skip(1).forEach(more -> lines.add("  " + view.plain(more)));
        if (out.isEmpty()) {
            lines.add(
                    "  Next  arelops canary calibrate … --out policy.json, then arelops canary judge … --policy policy.json");
        } else {
            lines.add("  Next  arelops canary judge --samples FILE --policy " + out);
        }
        return lines;
    }

    private static Table.Cell quiet(String text) {
        return new Table.Cell(Tone.QUIET, text);
    }

    private static String tolerance(double share) {
        return String.format(Locale.ROOT, "+%.0f %%", 100 * share);
    }

    private static ObjectNode json(Calibration.Result result) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("holds", result.holds())
                .put("stretches", result.stretches())
                .put("apart", result.apart())
                .put("rejected", result.rejected())
                .put("passed", result.passed())
                .put("rejectedAtMost", result.rejectedAtMost())
                .put("noise", result.noise());
        ArrayNode measures = json.putArray("measures");
        for (Calibration.Ladder ladder : result.measures()) {
            ArrayNode steps = measures.addObject()
                    .put("name", ladder.measure())
                    .put("chosen", ladder.chosen())
                    .putArray("steps");
            ladder.steps()
                    .forEach(step ->
                            steps.addObject().put("tolerance", step.tolerance()).put("rejected", step.rejected()));
        }
        json.set("proposed", PolicyJson.write(result.proposed()));
        return json;
    }
}
