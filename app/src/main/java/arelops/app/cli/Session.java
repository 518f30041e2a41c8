package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.fault.Fault;
import arelops.app.up.GitProgram;
import arelops.app.up.Installation;
import arelops.core.policy.DurationText;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// One run of a command: its options and its surroundings, and how it asks and prints.
record Session(Surroundings world, Common common) {
    private static final int LARGEST = 1 << 20;

    View view() {
        return world.view(common.noColour());
    }

    ControlClient client() {
        return ControlClient.of(world.environment(), common.server(), common.installation(world));
    }

    /// Asks about a word that is no environment, and so must be a commit; faults with both where it is neither.
    Doc aboutCommit(Doc status, String word, Function<String, Doc> ask) {
        try {
            return ask.apply(commit(word));
        } catch (Fault fault) {
            if (!fault.code().equals("request.unknown")) {
                throw fault;
            }
            throw new Fault(
                    fault.kind(),
                    fault.code(),
                    "'" + word + "' is neither an environment nor a commit or tag",
                    "The environments are " + environments(status) + ". " + fault.mend(),
                    fault);
        }
    }

    private String environments(Doc status) {
        return String.join(
                ", ",
                status.list("apps").stream()
                        .flatMap(app -> app.list("environments").stream())
                        .map(one -> one.text("name"))
                        .distinct()
                        .toList());
    }

    /// A commit as the controller knows it: `HEAD` and its like mean something in this clone alone.
    String commit(String text) {
        return text.matches("(HEAD|@)([~^@].*)?|[^-].*[~^].*")
                ? common.installation(world)
                        .flatMap(here -> GitProgram.says(
                                here.repository(),
                                "rev-parse",
                                "-q",
                                "--verify",
                                "--end-of-options",
                                text + "^{commit}"))
                        .orElse(text)
                : text;
    }

    /// The repository; faults outside of one.
    Path repository() {
        return installation().repository();
    }

    Installation installation() {
        return common.installation(world)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "cli.no-repository",
                        world.folder() + " is not in a git repository",
                        "Run git init here, or name a repository with -r FOLDER."));
    }

    boolean terminal() {
        return world.streams().terminal();
    }

    /// Whether a person sees how far it is.
    boolean watched() {
        return !common.json() && !common.plain() && !common.quiet() && world.watched();
    }

    PrintStream out() {
        return world.streams().out();
    }

    void print(List<String> lines) {
        if (!common.quiet()) {
            View view = view();
            lines.forEach(line -> out().println(view.unicode() ? line : View.ascii(line)));
            out().flush();
        }
    }

    void print(String line) {
        print(List.of(line));
    }

    void json(Doc doc) {
        out().println(doc.json());
        out().flush();
    }

    /// A note beside the output, for a person at a terminal.
    void note(String line) {
        View view = view();
        world.streams().err().println(view.unicode() ? line : View.ascii(line));
        world.streams().err().flush();
    }

    /// Sends a command and prints its answer.
    Doc command(JsonNode body) {
        Doc answer = client().post("commands", body);
        if (common.json()) {
            json(answer);
        } else {
            print(view().paint(View.Tone.GOOD, "✓") + " " + answer.text("sentence"));
        }
        return answer;
    }

    /// A text as it was given; `-` stands for all that comes in.
    String written(String text) {
        if (!text.equals("-")) {
            return text;
        }
        try {
            return new String(world.streams().in().readNBytes(LARGEST), world.charset()).stripTrailing();
        } catch (IOException e) {
            throw new Fault(
                    Fault.Kind.INPUT, "cli.input", "The input cannot be read: " + e.getMessage(), "Give the text.", e);
        }
    }

    static Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Fault(
                    Fault.Kind.INPUT, "cli.duration", "'" + text + "' is " + e.getMessage(), "For example --wait=30m.");
        }
    }

    /// The environment of this name; faults where there is none.
    Doc environment(Doc status, String name) {
        List<Doc> apps = status.list("apps").stream()
                .filter(app -> common.app().isEmpty() || app.text("name").equals(common.app()))
                .toList();
        if (apps.size() > 1) {
            throw new Fault(
                    Fault.Kind.INPUT,
                    "cli.which-app",
                    "This repository has several apps",
                    "Say which: --app with one of "
                            + String.join(
                                    ", ",
                                    apps.stream().map(app -> app.text("name")).toList()) + ".");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return find(status, lower)
                .orElseThrow(() -> new Fault(
                        Fault.Kind.INPUT,
                        "cli.no-environment",
                        "There is no environment '" + name + "' on the line",
                        "There are "
                                + String.join(
                                        ", ",
                                        apps.stream()
                                                .flatMap(app -> app.list("environments").stream())
                                                .map(one -> one.text("name"))
                                                .toList())
                                + "."));
    }

    /// The environment of this name in the app that is meant.
    java.util.Optional<Doc> find(Doc status, String name) {
        return status.list("apps").stream()
                .filter(app -> common.app().isEmpty() || app.text("name").equals(common.app()))
                .flatMap(app -> app.list("environments").stream())
                .filter(one -> one.text("name").equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
