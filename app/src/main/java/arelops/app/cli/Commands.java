package arelops.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands of the program by their names. To read the options of all of them takes longer than most commands do,
/// so each is made only for whoever asks for it.
final class Commands {
    private final Map<String, Supplier<?>> makers = new LinkedHashMap<>();

    /// @param maker of the command, or of a [CommandLine] of it
    Commands add(String name, Supplier<?> maker) {
        if (makers.put(name, maker) != null) {
            throw new IllegalArgumentException("two commands are called " + name);
        }
        return this;
    }

    /// The one that a command line asks for, as far as its beginning tells: `status` where there is nothing. Empty
    /// where
    /// it begins with an option or no command is called so: then all are needed, to help.
    Optional<String> asked(String... arguments) {
        String first = arguments.length == 0 ? "status" : arguments[0];
        return Optional.of(first).filter(makers::containsKey);
    }

    /// Makes one, or all, and puts them below this one.
    void into(CommandLine root, Optional<String> only) {
        makers.forEach((name, maker) -> {
            if (only.isEmpty() || only.get().equals(name)) {
                root.addSubcommand(name, maker.get());
            }
        });
    }
}
