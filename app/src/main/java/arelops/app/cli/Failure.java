package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.cli.View.Tone;
import arelops.app.fault.Fault;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How errors are shown: what happened, what to do, where to read more. Always on the error stream.
final class Failure {
    private Failure() {}

    static List<String> lines(Fault fault, View view) {
        List<String> lines = new ArrayList<>();
        String word = fault.kind() == Fault.Kind.REFUSED ? "Refused: " : "";
        lines.add(view.paint(Tone.BAD, "✕") + " " + view.plain(Doc.safe(sentence(word + fault.getMessage()))));
        String meaning = meaning(fault.kind());
        if (!meaning.isEmpty()) {
            lines.add("  " + view.plain(meaning));
        }
        if (!fault.mend().isEmpty()) {
            lines.add("  " + view.paint(Tone.STRONG, "Fix") + "   " + view.plain(Doc.safe(fault.mend())));
        }
        lines.add("  " + view.paint(Tone.QUIET, "More  docs/errors.md, " + fault.code()));
        return lines;
    }

    private static String sentence(String text) {
        String whole = text.endsWith(".") || text.endsWith("?") ? text : text + ".";
        return whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1);
    }

    private static String meaning(Fault.Kind kind) {
        return switch (kind) {
            case INPUT, REFUSED, NOT_ALLOWED -> "Nothing was changed.";
            case UNREACHABLE -> "What runs keeps running; trying again later may help.";
            case BROKEN -> "";
        };
    }

    /// The same as JSON, for `--json`.
    static String json(Fault fault) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("v", 1);
        out.putObject("error")
                .put("code", fault.code())
                .put("message", String.valueOf(fault.getMessage()))
                .put("mend", fault.mend())
                .put("exit", fault.kind().exitCode());
        return out.toString();
    }
}
