package arelops.app.run;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/// Patterns of files, as the config writes them: relative to the workspace.
record Globs(List<PathMatcher> matchers) {
    Globs {
        matchers = List.copyOf(matchers);
    }

    /// @throws java.util.regex.PatternSyntaxException where one is no pattern
    static Globs of(List<String> globs) {
        return new Globs(
                globs.stream().flatMap(glob -> matchersOf(plain(glob)).stream()).toList());
    }

    /// A pattern without what says nothing.
    static String plain(String glob) {
        var plain = glob.startsWith("./") ? glob.substring(2) : glob;
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static List<PathMatcher> matchersOf(String plain) {
        var files = FileSystems.getDefault();
        var matchers = new ArrayList<PathMatcher>();
        matchers.add(files.getPathMatcher("glob:" + plain));
        if (plain.startsWith("**/")) { // people expect `**/*.jar` to name a jar at the top, too
            matchers.add(files.getPathMatcher("glob:" + plain.substring(3)));
        }
        return matchers;
    }

    /// A pattern that names a folder names all that is in it.
    boolean match(Path name) {
        for (int parts = name.getNameCount(); parts > 0; parts--) {
            var part = name.subpath(0, parts);
            if (matchers.stream().anyMatch(matcher -> matcher.matches(part))) {
                return true;
            }
        }
        return false;
    }
}
