package arelops.app.up;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What commands take from the machine that they run on; read in `Main` alone.
///
/// @param folder the working folder
/// @param environment the environment variables
/// @param java the command line of this program up to and without its own arguments
/// @param flags what this Java was started with; asked for only where it is needed, as finding out takes a while
public record Machine(
        Path folder,
        Map<String, String> environment,
        List<String> java,
        Supplier<List<String>> flags,
        SecureRandom random,
        InstantSource clock) {
    public Machine {
        environment = Map.copyOf(environment);
        java = List.copyOf(java);
    }

    /// The command line for what runs for a minute: a start and a compiler as quick as our own, instead of code that is
    /// the fastest after some minutes.
    public List<String> quickJava() {
        List<String> line = new ArrayList<>(java);
        line.addAll(1, flags.get());
        return line;
    }
}
