package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import arelops.app.cli.Table.Cell;
import arelops.app.cli.View.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `arelops why`: what something waits for, gate by gate, and what opens it.
final class WhyText {
    private final View view;

    WhyText(View view) {
        this.view = view;
    }

    /// Why nothing, or something, moves at all: the sentence, and each environment's reason.
    List<String> overview(Doc status) {
        List<String> lines = new ArrayList<>();
        lines.add(view.paint(status.flag("needsYou") ? Tone.YOU : Tone.PLAIN, status.text("sentence")));
        for (Doc app : status.list("apps")) {
            lines.add("");
            lines.addAll(new StatusText(view).table(app));
        }
        lines.add("");
        lines.add(view.paint(Tone.QUIET, "More: arelops why ENV, arelops why CHANGE, arelops why SHA"));
        return lines;
    }

    /// Why an environment stands where it stands.
    List<String> environment(Doc environment) {
        String name = environment.text("name");
        List<String> lines = new ArrayList<>();
        Doc decision = environment.at("decision");
        EnvironmentState state = EnvironmentState.of(environment, view);
        lines.add(sentence(decision.text("because")));
        String act = decision.at("until").text("text");
        if (EnvironmentState.needsPerson(decision) && !act.isEmpty()) {
            lines.add(view.paint(Tone.YOU, "Needs you: " + act));
        } else if (!act.isEmpty()) {
            lines.add("Goes on when " + act + ".");
        }
        if (environment.has("hold") && !act.contains("resume")) {
            lines.add(view.paint(Tone.YOU, name.toUpperCase(Locale.ROOT) + " is held " + state.why()));
        }
        if (environment.has("mishap")) {
            lines.add(view.paint(Tone.BAD, "The last step did not work: " + environment.text("mishap")));
        }
        List<Doc> gates = environment.list("gates");
        Doc next = environment.at("next");
        Optional<String> tries = EnvironmentState.triedBefore(environment);
        if (gates.isEmpty() && tries.isPresent()) {
            gates = next.list("gates");
            lines.add("Next is " + next.text("short") + ", which " + tries.get() + " still tries"
                    + (gates.isEmpty() ? "." : ":"));
        }
        if (!gates.isEmpty()) {
            lines.add("");
            lines.addAll(gates(gates));
        }
        for (Doc skipped : environment.list("skipped")) {
            lines.add(view.paint(Tone.YOU, new SkippedText(view).served(skipped)));
        }
        List<String> tail = new ArrayList<>();
        earliest(decision, gates).ifPresent(at -> tail.add("Earliest: " + HumanTime.clock(view, at) + "."));
        skip(gates, environment).ifPresent(tail::add);
        if (!tail.isEmpty()) {
            lines.add("");
            lines.add(String.join("   ", tail));
        }
        return lines;
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.matches("(?s).*[.!?]") ? text : text + ".";
    }

    private Optional<Instant> earliest(Doc decision, List<Doc> gates) {
        Optional<Instant> latest = gates.stream()
                .filter(gate -> !Standing.lets(gate))
                .flatMap(gate -> gate.instant("eta").stream())
                .max(Comparator.naturalOrder());
        return latest.or(() -> EnvironmentState.earliest(decision)).filter(at -> at.isAfter(view.now()));
    }

    private static Optional<String> skip(List<Doc> gates, Doc environment) {
        Doc next = environment.at("next");
        List<String> skippable = environment.at("skip").texts("gates");
        long people = environment.at("skip").number("people");
        return gates.stream()
                .filter(gate -> !Standing.lets(gate) && skippable.contains(gate.text("id")))
                .findFirst()
                .filter(_ -> !next.text("short").isEmpty())
                .map(gate -> "Skip it: arelops promote " + next.text("short") + " --to "
                        + environment.text("name") + " --skip " + gate.text("id") + " -m \"reason\"   (recorded"
                        + (people > 1 ? "; takes " + people + " people, each with this command" : "") + ")");
    }

    List<String> gates(List<Doc> gates) {
        Table table = new Table(view);
        for (Doc gate : gates) {
            String measured = EnvironmentState.measured(gate);
            String by = gate.text("by").isEmpty() ? "" : "   " + gate.text("by");
            String eta = gate.instant("eta")
                    .filter(at -> at.isAfter(view.now()))
                    .map(at -> "   in " + HumanTime.until(view, at) + ", " + HumanTime.clock(view, at))
                    .orElse("");
            table.row(
                    Glyph.of(gate).cell(gate.text("id")),
                    Cell.of(measured.isEmpty() ? "" : measured.substring(0, measured.length() - 2)),
                    Cell.of(gate.text("sentence") + since(gate) + by + eta));
        }
        return table.lines();
    }

    /// Since when a shut gate has been shut.
    private String since(Doc gate) {
        return Standing.lets(gate)
                ? ""
                : gate.instant("since")
                        .map(at -> ", since " + HumanTime.clock(view, at))
                        .orElse("");
    }

    /// Where a commit is, and what it waits for.
    List<String> commit(Doc journey) {
        List<String> lines = new ArrayList<>();
        lines.add(view.paint(Tone.STRONG, journey.text("short")) + "  " + view.plain(journey.text("subject")));
        for (Doc app : journey.list("apps")) {
            lines.addAll(stands(journey, app));
            List<Doc> gates = app.list("gates").stream()
                    .filter(gate -> !Standing.lets(gate))
                    .toList();
            if (!gates.isEmpty() && !app.flag("built")) {
                lines.addAll(gates(gates));
            }
            for (Doc environment : app.list("environments")) {
                List<Doc> own = environment.list("gates");
                if (environment.has("decision")) {
                    lines.add(environment.text("name").toUpperCase(Locale.ROOT) + ": "
                            + environment.at("decision").text("because")
                            + EnvironmentState.act(environment.at("decision")));
                    lines.addAll(gates(own));
                }
            }
        }
        return lines;
    }

    /// How far it has come; where it was rejected, also why, and what its author can do.
    private static List<String> stands(Doc journey, Doc app) {
        Optional<Doc> rejection = app.list("environments").stream()
                        .anyMatch(one -> one.text("state").equals("rejected"))
                ? journey.list("entries").stream()
                        .filter(one -> one.text("kind").equals("rejected"))
                        .findFirst()
                : Optional.empty();
        if (rejection.isEmpty()) {
            return List.of(sentence(where(journey, app)));
        }
        String mend = journey.has("revertedBy")
                ? "It is taken back by " + journey.text("revertedBy") + "."
                : "Take it back with arelops revert " + journey.text("short")
                        + " -m \"reason\", or land a fix; what contains it waits until then.";
        return List.of(
                sentence(rejection.get().text("because")),
                mend,
                "The suspects: arelops error show " + rejection.get().number("seq"));
    }

    /// In a sentence, how far a commit has come.
    static String where(Doc journey, Doc app) {
        String sha = journey.text("short");
        List<Doc> environments = app.list("environments");
        for (Doc environment : environments.reversed()) {
            String name = environment.text("name").toUpperCase(Locale.ROOT);
            switch (environment.text("state")) {
                case "runs" -> {
                    return name + " runs " + sha;
                }
                case "trial" -> {
                    return name + " runs " + sha + " and proves it";
                }
                case "entering" -> {
                    return sha + " is on its way into " + name;
                }
                case "contained", "ran" -> {
                    return "What " + name + " runs contains " + sha;
                }
                case "rejected" -> {
                    return sha + " was rejected in " + name;
                }
                case "withdrawn" -> {
                    return sha + " was withdrawn from " + name + ": arelops promote " + sha + " --to "
                            + environment.text("name");
                }
                case "candidate" -> {
                    return sha + " waits for " + name;
                }
                default -> {}
            }
        }
        if (!journey.flag("onTrunk")) {
            return sha + " is not on trunk";
        }
        if (app.flag("notBuilt")) {
            return sha + " does not build, so it makes no release";
        }
        if (app.has("intake")) {
            return app.at("intake").text("because") + EnvironmentState.act(app.at("intake"));
        }
        return app.flag("built") ? sha + " is built, and was overtaken by a newer commit" : sha + " is not built yet";
    }
}
