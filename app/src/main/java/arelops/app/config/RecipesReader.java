package arelops.app.config;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import arelops.core.policy.Command;
import arelops.core.policy.Recipe;
import arelops.core.policy.Recipes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the recipes of the file: everything that holds from the commit it stands in.
final class RecipesReader {
    private final Section root;
    private final AppName repository;
    private final Detected detected;

    RecipesReader(Section root, AppName repository, Detected detected) {
        this.root = root;
        this.repository = repository;
        this.detected = detected;
    }

    Recipes recipes() {
        List<Yaml.Entry> apps = root.section("apps").entries();
        if (apps.isEmpty()) {
            return new Recipes(List.of(single()));
        }
        return new Recipes(apps.stream()
                .map(entry -> recipe(
                        new AppName(entry.key().text()),
                        Section.of(entry.value()).orElse(Section.EMPTY)))
                .toList());
    }

    private Recipe single() {
        Recipe written = recipe(repository, root);
        return new Recipe(
                repository,
                new Recipe.Making(written.build().or(() -> detected.build().map(Command::of)), written.artifact()),
                new Recipe.Running(written.run().or(detected::run), written.health()),
                written.checks(),
                written.acceptance());
    }

    private Recipe recipe(AppName name, Section app) {
        return new Recipe(
                name,
                new Recipe.Making(app.command("build"), app.texts("artifact")),
                new Recipe.Running(app.text("run"), app.text("health").orElse(Recipe.Running.DEFAULT_HEALTH)),
                checks(),
                acceptance(app));
    }

    private Map<String, Command> checks() {
        Map<String, Command> checks = new LinkedHashMap<>();
        if (!root.has("checks")) {
            detected.checks().forEach((name, line) -> checks.put(name, Command.of(line)));
        }
        root.section("checks")
                .entries()
                .forEach(entry -> Section.command(entry.value())
                        .ifPresent(command -> checks.put(entry.key().text(), command)));
        return checks;
    }

    private Recipe.Acceptance acceptance(Section app) {
        Map<EnvironmentName, Command> own = new LinkedHashMap<>();
        Section environments = root.section("environments");
        for (Yaml.Entry entry : environments.entries()) {
            String name = entry.key().text();
            environments
                    .section(name)
                    .command("accept")
                    .ifPresent(command -> own.put(new EnvironmentName(name), command));
        }
        Optional<Command> everywhere = app.command("accept").or(() -> root.command("accept"));
        return new Recipe.Acceptance(
                everywhere, own, environments.section("test").command("smoke"));
    }
}
