package arelops.app.deploy;

import java.util.List;
import java.util.Map;

/// How an instance is started: the command, its own variables, the names of its secrets, its role and standing.
///
/// The values of secrets are never here: the target looks them up by name in a place of its own.
public record Launch(String run, Map<String, String> variables, List<String> secrets, String role, Standing standing) {
    public Launch {
        if (run.isBlank()) {
            throw new IllegalArgumentException("the run command is empty");
        }
        variables = Map.copyOf(variables);
        secrets = List.copyOf(secrets);
    }
}
