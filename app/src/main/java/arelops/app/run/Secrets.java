package arelops.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Where the values of secrets come from; read anew for each job.
@FunctionalInterface
public interface Secrets {
    /// All names with their values.
    Map<String, String> values() throws IOException;

    /// No secrets at all.
    static Secrets none() {
        return Map::of;
    }

    /// A file of lines `NAME=value`; empty lines and lines that start with `#` do not count. No file, no secrets.
    static Secrets inFile(Path file) {
        return () -> {
            if (!Files.exists(file)) {
                return Map.of();
            }
            var values = new TreeMap<String, String>();
            for (var line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
                }
            }
            return Map.copyOf(values);
        };
    }
}
