package arelops.app.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;

/// One push over one connection, which knows whether its commands may have reached the server.
///
/// It speaks to the connection itself, one level below `Transport.push`: that one drops a command whose
/// ref already has the new value *without* comparing the expected one, so that a lost race could pass
/// for a success. Here every expected value is compared with the advertisement and then travels in the
/// command, where the server compares it under its lock. Nothing at this level asks for fast-forwards,
/// so no force flag exists that could cancel a lease.
final class PushAttempt {
    /// How much of what a server's hook says is passed on.
    private static final int LONGEST = 300;

    private final Repository mirror;
    private final List<RefChange> changes;
    private final Map<String, RemoteRefUpdate> updates = new LinkedHashMap<>();
    private volatile boolean sending;

    PushAttempt(Repository mirror, List<RefChange> changes) {
        this.mirror = mirror;
        this.changes = changes;
    }

    PushAnswer run(Transport transport) throws IOException {
        transport.setPushAtomic(changes.size() > 1);
        try (PushConnection connection = transport.openPush()) {
            for (RefChange change : changes) {
                Optional<ObjectId> actual = Optional.ofNullable(connection.getRef(change.ref()))
                        .map(Ref::getObjectId)
                        .map(ObjectId::of);
                if (!actual.equals(change.expectedOld())) {
                    return new PushAnswer.Stale(change.ref(), actual);
                }
                updates.put(change.ref(), update(change));
            }
            sending = true;
            connection.push(NullProgressMonitor.INSTANCE, updates);
            return answer(connection.getMessages());
        } catch (IOException e) {
            // The same thread set the states: none of them changed means that JGit gave up before it wrote a byte.
            sending = sending && updates.values().stream().anyMatch(u -> u.getStatus() != Status.NOT_ATTEMPTED);
            throw e;
        }
    }

    /// Whether it is certain that the server knows nothing of this push.
    boolean nothingWasSent() {
        return !sending;
    }

    @SuppressWarnings("NullAway") // JGit takes null for "no source ref" and "no tracking ref"
    private RemoteRefUpdate update(RefChange change) throws IOException {
        return new RemoteRefUpdate(
                mirror,
                (String) null,
                GitFaults.orZero(change.newValue()),
                change.ref(),
                false,
                null,
                GitFaults.orZero(change.expectedOld()));
    }

    private PushAnswer answer(String said) {
        List<PushAnswer.Refused> refusals = new ArrayList<>();
        for (RemoteRefUpdate update : updates.values()) {
            String reason = Optional.ofNullable(update.getMessage())
                    .orElse(update.getStatus().name());
            switch (update.getStatus()) {
                case OK, UP_TO_DATE -> {}
                case NOT_ATTEMPTED, AWAITING_REPORT, NON_EXISTING -> {
                    return new PushAnswer.Unanswered("no report for " + update.getRemoteName());
                }
                case REJECTED_NONFASTFORWARD, REJECTED_NODELETE, REJECTED_REMOTE_CHANGED, REJECTED_OTHER_REASON ->
                    refusals.add(new PushAnswer.Refused(update.getRemoteName(), reason));
            }
        }
        return refusals.isEmpty() ? new PushAnswer.Done() : refusal(refusals, said);
    }

    /// The ref that the server has something against, before those that only went down with it; and its words.
    private static PushAnswer refusal(List<PushAnswer.Refused> refusals, String said) {
        PushAnswer.Refused first = refusals.stream()
                .filter(refused -> !refused.reason().startsWith("atomic"))
                .findFirst()
                .orElse(refusals.getFirst());
        List<String> alike = refusals.stream()
                .filter(refused -> refused.reason().equals(first.reason()))
                .map(PushAnswer.Refused::ref)
                .toList();
        String together = alike.size() > 1 ? " (one of " + String.join(", ", alike) + ")" : "";
        String words = said.replaceAll("\\p{Cntrl}+", " ").strip();
        String cut = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        return new PushAnswer.Refused(first.ref(), first.reason() + together + (cut.isEmpty() ? "" : ": " + cut));
    }
}
