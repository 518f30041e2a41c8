package arelops.app.up;

import arelops.testkit.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What befalls a controller's process at one of its calls: it ends as by kill -9, or stops as by SIGSTOP.
///
/// @param call its number; 0 for none
/// @param name the name among whose calls is counted; `*` for all
record Doom(Kind kind, long call, String name) implements Calls.Fate {
    /// The property that names the file for which a process waits that stopped: SIGSTOP reaches a process's threads one
    /// after the other, and the one that asked for it must not go on before it is told to.
    static final String GO_ON = "arelops.test.go-on";

    static final Doom NONE = new Doom(Kind.BEFORE, 0, "*");

    enum Kind {
        BEFORE,
        AFTER,
        STOP
    }

    static Doom before(long call) {
        return new Doom(Kind.BEFORE, call, "*");
    }

    static Doom after(long call) {
        return new Doom(Kind.AFTER, call, "*");
    }

    /// Stops before a call, counted among those of its name.
    static Doom stop(long call, String name) {
        return new Doom(Kind.STOP, call, name);
    }

    static Doom parse(String text) {
        String[] parts = text.split(":", 3);
        return new Doom(Kind.valueOf(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    @Override
    public String toString() {
        return kind + ":" + call + ":" + name;
    }

    private boolean means(Calls.Call made) {
        return name.equals("*") ? made.number() == call : made.name().equals(name) && made.ofName() == call;
    }

    @Override
    public void before(Calls.Call made) {
        if (!means(made)) {
            return;
        }
        switch (kind) {
            case BEFORE -> Runtime.getRuntime().halt(137);
            case STOP -> stopHere();
            case AFTER -> {}
        }
    }

    @Override
    public @Nullable Object after(Calls.Call made, @Nullable Object answer) {
        if (kind == Kind.AFTER && means(made)) {
            Runtime.getRuntime().halt(137);
        }
        return answer;
    }

    private static void stopHere() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Path goOn = Path.of(System.getProperty(GO_ON));
            Patience.until("somebody lets it go on", () -> Files.exists(goOn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
