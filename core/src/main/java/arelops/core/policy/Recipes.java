package arelops.core.policy;

import arelops.core.id.AppName;
import java.util.List;
import java.util.Optional;

/// The recipes of all apps of a repository, as one commit says.
public record Recipes(List<Recipe> apps) {
    public Recipes {
        apps = List.copyOf(apps);
    }

    public Optional<Recipe> of(AppName app) {
        return apps.stream().filter(recipe -> recipe.app().equals(app)).findFirst();
    }
}
