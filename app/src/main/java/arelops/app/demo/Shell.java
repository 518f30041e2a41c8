package arelops.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs commands in the demo's repository, as its reader could, and gives what they really printed.
///
/// @param program the command line of this program up to and without its own arguments
record Shell(Path folder, List<String> program) {
    Shell {
        program = List.copyOf(program);
    }

    List<String> git(String... arguments) {
        return run(with(List.of("git"), arguments));
    }

    List<String> arelops(String... arguments) {
        return run(with(program, arguments));
    }

    private static List<String> with(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }

    /// The lines that it printed, or one that says why there are none.
    private List<String> run(List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("ARELOPS_"));
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().toList();
        } catch (IOException e) {
            return List.of("(" + command.getFirst() + " is not installed here)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
