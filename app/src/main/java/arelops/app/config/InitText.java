package arelops.app.config;

import arelops.core.id.PersonName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first `.arelops.yaml` of a repository, with a comment for each thing a person may want to change.
public final class InitText {
    private InitText() {}

    /// The text for what was detected and the people who work here; fewer than three are written as a small team.
    public static String of(Detected detected, List<PersonName> people) {
        StringBuilder text = new StringBuilder("# How this repository is released. All keys: arelops config explain\n");
        text.append(detected.from().isEmpty() ? "" : "# The commands were guessed from " + detected.from() + ".\n");
        command(text, "build", detected.build(), "make build", "makes the artifact");
        command(text, "run", detected.run(), "./run.sh --port=$PORT", "starts it; it must listen on $PORT");
        text.append("health: /health                           # answers 200 when the app is healthy\n\n");
        people(text, people);
        checks(text, detected.checks());
        text.append("""
                # accept: ./acceptance.sh $URL            # runs against every deployment

                # The line is test, beta, passive, production. Name an environment to change it:
                # environments:
                #   beta: {soak: 1h}
                #   production: {approvals: 1, hours: mon-thu 09:00-16:00 Europe/Berlin}
                """);
        return text.toString();
    }

    private static void command(StringBuilder text, String key, Optional<String> command, String example, String says) {
        String line = command.map(c -> key + ": " + scalar(c)).orElse("# " + key + ": " + example);
        text.append(line)
                .append(" ".repeat(Math.max(1, 42 - line.length())))
                .append("# ")
                .append(says)
                .append('\n');
    }

    private static void people(StringBuilder text, List<PersonName> people) {
        if (people.isEmpty() || people.size() > 2) {
            text.append("approvals: 2                              # of people who did not write the change\n\n");
            return;
        }
        String names =
                String.join(", ", people.stream().map(p -> scalar(p.text())).toList());
        text.append("team: small                               # approvals: as many as there are others, at most 2\n");
        text.append("people: [").append(names).append("]\n\n");
    }

    private static void checks(StringBuilder text, Map<String, String> checks) {
        text.append(checks.isEmpty() ? "# checks:" : "checks:")
                .append("                                   # all must pass before a merge\n");
        for (String name : List.of("lint", "advisories", "tests")) {
            String command = checks.get(name);
            text.append(command == null ? "#   " + name + ": ..." : "  " + name + ": " + scalar(command))
                    .append('\n');
        }
        text.append('\n');
    }

    /// A value that YAML reads back as this text.
    private static String scalar(String text) {
        boolean plain = text.matches("[A-Za-z./][A-Za-z0-9 _./*$&=+-]*")
                && new Yaml.Scalar(text, true, Place.START).type() == Yaml.Type.TEXT;
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
