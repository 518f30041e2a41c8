package arelops.app.up;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The source of an app that is one class, `App`. It is compiled in the process of the test, and once there.
record AppSource(String text) {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final Map<AppSource, byte[]> COMPILED = new ConcurrentHashMap<>();

    /// Writes `App.java` and `App.class` into a folder.
    void into(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("App.java"), text);
        Path made = folder.resolve("App.class");
        Optional<byte[]> known = Optional.ofNullable(COMPILED.get(this));
        if (known.isPresent()) {
            Files.write(made, known.get());
            return;
        }
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, Locale.ROOT, null)) {
            boolean compiled = COMPILER.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw new AssertionError(said.toString());
            }
        }
        COMPILED.put(this, Files.readAllBytes(made));
    }
}
