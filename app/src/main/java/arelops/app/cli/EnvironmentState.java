package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an environment is about, in a glyph, a word and a reason.
record EnvironmentState(Glyph glyph, String word, String why) {

    static EnvironmentState of(Doc environment, View view) {
        Doc decision = environment.at("decision");
        if (!environment.text("trouble").isEmpty()) {
            return new EnvironmentState(Glyph.UNKNOWN, "unknown", environment.text("trouble"));
        }
        if (environment.has("drift")) {
            return new EnvironmentState(Glyph.BAD, "drift", decision.text("because") + act(decision));
        }
        if (environment.has("away")) {
            boolean comesBack = environment.at("away").number("back") > 0;
            return new EnvironmentState(
                    comesBack ? Glyph.MOVES : Glyph.YOU, "away", decision.text("because") + act(decision));
        }
        if (environment.has("hold")) {
            Doc hold = environment.at("hold");
            String because = hold.text("because").isEmpty() ? "" : ": " + hold.text("because");
            return new EnvironmentState(
                    Glyph.YOU,
                    "held",
                    "by " + hold.text("by") + because + " (arelops resume " + environment.text("name") + ")");
        }
        if (environment.has("mishap")) {
            return new EnvironmentState(Glyph.BAD, "stuck", environment.text("mishap"));
        }
        if (decision.flag("act")) {
            return new EnvironmentState(Glyph.MOVES, "moving", decision.text("because"));
        }
        Optional<Doc> shut = shut(environment, decision);
        if (shut.isPresent()) {
            return gate(shut.get(), view);
        }
        if (needsPerson(decision)) {
            return new EnvironmentState(Glyph.YOU, "needs you", decision.text("because") + act(decision));
        }
        Optional<String> tries = triedBefore(environment);
        if (tries.isPresent()) {
            return new EnvironmentState(
                    Glyph.MOVES,
                    "waits",
                    tries.get() + " still tries " + environment.at("next").text("short"));
        }
        boolean atWork = environment.has("attempt");
        return new EnvironmentState(
                atWork ? Glyph.MOVES : Glyph.NONE, atWork ? "moving" : "idle", decision.text("because"));
    }

    private static Optional<Doc> shut(Doc environment, Doc decision) {
        List<Doc> own = environment.list("gates");
        Optional<Doc> here = own.stream().filter(gate -> !Standing.lets(gate)).findFirst();
        if (here.isPresent() || decision.text("because").isEmpty() || environment.has("attempt")) {
            return here;
        }
        return environment.at("next").list("gates").stream()
                .filter(gate -> !Standing.lets(gate))
                .findFirst();
    }

    private static EnvironmentState gate(Doc gate, View view) {
        String left = gate.instant("eta")
                .filter(eta -> eta.isAfter(view.now()))
                .map(eta -> HumanTime.until(view, eta) + ", ")
                .orElse("");
        String by = gate.text("by");
        String act = by.startsWith("arelops ") ? " (" + by + ")" : "";
        return new EnvironmentState(
                Glyph.of(gate), gate.text("id"), left + measured(gate) + gate.text("sentence") + act);
    }

    /// The drawn progress of what is under way; empty where nothing is, or nobody can tell.
    static String bar(Doc environment) {
        return environment.list("gates").stream()
                .filter(gate -> gate.text("state").equals("waiting"))
                .map(gate -> ProgressBar.of(gate.at("progress")))
                .filter(bar -> !bar.isEmpty())
                .findFirst()
                .map(bar -> bar + "  ")
                .orElse("");
    }

    static String measured(Doc gate) {
        if (gate.text("measured").isEmpty()) {
            return "";
        }
        String needed = gate.text("needed");
        // A soak says itself how much of what it needs.
        return gate.text("measured")
                + (needed.isEmpty() || gate.text("measured").contains(" of ") ? "" : " of " + needed) + ", ";
    }

    /// The environment before, in capitals, where it still tries what comes next here.
    static Optional<String> triedBefore(Doc environment) {
        String where = environment.at("next").text("where");
        return Optional.of(where.toUpperCase(Locale.ROOT))
                .filter(_ -> !where.isEmpty() && !where.equals("entering") && !where.equals("candidate"));
    }

    static boolean needsPerson(Doc decision) {
        return decision.at("until").text("kind").equals("person");
    }

    /// What a person has to do, in brackets.
    static String act(Doc decision) {
        return needsPerson(decision) ? " (" + decision.at("until").text("text") + ")" : "";
    }

    /// When a wait is over, as far as that is known.
    static Optional<Instant> earliest(Doc decision) {
        return decision.at("until").instant("at");
    }
}
