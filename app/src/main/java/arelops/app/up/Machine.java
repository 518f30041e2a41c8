package arelops.app.up;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What commands take from the machine that they run on; read in `Main` alone.
///
/// @param folder the working folder
/// @param environment the environment variables
/// @param java the command line of this program up to and without its own arguments
public record Machine(
        Path folder, Map<String, String> environment, List<String> java, SecureRandom random, InstantSource clock) {
    public Machine {
        environment = Map.copyOf(environment);
        java = List.copyOf(java);
    }
}
