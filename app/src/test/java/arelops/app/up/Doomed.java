package arelops.app.up;

import arelops.testkit.Patience;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Controllers of one installation, one after the other, each of which meets its doom.
final class Doomed {
    private static final int LIVES = 200;

    private final Installation installation;
    private final Iterator<Doom> dooms;
    private final String name;
    private int lives;

    Doomed(Installation installation, Iterator<Doom> dooms) {
        this(installation, dooms, "c");
    }

    /// @param name what their names begin with, before their number
    Doomed(Installation installation, Iterator<Doom> dooms, String name) {
        this.installation = installation;
        this.dooms = dooms;
        this.name = name;
    }

    /// Starts the next one whenever one has died, until the goal holds; then the last is killed too.
    ///
    /// @param commands what people have to say by now; each is said once in a life
    void until(String what, BooleanSupplier goal, Supplier<List<String>> commands) {
        while (!goal.getAsBoolean()) {
            if (++lives > LIVES) {
                throw new AssertionError(LIVES + " controllers died, and still not: " + what);
            }
            try (EngineProcess controller =
                    EngineProcess.start(installation, Optional.empty(), name + lives, dooms.next())) {
                Set<String> said = new HashSet<>();
                Patience.until(what + " (controller " + controller.name() + ")", () -> {
                    commands.get().stream().filter(said::add).forEach(controller::say);
                    return !controller.isAlive() || goal.getAsBoolean();
                });
            }
        }
    }

    int lives() {
        return lives;
    }
}
