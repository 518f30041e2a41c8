package arelops.app.git;

import arelops.app.fault.Fault;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/// The faults of git, worded once.
final class GitFaults {
    private GitFaults() {}

    static Fault damaged(String doing, Repository repository, IOException cause) {
        return new Fault(
                Fault.Kind.BROKEN,
                "git.damaged",
                "Cannot " + doing + " " + repository.getDirectory() + ": " + cause.getMessage(),
                "Check the disk for space and errors, then run git fsck in that repository.",
                cause);
    }

    static Fault unreachable(RemoteAddress address, String doing, Exception cause) {
        return new Fault(
                Fault.Kind.UNREACHABLE,
                "git.unreachable",
                "Cannot " + doing + " " + address + ": " + address.clean(reasons(cause)),
                "Nothing was changed. It is tried again; check the address, the network and the credentials if it"
                        + " lasts.",
                cause instanceof NetworkCall.GivenUp ? new IOException("deadline") : scrubbed(address, cause));
    }

    /// The messages of an exception and its causes, as JGit hides the true one at the end.
    static String reasons(Throwable cause) {
        StringBuilder text = new StringBuilder();
        Optional<Throwable> next = Optional.of(cause);
        for (int depth = 0; depth < 5 && next.isPresent(); depth++) {
            Throwable here = next.get();
            String message = Optional.ofNullable(here.getMessage())
                    .orElse(here.getClass().getSimpleName());
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
            next = Optional.ofNullable(here.getCause());
        }
        return text.toString();
    }

    /// A cause that holds a password must not reach a log by way of its stack trace.
    private static Throwable scrubbed(RemoteAddress address, Exception cause) {
        String reasons = reasons(cause);
        return address.clean(reasons).equals(reasons) ? cause : new IOException(address.clean(reasons));
    }

    static org.eclipse.jgit.lib.ObjectId orZero(Optional<ObjectId> id) {
        return id.map(ObjectId::jgit).orElse(org.eclipse.jgit.lib.ObjectId.zeroId());
    }
}
