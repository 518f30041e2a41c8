package arelops.app.cli;

import arelops.app.answer.Doc;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/// An app's output as one JSON object for each of its lines; what comes in pieces is put together.
final class JsonLines {
    private final PrintStream out;
    private final StringBuilder begun = new StringBuilder();
    private Doc about = Doc.NOTHING;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    /// The next piece; one of another deployment ends the line that the earlier one left open.
    void take(Doc part, String text) {
        if (!part.text("deployment").equals(about.text("deployment"))) {
            end();
        }
        about = part;
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            begun.append(text, from, at);
            print();
            from = at + 1;
        }
        begun.append(text, from, text.length());
    }

    /// There is no more: also a line that nothing ended.
    void end() {
        if (!begun.isEmpty()) {
            print();
        }
    }

    private void print() {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("deployment", about.text("deployment"))
                .put("instance", about.number("instance"))
                .put("text", begun.toString());
        out.println(Doc.escaped(line.toString()));
        begun.setLength(0);
    }
}
