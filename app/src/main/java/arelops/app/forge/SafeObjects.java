package arelops.app.forge;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/// Lets no object in that would do harm in a clone (names that are `.git` to some disk, paths that lead
/// out of the folder, entries that are there twice, and whatever git's own fsck calls an error), and
/// watches the memory that the objects of one push take.
///
/// JGit keeps every version of a file in memory on which another one that is still to be worked out is
/// based. A pack of some kilobytes can so ask for gigabytes, and would end the whole controller.
final class SafeObjects extends ObjectChecker {
    /// Smaller objects are not watched: a push cannot have enough of them to matter.
    private static final int WATCHED = 256;

    /// What may be kept at once: a third of the memory of this process.
    private final long most;

    private final List<WeakReference<byte[]>> kept = new ArrayList<>();
    private long bytes;
    private int collections;

    /// How often one push may have the memory cleared to see what is really kept.
    private static final int MOST_COLLECTIONS = 20;

    /// @param memory how much this process has
    SafeObjects(long memory) {
        this.most = memory / 3;
        setSafeForWindows(true);
        setSafeForMacOS(true);
    }

    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] raw) throws CorruptObjectException {
        if (raw.length >= WATCHED) {
            kept.add(new WeakReference<>(raw));
            bytes += raw.length;
            if (bytes > most) {
                count();
            }
        }
        super.check(id, type, raw);
    }

    private void count() throws TooMuchMemory {
        forget();
        if (bytes > most && collections < MOST_COLLECTIONS) {
            collections++;
            System.gc(); // nothing else tells what JGit still holds from what was only not collected yet
            forget();
        }
        if (bytes > most) {
            throw new TooMuchMemory("the versions of large files in this push take more than "
                    + PushLimits.megabytes(most) + " of memory at once");
        }
    }

    private void forget() {
        kept.removeIf(one -> one.refersTo(null));
        bytes = kept.stream()
                .map(WeakReference::get)
                .mapToLong(one -> one == null ? 0 : one.length)
                .sum();
    }

    /// A push that would take more memory than there is.
    static final class TooMuchMemory extends CorruptObjectException {
        private static final long serialVersionUID = 1L;

        TooMuchMemory(String message) {
            super(message);
        }
    }
}
