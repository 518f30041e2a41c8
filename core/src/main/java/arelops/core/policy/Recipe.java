package arelops.core.policy;

import arelops.core.id.AppName;
import arelops.core.id.EnvironmentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one app is built, packed, started and tried, as the commit that it is read from says.
public record Recipe(AppName app, Making making, Running running, Map<String, Command> checks, Acceptance acceptance) {
    /// How the artifact is made; no `artifact` globs means the whole clean copy after the build.
    public record Making(Optional<Command> build, List<String> artifact) {
        public Making {
            artifact = List.copyOf(artifact);
        }
    }

    /// How the artifact is started, and the path that answers when it is healthy.
    public record Running(Optional<String> run, String health) {
        public static final String DEFAULT_HEALTH = "/health";
    }

    /// The acceptance command, those of single environments, and the smoke command of TEST.
    public record Acceptance(Optional<Command> everywhere, Map<EnvironmentName, Command> own, Optional<Command> smoke) {
        public static final Acceptance NONE = new Acceptance(Optional.empty(), Map.of(), Optional.empty());

        public Acceptance {
            own = Map.copyOf(own);
        }
    }

    public Recipe {
        checks = Ordered.copyOf(checks);
    }

    public Optional<Command> build() {
        return making.build();
    }

    public List<String> artifact() {
        return making.artifact();
    }

    public Optional<String> run() {
        return running.run();
    }

    public String health() {
        return running.health();
    }

    /// The command of the acceptance test in this environment.
    public Optional<Command> accept(EnvironmentName environment) {
        return Optional.ofNullable(acceptance.own().get(environment)).or(acceptance::everywhere);
    }
}
