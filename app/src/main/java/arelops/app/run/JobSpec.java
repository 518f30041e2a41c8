package arelops.app.run;

import arelops.core.policy.Report;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A job as its caller asks for it.
///
/// `command` is run with `sh -c` in the workspace. `secrets` are names whose values come from the
/// secrets file; they become environment variables and are masked in the output. `collect` names, after
/// success, what is packed into the store (globs relative to the workspace; an empty list is the whole
/// workspace without `.git`). `report` is read when the command is over, whether it succeeded or not.
public record JobSpec(
        JobId id,
        Workspace workspace,
        String command,
        Map<String, String> environment,
        Set<String> secrets,
        Limits limits,
        Optional<List<String>> collect,
        Optional<Report> report,
        Cache cache,
        Isolation isolation) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public JobSpec {
        environment = Map.copyOf(new TreeMap<>(environment));
        secrets = Set.copyOf(secrets);
        collect = collect.map(List::copyOf);
        if (command.isBlank()) {
            throw new IllegalArgumentException("the command of job " + id + " is empty");
        }
        requireNames(id, environment.keySet());
        requireNames(id, secrets);
    }

    private static void requireNames(JobId id, Set<String> names) {
        for (var name : names) {
            if (!VARIABLE.matcher(name).matches() || name.startsWith("ARELOPS_JOB_")) {
                throw new IllegalArgumentException("job " + id + " cannot have an environment variable " + name
                        + " (letters, digits and underscores, no digit first, not ARELOPS_JOB_...)");
            }
        }
    }

    /// A job with the usual limits, nothing collected, no variables of its own.
    public static JobSpec of(JobId id, Workspace workspace, String command, Cache cache, Isolation isolation) {
        return new JobSpec(
                id,
                workspace,
                command,
                Map.of(),
                Set.of(),
                Limits.USUAL,
                Optional.empty(),
                Optional.empty(),
                cache,
                isolation);
    }

    public JobSpec withEnvironment(Map<String, String> variables) {
        return new JobSpec(id, workspace, command, variables, secrets, limits, collect, report, cache, isolation);
    }

    public JobSpec withSecrets(Set<String> names) {
        return new JobSpec(id, workspace, command, environment, names, limits, collect, report, cache, isolation);
    }

    public JobSpec withLimits(Limits other) {
        return new JobSpec(id, workspace, command, environment, secrets, other, collect, report, cache, isolation);
    }

    public JobSpec withIsolation(Isolation other) {
        return new JobSpec(id, workspace, command, environment, secrets, limits, collect, report, cache, other);
    }

    public JobSpec collecting(List<String> globs) {
        return new JobSpec(
                id, workspace, command, environment, secrets, limits, Optional.of(globs), report, cache, isolation);
    }

    public JobSpec reading(Report declared) {
        return new JobSpec(
                id, workspace, command, environment, secrets, limits, collect, Optional.of(declared), cache, isolation);
    }
}
