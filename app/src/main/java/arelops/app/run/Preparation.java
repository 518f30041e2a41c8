package arelops.app.run;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes everything ready for a command: a fresh workspace, a home, its variables.
final class Preparation {
    private static final int NOT_BY_CHANCE = 8;

    private final Means means;
    private final JobSpec spec;
    private final Sandbox.Box box;

    Preparation(Means means, JobSpec spec, Sandbox.Box box) {
        this.means = means;
        this.spec = spec;
        this.box = box;
    }

    /// The outcome: variables and values to mask, or what is in the way, of this machine or in the commit itself.
    sealed interface Outcome {
        record Ready(Map<String, String> variables, List<String> masked) implements Outcome {}

        record Impossible(JobState.Broken why) implements Outcome {}

        record Refused(String because) implements Outcome {}
    }

    Outcome make() {
        if (!means.sandbox().works(spec.isolation())) {
            return impossible(
                    JobState.Trouble.SANDBOX,
                    spec.isolation() + " does not work here: " + means.sandbox().whyNot(spec.isolation()));
        }
        try {
            var full = diskFull(means);
            if (full.isPresent()) {
                return new Outcome.Impossible(full.get());
            }
            var values = means.secrets().values();
            for (var name : spec.secrets()) {
                if (!values.containsKey(name)) {
                    return impossible(JobState.Trouble.SECRET, "the secret " + name + " is not in the secrets file");
                }
            }
            fill();
            return new Outcome.Ready(variables(values), masked(values));
        } catch (Fault e) {
            return e.kind() == Fault.Kind.REFUSED ? new Outcome.Refused(String.valueOf(e.getMessage())) : unmade(e);
        } catch (IOException e) {
            return unmade(e);
        }
    }

    /// The values that it is given, and of the others those that nobody could print by chance: a command may have got
    /// them from elsewhere, such as from an app that it asks.
    private List<String> masked(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .filter(one -> spec.secrets().contains(one.getKey())
                                || one.getValue().length() >= NOT_BY_CHANCE)
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private Outcome unmade(Exception e) {
        return impossible(JobState.Trouble.WORKSPACE, "the workspace could not be made: " + e.getMessage());
    }

    private Outcome impossible(JobState.Trouble trouble, String because) {
        try {
            return new Outcome.Impossible(diskFull(means).orElse(new JobState.Broken(trouble, because)));
        } catch (IOException _) {
            return new Outcome.Impossible(new JobState.Broken(trouble, because));
        }
    }

    /// The trouble of a disk with less free than the reserve.
    static Optional<JobState.Broken> diskFull(Means means) throws IOException {
        long reserve = means.settings().capacity().keepFree();
        for (var folder : List.of(means.settings().work(), means.settings().records())) {
            long free = Disk.free(folder);
            if (free < reserve) {
                return Optional.of(new JobState.Broken(
                        JobState.Trouble.DISK_FULL,
                        "the disk of " + folder + " has " + free + " bytes free, and " + reserve + " are kept free"));
            }
        }
        return Optional.empty();
    }

    private void fill() throws IOException {
        Disk.remove(box.folder());
        passable(means.settings().work());
        passable(parent(box.folder()));
        passable(parent(box.home()));
        Disk.folder(box.folder(), "rwx------");
        switch (spec.workspace()) {
            case Workspace.CleanCopy copy -> {
                Files.createDirectories(box.workspace());
                means.checkout().into(copy.commit(), box.workspace());
            }
            case Workspace.Unpacked unpacked -> means.store().unpack(unpacked.artifact(), box.workspace());
            case Workspace.Empty _ -> Files.createDirectories(box.workspace());
        }
        Disk.folder(box.temporary(), "rwx------");
        Disk.folder(box.shared(), "rwx------");
        Files.writeString(Attempt.notBegun(box), "");
        boolean newHome = Files.notExists(box.home());
        Disk.folder(box.home(), "rwx------");
        var owner = means.sandbox().owner(spec.isolation(), spec.cache());
        if (owner.isPresent()) {
            Disk.own(box.folder(), owner.get());
            if (newHome || !Files.getAttribute(box.home(), "unix:uid").equals(owner.get())) {
                Disk.own(box.home(), owner.get());
            }
        }
    }

    private static void passable(Path folder) throws IOException {
        Disk.folder(folder, "rwx--x--x");
    }

    private static Path parent(Path path) throws IOException {
        return Optional.ofNullable(path.getParent()).orElseThrow(() -> new IOException(path + " has no folder"));
    }

    /// Nothing of the controller's own environment; the job's own variables win over the usual ones.
    private Map<String, String> variables(Map<String, String> secretValues) {
        var variables = new TreeMap<String, String>();
        var home = box.home().toString();
        var path = means.settings().searchPath();
        means.settings().javaHome().ifPresent(java -> variables.put("JAVA_HOME", java.toString()));
        variables.put(
                "PATH",
                means.settings().javaHome().map(java -> java + "/bin:" + path).orElse(path));
        variables.put("HOME", home);
        variables.put("TMPDIR", box.temporary().toString());
        variables.put("LANG", "C.UTF-8");
        variables.put("CI", "true");
        variables.put("MAVEN_OPTS", "-Duser.home=" + home); // Java asks the user database, not HOME
        variables.putAll(spec.environment());
        spec.secrets().forEach(name -> variables.put(name, secretValues.getOrDefault(name, "")));
        return variables;
    }
}
