package arelops.app.page;

import arelops.app.answer.CanaryLook;
import arelops.app.answer.Doc;
import arelops.app.answer.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Trunk as one app's line: a column for each drawn commit, the flags of the environments on poles, and an arrow for
/// each release that is on its way.
///
/// @param columns oldest first
/// @param arrows from the flag that stands to the one that is to come
/// @param height of all of it, in flags
public record LinePicture(List<Column> columns, List<Arrow> arrows, int height) {
    public LinePicture {
        columns = List.copyOf(columns);
        arrows = List.copyOf(arrows);
    }

    /// A commit, or a run of commits of which there is nothing to say.
    ///
    /// @param place from 1, oldest first
    /// @param commit as the API has it
    /// @param ranks of it and of the next: how strong the line from here to there is
    /// @param state of the dot
    /// @param stack its flags
    /// @param ghosts flags that are to come
    public record Column(int place, Doc commit, Ranks ranks, Dot state, Stack stack, Stack ghosts) {
        public boolean isFolded() {
            return commit.has("folded");
        }

        /// The classes of its look.
        public String classes() {
            return "s" + place + " k" + ranks.own() + " t" + ranks.next() + " "
                    + state.name().toLowerCase(Locale.ROOT) + (stack.flags().isEmpty() ? "" : " has")
                    + (place == 1 ? " first" : "")
                    + (isFolded() ? " folded" : "");
        }
    }

    /// How close to customers a commit is: 3 in the last environment, 2 in the one before it, 1 in any other, 0 on
    /// trunk only.
    public record Ranks(int own, int next) {}

    /// How a commit's dot looks, and the words under it.
    public enum Dot {
        PLAIN(""),
        BUSY("is being built"),
        LATER("waits for its turn"),
        ASKS("needs approval"),
        BROKEN("does not build"),
        REJECTED("rejected"),
        SUSPECT("suspect");

        private final String words;

        Dot(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// Flags on one pole, the one closest to customers lowest.
    ///
    /// @param lift how many flags' heights above the line the lowest is, so that none covers another
    public record Stack(List<Flag> flags, int lift) {
        static final Stack NONE = new Stack(List.of(), 0);

        public Stack {
            flags = List.copyOf(flags);
        }
    }

    /// A flag: an environment's tag.
    ///
    /// @param number of the environment in the line, by which the browser knows a flag again when it has moved
    /// @param text what stands below its name
    /// @param bar how far it is, in hundredths; empty where nothing is counted
    public record Flag(String name, int rank, int number, Standing standing, String text, Optional<Integer> bar) {
        public String tone() {
            return standing == Standing.NONE ? "" : new Sign(standing).tone();
        }

        Flag far(int hundredths) {
            return new Flag(name, rank, number, standing, text, Optional.of(hundredths));
        }
    }

    /// The way of a release from its flag to the commit where it is to go.
    ///
    /// @param from the place of the flag that stands
    /// @param to the place of the one that is to come
    /// @param base how high it begins, in flags
    /// @param rise how many flags higher it goes across; [#FLAT] where it does not rise
    public record Arrow(int from, int to, int base, int rise) {
        public static final int FLAT = -1;

        /// The classes of its look.
        public String classes() {
            return "s" + from + " e" + to + " m" + base + (rise == FLAT ? " flat" : " d" + rise);
        }
    }

    /// The picture of an app's line.
    ///
    /// @param canaries what is known of running canaries, by environment
    public static LinePicture of(Doc status, Doc app, Map<String, CanaryLook> canaries, Scene scene) {
        List<Doc> commits = status.list("trunk");
        Flags flags = new Flags(app, canaries, scene);
        List<List<Flag>> standing = commits.stream().map(flags::of).toList();
        List<List<Flag>> coming = commits.stream().map(flags::coming).toList();
        LineLayout layout = LineLayout.of(standing, coming);
        int[] ranks = ranks(commits, app);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < commits.size(); i++) {
            columns.add(new Column(
                    i + 1,
                    commits.get(i),
                    new Ranks(ranks[i], i + 1 < commits.size() ? ranks[i + 1] : 0),
                    dot(commits.get(i), app.text("name")),
                    new Stack(standing.get(i), layout.lift(i)),
                    coming.get(i).isEmpty() ? Stack.NONE : new Stack(coming.get(i), layout.ghosts(i))));
        }
        return new LinePicture(columns, layout.arrows(), layout.height());
    }

    /// How close to customers an environment of a line is.
    static int rank(List<Doc> line, String environment) {
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).text("name").equals(environment)) {
                return Math.max(1, 3 - (line.size() - 1 - i));
            }
        }
        return 0;
    }

    private static int[] ranks(List<Doc> commits, Doc app) {
        List<Doc> line = app.list("environments");
        int[] ranks = new int[commits.size()];
        int strongest = 0;
        for (int i = commits.size() - 1; i >= 0; i--) {
            for (String environment : Flags.names(commits.get(i), app.text("name"))) {
                strongest = Math.max(strongest, rank(line, environment));
            }
            ranks[i] = strongest;
        }
        return ranks;
    }

    private static Dot dot(Doc commit, String app) {
        List<String> marks = commit.list("marks").stream()
                .filter(mark -> mark.text("app").equals(app))
                .map(mark -> mark.text("state"))
                .toList();
        if (marks.contains("rejected")) {
            return Dot.REJECTED;
        }
        String build = commit.list("builds").stream()
                .filter(one -> one.text("app").equals(app))
                .map(one -> one.text("state"))
                .findFirst()
                .orElse("");
        return switch (build) {
            case "not-built" -> Dot.BROKEN;
            case "needs-you" -> Dot.ASKS;
            case "at-work" -> Dot.BUSY;
            case "waiting" -> Dot.LATER;
            default -> marks.contains("suspect") ? Dot.SUSPECT : Dot.PLAIN;
        };
    }
}
