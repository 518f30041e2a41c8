package arelops.app.git;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The `git` program, where the machine has one.
final class GitProgram {
    /// Whether `git` can be run.
    static final boolean PRESENT = runs();

    private GitProgram() {}

    private static boolean runs() {
        try {
            Process process = new ProcessBuilder("git", "--version")
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends the processes below ours whose command line carries this mark: a server that ran into our deadline.
    static void end(String mark) {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
