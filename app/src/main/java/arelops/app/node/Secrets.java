package arelops.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks up secrets by name in a file of `NAME=value` lines that only the node's user may read.
final class Secrets {
    private final Path file;

    Secrets(Path file) {
        this.file = file;
    }

    /// What a look-up found.
    sealed interface Found {
        record All(Map<String, String> values) implements Found {
            @Override
            public String toString() {
                return values.size() + " secrets";
            }
        }

        record Missing(String because) implements Found {}
    }

    Found find(List<String> names) {
        if (names.isEmpty()) {
            return new Found.All(Map.of());
        }
        Map<String, String> known;
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            if (open.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
                return new Found.Missing(
                        "The secrets file " + file + " can be read by other users. Fix: chmod 600 it.");
            }
            known = parse(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return new Found.Missing("The secret " + names.getFirst() + " is missing: there is no file " + file + ".");
        } catch (IOException e) {
            return new Found.Missing("The secrets file " + file + " cannot be read: " + e + ".");
        }
        for (String name : names) {
            if (!known.containsKey(name)) {
                return new Found.Missing("The secret " + name + " is missing in " + file + ".");
            }
        }
        known.keySet().retainAll(names);
        return new Found.All(Map.copyOf(known));
    }

    /// Replaces the values of these secrets, as far as they are known now, so that output can be shown.
    ///
    /// One that is missing leaves the others masked; so does a file that others can read, which starts no app.
    String mask(String text, List<String> names) {
        if (names.isEmpty()) {
            return text;
        }
        Map<String, String> known;
        try {
            known = parse(Files.readAllLines(file));
        } catch (IOException e) {
            return text;
        }
        known.keySet().retainAll(names);
        List<String> values = known.values().stream()
                .filter(value -> !value.isEmpty())
                // One value may be a part of another.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "***");
        }
        return masked;
    }

    private static Map<String, String> parse(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return values;
    }
}
