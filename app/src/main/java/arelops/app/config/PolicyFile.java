package arelops.app.config;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.EnvironmentPolicy;
import arelops.core.policy.Policy;
import arelops.core.policy.Problem;
import arelops.core.policy.Recipes;
import arelops.core.policy.Serving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads `.arelops.yaml`: the rules and the recipes that it holds, or everything that is wrong with it.
public final class PolicyFile {
    public static final String NAME = ".arelops.yaml";

    private PolicyFile() {}

    /// What a file says: all of it, or what is wrong.
    public sealed interface Parsed {}

    /// The file can be used. Rules act only if they come from trunk's head, recipes for the commit they stand in.
    public record Valid(Policy policy, Recipes recipes, Explanation explanation) implements Parsed {}

    /// The file cannot be used; at least one problem, in the order of the lines.
    public record Invalid(List<ConfigProblem> problems) implements Parsed {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /// All problems as a terminal shows them.
        public String text() {
            return String.join("\n", problems.stream().map(ConfigProblem::text).toList());
        }
    }

    /// Reads the bytes of a config file; `repository` is the name of its app if it names none, and
    /// `detected` stands in for commands that it does not give.
    public static Parsed parse(String file, byte[] bytes, AppName repository, Detected detected) {
        YamlReader.Read read = YamlReader.read(file, bytes);
        List<ConfigProblem> problems = new ArrayList<>(read.problems());
        if (read.root().isEmpty() && !problems.isEmpty()) {
            return new Invalid(problems);
        }
        Yaml root = read.root().filter(node -> !empty(node)).orElse(Yaml.nothing());
        Origins origins = new Origins();
        Section section = new ShapeCheck(read.source(), problems, origins)
                .clean(root, ConfigKeys.ROOT, "")
                .flatMap(Section::of)
                .orElse(Section.EMPTY);
        Policy policy = new RulesReader(section, repository, detected).policy();
        List<Problem> contradictions = new ArrayList<>(policy.problems());
        contradictions.addAll(written(section, origins));
        for (Problem problem : contradictions) {
            Place place = origins.nearest(problem.path());
            problems.add(read.source().problem(place, problem.path(), problem.message(), problem.mend()));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt((ConfigProblem p) -> p.place().line())
                    .thenComparingInt(p -> p.place().column()));
            return new Invalid(problems.stream().distinct().toList());
        }
        Recipes recipes = new RecipesReader(section, repository, detected).recipes();
        return new Valid(policy, recipes, Explanation.of(file, policy, recipes, origins, detected));
    }

    /// The standard with what was detected, for a repository without a config file.
    public static Valid none(AppName repository, Detected detected) {
        Policy policy = new RulesReader(Section.EMPTY, repository, detected).policy();
        Recipes recipes = new RecipesReader(Section.EMPTY, repository, detected).recipes();
        return new Valid(policy, recipes, Explanation.of(NAME, policy, recipes, new Origins(), detected));
    }

    /// What stands for a file whose bytes cannot be read: a link, a folder, something far too large.
    public static Invalid unreadable(String because, String mend) {
        return new Invalid(List.of(new ConfigProblem(NAME, Place.START, "", new Problem("", because + ".", mend))));
    }

    private static boolean empty(Yaml node) {
        return node instanceof Yaml.Scalar scalar && scalar.type() == Yaml.Type.NOTHING;
    }

    /// Contradictions in how the file is written, which the records do not show.
    private static List<Problem> written(Section root, Origins origins) {
        List<Problem> problems = new ArrayList<>();
        if (root.has("apps")) {
            for (String key : List.of("build", "run", "health", "artifact")) {
                if (root.has(key)) {
                    problems.add(
                            new Problem(key, "with apps, each app has its own " + key + ".", "Move it into apps."));
                }
            }
            if (root.section("apps").entries().isEmpty() && origins.of("apps").isPresent()) {
                problems.add(new Problem("apps", "no app is named.", "Name one, or drop the key."));
            }
        }
        boolean small = root.text("team").equals(Optional.of("small"));
        if (small && origins.of("people").isEmpty()) {
            problems.add(new Problem("team", "a small team names its people.", "Add people: [ana, ben]."));
        }
        if (!small && root.has("people")) {
            problems.add(new Problem("people", "people are named for a small team only.", "Add team: small."));
        }
        problems.addAll(environments(root));
        for (Yaml.Entry entry : root.section("checks").entries()) {
            String name = entry.key().text();
            Section check = Section.longForm(entry.value(), "run");
            if (check.has("report") && check.section("report").entries().size() != 1) {
                problems.add(new Problem(
                        "checks." + name + ".report", "a check has one report.", "Write {junit: target/*.xml}."));
            }
        }
        for (Yaml.Entry entry : root.section("watch").entries()) {
            String name = entry.key().text();
            Section watched = Section.longForm(entry.value(), "max");
            problems.addAll(
                    QueriesReader.isQuery(watched) && !AlertsReader.isAlerts(watched)
                            ? QueriesReader.problems(name, watched, origins)
                            : AlertsReader.problems(name, watched, origins));
        }
        return problems;
    }

    private static List<Problem> environments(Section root) {
        List<Problem> problems = new ArrayList<>();
        Section environments = root.section("environments");
        EnvironmentsReader reader = new EnvironmentsReader(environments, Optional.empty());
        for (EnvironmentName kept : List.of(EnvironmentName.BETA, EnvironmentName.PRODUCTION)) {
            if (reader.off(kept)) {
                problems.add(new Problem(
                        "environments." + kept, kept.upper() + " cannot be left out.", "Only test and passive can."));
            }
        }
        List<String> known = root.section("targets").entries().stream()
                .map(entry -> entry.key().text())
                .toList();
        for (EnvironmentPolicy environment : reader.line()) {
            String target = environment.target();
            if (!target.equals(Serving.LOCAL_PROCESSES) && !known.contains(target)) {
                String mend = Nearest.of(target, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Name it in targets.");
                problems.add(new Problem(
                        "environments." + environment.name() + ".target", "there is no target " + target + ".", mend));
            }
        }
        return problems;
    }
}
