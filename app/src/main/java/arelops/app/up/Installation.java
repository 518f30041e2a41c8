package arelops.app.up;

import arelops.app.run.RunSettings;
import arelops.core.id.AppName;
import arelops.core.id.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/// Where ARelOps keeps what belongs to one repository on this machine.
///
/// @param repository the working copy or bare repository that it was started for
/// @param data records of jobs, the node's files, keys and tokens; readable by its user alone
/// @param work workspaces, caches and unpacked artifacts, which jobs and apps may see
public record Installation(Path repository, Path data, Path work) {
    private static final int LONGEST = 60;

    /// How a data folder is called: by the repository, and by where that is.
    private static final Pattern USUAL = Pattern.compile("([a-z0-9][a-z0-9._-]*)-[0-9a-f]{8}");

    /// Where programs keep what lets them in elsewhere, in a person's home folder.
    private static final List<String> KEYS = List.of(
            ".ssh",
            ".git-credentials",
            ".config/git",
            ".config/gh",
            ".config/glab-cli",
            ".config/hub",
            ".config/arelops",
            ".config/containers",
            ".config/rclone",
            ".config/sops",
            ".netrc",
            ".gnupg",
            ".password-store",
            ".local/share/keyrings",
            ".aws",
            ".azure",
            ".boto",
            ".s3cfg",
            ".config/gcloud",
            ".kube",
            ".docker",
            ".vault-token",
            ".terraform.d",
            ".terraformrc",
            ".pgpass",
            ".my.cnf",
            ".npmrc",
            ".yarnrc.yml",
            ".pypirc",
            ".gem/credentials",
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".composer/auth.json",
            ".nuget/NuGet",
            ".gradle/gradle.properties",
            ".m2/settings.xml",
            ".m2/settings-security.xml");

    /// The installation of the repository that holds a folder, or for which a repository is hosted;
    /// empty where there is none.
    public static Optional<Installation> find(Path folder, Map<String, String> environment) {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            boolean bare = Files.isDirectory(at.resolve("objects")) && Files.isRegularFile(at.resolve("HEAD"));
            Installation here = of(at, environment);
            if (Files.exists(at.resolve(".git")) || bare || WorksOn.isHostedFor(here)) {
                return Optional.of(here);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> configured(Path config) {
        try {
            Config read = new Config();
            read.fromText(Files.readString(config));
            return Optional.ofNullable(read.getString("arelops", null, "home"));
        } catch (IOException | ConfigInvalidException e) {
            return Optional.empty();
        }
    }

    /// The installation of a repository whose folders are all below one home.
    public static Installation at(Path repository, Path home) {
        return new Installation(repository, home.resolve("data"), home.resolve("work"));
    }

    /// The installation of a repository: where `ARELOPS_HOME` or `arelops.home` of its git config says,
    /// else under the user's state folder (`XDG_STATE_HOME`, else `~/.local/state`).
    public static Installation of(Path repository, Map<String, String> environment) {
        Path folder = repository.toAbsolutePath().normalize();
        return Optional.ofNullable(environment.get("ARELOPS_HOME"))
                .or(() -> configured(folder.resolve(".git").resolve("config")))
                .map(home -> at(folder, Path.of(home)))
                .orElseGet(() -> usual(folder, environment));
    }

    /// Root's work folder is under `/var/lib`, as the users that run its jobs cannot pass root's home.
    private static Installation usual(Path folder, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
        Path state = Path.of(environment.getOrDefault("XDG_STATE_HOME", home + "/.local/state"));
        boolean isRoot = environment.get("XDG_STATE_HOME") == null
                && System.getProperty("user.name", "").equals("root");
        Path work = isRoot ? Path.of("/var/lib") : state;
        String key = name(folder) + "-" + Digest.of(folder.toString()).hex().substring(0, 8);
        return new Installation(
                folder,
                state.resolve("arelops").resolve(key),
                work.resolve("arelops-work").resolve(key));
    }

    private static String name(Path folder) {
        Path last = folder.getFileName();
        String text = last == null ? "repository" : last.toString();
        String plain = text.replaceFirst("\\.git$", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return plain.isEmpty() || !Character.isLetterOrDigit(plain.charAt(0)) ? "repository" : plain;
    }

    /// The name of the app of a repository whose config names none.
    public AppName app() {
        String name = name(repository);
        return new AppName(name.length() > LONGEST ? name.substring(0, LONGEST) : name);
    }

    /// The same for the installation whose data folder this is; empty where the folder is not called as usual.
    static Optional<AppName> app(Path data) {
        Matcher usual = USUAL.matcher(String.valueOf(data.getFileName()));
        return usual.matches()
                ? Optional.of(new AppName(
                        usual.group(1).substring(0, Math.min(usual.group(1).length(), LONGEST))))
                : Optional.empty();
    }

    /// Where a running controller says how it is reached: JSON with `pid`, `url` and `startedAt`.
    public Path controllerFile() {
        return data.resolve("controller.json");
    }

    /// The token of the person who started it (`up` makes the first admin); mode 0600.
    public Path tokenFile() {
        return data.resolve("token");
    }

    /// Hashes of the tokens of people.
    public Path tokenHashes() {
        return data.resolve("tokens.json");
    }

    /// The output of the controller; older output is beside it, see [arelops.app.node.OwnLog].
    public Path controllerLog() {
        return data.resolve("controller.log");
    }

    /// Which repository and branch it works on, since its first start.
    Path worksOn() {
        return data.resolve("works-on.json");
    }

    /// The newest ledger tip that was seen here: how a rewritten ledger is noticed.
    public Path ledgerTip() {
        return data.resolve("ledger-tip");
    }

    /// Where jobs live, and what they are given.
    RunSettings runs() {
        return new RunSettings(
                data,
                work,
                hidden(Path.of(System.getProperty("user.home"))),
                Optional.of(Path.of(System.getProperty("java.home"))),
                RunSettings.USUAL_PATH,
                RunSettings.Capacity.USUAL);
    }

    /// What jobs must not see besides the data folder: the keys that git pushes with and their like,
    /// and the tokens of other repositories on this machine.
    private List<Path> hidden(Path home) {
        List<Path> hidden = new ArrayList<>(KEYS.stream().map(home::resolve).toList());
        hidden.add(repository.resolve(".git").resolve("config")); // an address in it may hold a password
        if (Files.isDirectory(repository.resolve("objects"))) {
            hidden.add(repository.resolve("config"));
        }
        Path all = data.getParent();
        if (all != null && all.endsWith("arelops")) {
            hidden.add(all);
        }
        return hidden;
    }

    public Path git() {
        return data.resolve("git");
    }

    /// The objects and refs of the remote that is worked on, if it is one.
    public Path mirror() {
        return git().resolve("mirror.git");
    }

    /// The repository that is hosted here, if one is.
    Path forge() {
        return git().resolve("forge.git");
    }

    public Path node() {
        return data.resolve("node");
    }

    public Path artifacts() {
        return data.resolve("artifacts");
    }

    /// `NAME=value` lines, mode 0600; read by the node and by jobs, never shown.
    public Path secrets() {
        return node().resolve("secrets.properties");
    }

    public Path deployments() {
        return work.resolve("deployments");
    }
}
