package arelops.app.up;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How ARelOps is started for a repository.
///
/// @param remote the git remote to work on; empty for the repository on this disk
/// @param trunk the trunk branch; empty for the repository's default branch
/// @param java the command line up to and without this program's own arguments: java, flags, class path, main class
/// @param controller the name of this controller, different at every start
/// @param control the port of the control API; 0 for any free one
/// @param forge what a repository of our own begins with; empty where the repository is somebody else's
public record Launch(
        Optional<String> remote,
        Optional<String> trunk,
        List<String> java,
        String controller,
        int control,
        Optional<FirstContent> forge) {
    public Launch {
        java = List.copyOf(java);
    }

    /// A start on a repository that is somebody else's.
    public Launch(Optional<String> remote, Optional<String> trunk, List<String> java, String controller, int control) {
        this(remote, trunk, java, controller, control, Optional.empty());
    }

    /// The same start on a repository of our own.
    public Launch hosting(FirstContent content) {
        return new Launch(Optional.empty(), trunk, java, controller, control, Optional.of(content));
    }

    /// The same start with its control API at this port.
    Launch at(int port) {
        return new Launch(remote, trunk, java, controller, port, forge);
    }

    /// The same start on another repository or branch.
    Launch on(Optional<String> otherRemote, Optional<String> otherTrunk) {
        return new Launch(otherRemote, otherTrunk, java, controller, control, forge);
    }

    /// The command line that runs this program with other arguments.
    public List<String> commandLine(String... arguments) {
        return Stream.concat(java.stream(), Arrays.stream(arguments)).toList();
    }
}
