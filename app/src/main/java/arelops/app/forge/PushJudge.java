package arelops.app.forge;

import arelops.core.change.PushRules;
import arelops.core.change.PushVerdict;
import arelops.core.change.RefUpdate;
import arelops.core.id.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/// Puts the commands of a push before the rules, and looks at what they point to.
final class PushJudge {
    private final ReceivePack push;
    private final Forge forge;
    private final Visit visit;

    PushJudge(ReceivePack push, Forge forge, Visit visit) {
        this.push = push;
        this.forge = forge;
        this.visit = visit;
    }

    /// One verdict for each command, in their order.
    List<PushVerdict> verdicts(boolean isUtf8) {
        List<ReceiveCommand> commands = push.getAllCommands();
        PushRules rules =
                new PushRules(forge.repository().trunk(), forge.reserved().get(), existing(), visit.remote());
        List<RefUpdate> updates = commands.stream().map(PushJudge::update).toList();
        List<PushVerdict> verdicts = rules.judge(updates, visit.guest().role());
        return IntStream.range(0, commands.size())
                .mapToObj(i -> isUtf8 ? ofCommit(commands.get(i), verdicts.get(i)) : notUtf8(updates.get(i)))
                .toList();
    }

    private Set<String> existing() {
        try {
            return push.getRepository().getRefDatabase().getRefs().stream()
                    .map(Ref::getName)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RefUpdate update(ReceiveCommand command) {
        return new RefUpdate(
                command.getRefName(),
                switch (command.getType()) {
                    case CREATE -> RefUpdate.Kind.CREATE;
                    case UPDATE -> RefUpdate.Kind.UPDATE;
                    case UPDATE_NONFASTFORWARD -> RefUpdate.Kind.REWIND;
                    case DELETE -> RefUpdate.Kind.DELETE;
                });
    }

    private static PushVerdict notUtf8(RefUpdate update) {
        return new PushVerdict.Refused(
                update.ref(), "the names of this push are not UTF-8", "choose names of letters and digits");
    }

    /// Branches, tags and proposals are of commits: whoever reads them counts on it.
    private PushVerdict ofCommit(ReceiveCommand command, PushVerdict verdict) {
        boolean isLeft = command.getType() == ReceiveCommand.Type.DELETE
                || verdict instanceof PushVerdict.Refused
                || verdict instanceof PushVerdict.HeldBack
                || command.getResult() != ReceiveCommand.Result.NOT_ATTEMPTED;
        boolean isBranch = command.getRefName().startsWith("refs/heads/");
        Optional<CommitId> commit = isLeft ? Optional.empty() : commit(push, command.getNewId());
        boolean isFit = commit.isPresent()
                && (!isBranch || commit.get().hex().equals(command.getNewId().name()));
        return isLeft || isFit
                ? verdict
                : new PushVerdict.Refused(
                        verdict.ref(), verdict.ref() + " would not name a commit", "push a commit, or a tag of one");
    }

    /// The commit that an object comes to, which may be a tag of it.
    static Optional<CommitId> commit(ReceivePack push, AnyObjectId id) {
        try {
            RevObject object = push.getRevWalk().peel(push.getRevWalk().parseAny(id));
            return object instanceof RevCommit ? Optional.of(new CommitId(object.name())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
