package arelops.app.cli;

import arelops.app.answer.Doc;
import arelops.app.cli.View.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Trunk drawn as a line with the environments' flags under it; the stronger the line, the closer to customers.
final class LineDrawing {
    private static final int LEFT = 2;
    private static final int WIDE = 9;
    private static final int DENSE = 4;
    private static final int DIGITS = 7;

    private final View view;
    private final boolean digits;

    LineDrawing(View view, boolean digits) {
        this.view = view;
        this.digits = digits;
    }

    /// The lines of the drawing; none where trunk is not known yet.
    List<String> lines(Doc status, Doc app) {
        List<Doc> commits = status.list("trunk");
        if (commits.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (digits) {
            lines.add(labels(commits));
        }
        lines.add(dots(commits, app));
        lines.addAll(flags(commits, app));
        lines.addAll(moves(commits, app));
        return lines;
    }

    private int pitch() {
        return digits ? WIDE : DENSE;
    }

    /// The column of a commit's dot.
    private int dot(int index) {
        return LEFT + index * pitch() + (digits ? DIGITS / 2 : 1);
    }

    private String labels(List<Doc> commits) {
        StringBuilder line = new StringBuilder(" ".repeat(LEFT));
        for (Doc commit : commits) {
            String label = commit.has("folded") ? "… " + commit.number("folded") : commit.text("short");
            line.append(View.pad(label, WIDE));
        }
        return view.paint(Tone.QUIET, line.toString().stripTrailing());
    }

    private String dots(List<Doc> commits, Doc app) {
        int strongest = newest(commits, app, last(app));
        int weakest = -1;
        for (Doc environment : app.list("environments")) {
            weakest = Math.max(weakest, newest(commits, app, environment.text("name")));
        }
        StringBuilder line = new StringBuilder(" ");
        int column = 1;
        for (int i = 0; i < commits.size(); i++) {
            String stroke = i <= strongest ? "━" : i <= weakest ? "─" : "┄";
            line.append(view.paint(i <= strongest ? Tone.STRONG : Tone.QUIET, stroke.repeat(dot(i) - column)));
            Glyph glyph = glyph(commits.get(i), app);
            line.append(view.paint(glyph.tone(), glyph.sign()));
            column = dot(i) + 1;
        }
        return line + view.paint(Tone.QUIET, (commits.size() - 1 <= weakest ? "─" : "┄").repeat(2));
    }

    private static String last(Doc app) {
        List<Doc> environments = app.list("environments");
        return environments.isEmpty() ? "" : environments.getLast().text("name");
    }

    /// The place of the commit that carries this environment's flag; -1 where none of them does.
    private static int newest(List<Doc> commits, Doc app, String environment) {
        for (int i = commits.size() - 1; i >= 0; i--) {
            if (flags(commits.get(i), app).contains(environment)) {
                return i;
            }
        }
        return -1;
    }

    /// The environments of this app whose flag stands on a commit.
    private static List<String> flags(Doc commit, Doc app) {
        return commit.list("flags").stream()
                .filter(flag -> flag.text("app").equals(app.text("name")))
                .map(flag -> flag.text("environment"))
                .toList();
    }

    private static String state(Doc commit, Doc app) {
        return commit.list("builds").stream()
                .filter(build -> build.text("app").equals(app.text("name")))
                .map(build -> build.text("state"))
                .findFirst()
                .orElse("");
    }

    private static boolean rejected(Doc commit, Doc app) {
        return commit.list("marks").stream()
                .anyMatch(mark -> mark.text("state").equals("rejected")
                        && mark.text("app").equals(app.text("name")));
    }

    private static Glyph glyph(Doc commit, Doc app) {
        if (commit.has("folded")) {
            return new Glyph("…", Tone.QUIET);
        }
        if (rejected(commit, app)) {
            return Glyph.BAD;
        }
        if (!flags(commit, app).isEmpty()) {
            return new Glyph("●", Tone.STRONG);
        }
        return switch (state(commit, app)) {
            case "built" -> new Glyph("○", Tone.PLAIN);
            case "not-built" -> Glyph.BAD;
            case "needs-you" -> Glyph.YOU;
            case "at-work" -> new Glyph("◌", Tone.MOVE);
            default -> new Glyph("◌", Tone.QUIET);
        };
    }

    /// A text under a dot.
    private record Flag(int column, String text, Tone tone) {}

    private List<String> flags(List<Doc> commits, Doc app) {
        List<Flag> flags = new ArrayList<>();
        for (int i = 0; i < commits.size(); i++) {
            Doc commit = commits.get(i);
            List<String> here = flags(commit, app);
            for (Doc environment : app.list("environments")) {
                String name = environment.text("name");
                if (here.contains(name)) {
                    Tone tone = environment.has("drift") ? Tone.BAD : Tone.STRONG;
                    flags.add(flag(i, name.toUpperCase(Locale.ROOT), tone));
                }
            }
            switch (state(commit, app)) {
                case "at-work" -> flags.add(flag(i, "at work", Tone.MOVE));
                case "needs-you" -> flags.add(flag(i, "needs you", Tone.YOU));
                case "not-built" -> flags.add(flag(i, "not built", Tone.BAD));
                default -> {}
            }
        }
        return placed(flags);
    }

    private Flag flag(int index, String text, Tone tone) {
        int column = digits ? Math.max(LEFT, dot(index) - text.length() / 2) : dot(index);
        return new Flag(column, text, tone);
    }

    /// Puts every flag into the first row where it touches no other.
    private List<String> placed(List<Flag> flags) {
        List<List<Flag>> rows = new ArrayList<>();
        for (Flag flag : flags) {
            Optional<List<Flag>> free = rows.stream()
                    .filter(row -> row.isEmpty()
                            || row.getLast().column() + row.getLast().text().length() + 1 <= flag.column())
                    .findFirst();
            List<Flag> row = free.orElseGet(() -> {
                List<Flag> fresh = new ArrayList<>();
                rows.add(fresh);
                return fresh;
            });
            row.add(flag);
        }
        return rows.stream().map(this::row).toList();
    }

    private String row(List<Flag> flags) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (Flag flag : flags) {
            line.append(" ".repeat(flag.column() - column)).append(view.paint(flag.tone(), flag.text()));
            column = flag.column() + flag.text().length();
        }
        return line.toString();
    }

    /// An arrow for each release that is on its way into an environment and does not serve there yet.
    private List<String> moves(List<Doc> commits, Doc app) {
        List<String> lines = new ArrayList<>();
        for (Doc environment : app.list("environments").reversed()) {
            Optional<Doc> entering = environment.maybe("attempt").filter(attempt -> !attempt.flag("moved"));
            int from = newest(commits, app, environment.text("name"));
            int to =
                    entering.map(attempt -> place(commits, attempt.text("sha"))).orElse(-1);
            if (from >= 0 && to > from) {
                int length = dot(to) - dot(from) - 1;
                char[] arrow = new char[length];
                Arrays.fill(arrow, '┄');
                String label = " " + environment.text("name").toUpperCase(Locale.ROOT) + " ";
                String text = new String(arrow);
                if (label.length() + 4 <= length) {
                    int start = (length - label.length()) / 2;
                    text = text.substring(0, start) + label + text.substring(start + label.length());
                }
                lines.add(" ".repeat(dot(from)) + view.paint(Tone.MOVE, "└" + text + "►"));
            }
        }
        return lines;
    }

    private static int place(List<Doc> commits, String sha) {
        for (int i = 0; i < commits.size(); i++) {
            if (commits.get(i).text("sha").equals(sha)) {
                return i;
            }
        }
        return -1;
    }
}
