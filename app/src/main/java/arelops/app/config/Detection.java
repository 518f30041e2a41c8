package arelops.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Guesses how a repository is built, tested and started from the files at its root.
public final class Detection {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TARGET = Pattern.compile("(?m)^([A-Za-z0-9_.-]+)\\s*:(?!=)");
    private static final String LISTENS = " --server.port=$PORT";

    private final Set<String> paths;
    private final Function<String, Optional<String>> reader;

    private Detection(Set<String> paths, Function<String, Optional<String>> reader) {
        this.paths = paths;
        this.reader = reader;
    }

    /// Looks at the paths of a commit (relative, with `/`), and reads single files of it through `reader`.
    public static Detected detect(Set<String> paths, Function<String, Optional<String>> reader) {
        return new Detection(paths, reader).detected();
    }

    private Detected detected() {
        if (has("pom.xml")) {
            return maven(has("mvnw") ? "./mvnw" : "mvn");
        }
        if (has("build.gradle") || has("build.gradle.kts") || has("gradlew")) {
            return gradle(has("gradlew") ? "./gradlew" : "gradle");
        }
        if (has("package.json")) {
            return node();
        }
        return has("Makefile") ? make() : found(Optional.empty(), Optional.empty(), Map.of(), "");
    }

    private Detected maven(String maven) {
        String pom = read("pom.xml");
        String run = "java -jar target/*.jar" + (pom.contains("spring-boot") ? LISTENS : "");
        return found(
                Optional.of(maven + " -q -B -DskipTests package"),
                Optional.of(run),
                Map.of("tests", maven + " -q -B verify"),
                has("mvnw") ? "mvnw" : "pom.xml");
    }

    private Detected gradle(String gradle) {
        String script = read("build.gradle") + read("build.gradle.kts");
        String run = "java -jar build/libs/*.jar" + (script.contains("springframework.boot") ? LISTENS : "");
        return found(
                Optional.of(gradle + " -q assemble"),
                Optional.of(run),
                Map.of("tests", gradle + " -q check"),
                has("gradlew") ? "gradlew" : "build.gradle");
    }

    private Detected node() {
        JsonNode scripts = scripts();
        String install = has("package-lock.json") ? "npm ci" : "npm install";
        Map<String, String> checks = new TreeMap<>();
        if (scripts.has("test")) {
            checks.put("tests", install + " && npm test");
        }
        if (scripts.has("lint")) {
            checks.put("lint", install + " && npm run lint");
        }
        return found(
                Optional.of(scripts.has("build") ? install + " && npm run build" : install),
                scripts.has("start") ? Optional.of("npm start") : Optional.empty(),
                checks,
                "package.json");
    }

    private JsonNode scripts() {
        try {
            return JSON.readTree(read("package.json")).path("scripts");
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private Detected make() {
        Set<String> targets = new TreeSet<>();
        Matcher target = TARGET.matcher(read("Makefile"));
        while (target.find()) {
            targets.add(target.group(1));
        }
        Map<String, String> checks = new TreeMap<>();
        for (String name : new String[] {"test", "check"}) {
            if (targets.contains(name)) {
                checks.putIfAbsent("tests", "make " + name);
            }
        }
        if (targets.contains("lint")) {
            checks.put("lint", "make lint");
        }
        return found(
                Optional.of(targets.contains("build") ? "make build" : "make"),
                targets.contains("run") ? Optional.of("make run") : Optional.empty(),
                checks,
                "Makefile");
    }

    private Detected found(Optional<String> build, Optional<String> run, Map<String, String> checks, String from) {
        return new Detected(build, run, checks, from, has("Dockerfile"));
    }

    private boolean has(String path) {
        return paths.contains(path);
    }

    private String read(String path) {
        return has(path) ? reader.apply(path).orElse("") : "";
    }
}
