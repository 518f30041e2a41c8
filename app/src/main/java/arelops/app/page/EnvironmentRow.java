package arelops.app.page;

import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.util.List;
import java.util.Locale;

/// An environment in the table of what each waits for.
///
/// @param rank how close it is to customers, for the strength of its ink
public record EnvironmentRow(Doc environment, int rank) {
    /// The environments of an app, the one closest to customers first.
    public static List<EnvironmentRow> of(Doc app) {
        List<Doc> line = app.list("environments");
        return line.reversed().stream()
                .map(one -> new EnvironmentRow(one, LinePicture.rank(line, one.text("name"))))
                .toList();
    }

    public String name() {
        return environment.text("name").toUpperCase(Locale.ROOT);
    }

    /// How it stands, as one sign.
    public Standing standing() {
        Doc decision = environment.at("decision");
        if (environment.has("trouble")) {
            return Standing.UNKNOWN;
        }
        if (environment.has("drift") || environment.has("mishap")) {
            return Standing.BAD;
        }
        if (environment.at("away").number("back") > 0) {
            return Standing.MOVES;
        }
        if (environment.has("hold") || environment.has("away")) {
            return Standing.YOU;
        }
        if (decision.flag("act")) {
            return Standing.MOVES;
        }
        List<Doc> shut = shut();
        if (!shut.isEmpty()) {
            return Standing.ofGate(shut.getFirst());
        }
        if (decision.at("until").text("kind").equals("person")) {
            return Standing.YOU;
        }
        return environment.has("attempt") ? Standing.MOVES : Standing.NONE;
    }

    public Sign sign() {
        return new Sign(standing());
    }

    /// The conditions that are not met.
    public List<Doc> shut() {
        return environment.list("gates").stream()
                .filter(gate -> !Standing.lets(gate))
                .toList();
    }

    /// Those that keep nobody waiting.
    public List<Doc> met() {
        return environment.list("gates").stream().filter(Standing::lets).toList();
    }

    /// Where the next release is: `on its way in`, `ready`, or `in BETA`.
    public String where() {
        String where = environment.at("next").text("where");
        return switch (where) {
            case "" -> "";
            case "entering" -> "on its way in";
            case "candidate" -> "ready";
            default -> "in " + where.toUpperCase(Locale.ROOT);
        };
    }

    /// What a person must do, where that is all that it waits for and no condition says it.
    public String act() {
        Doc until = environment.at("decision").at("until");
        return shut().isEmpty() && until.text("kind").equals("person") ? until.text("text") : "";
    }
}
