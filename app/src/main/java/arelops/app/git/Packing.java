package arelops.app.git;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Packs the objects of a repository together; what is under way can be ended before its time.
final class Packing {
    private static final long LONGEST_END_SECONDS = 30;

    private final FileRepository objects;
    private final ReentrantLock underWay = new ReentrantLock();
    private volatile boolean ending;

    Packing(FileRepository objects) {
        this.objects = objects;
    }

    /// Packs; false if it was ended meanwhile. What was ended leaves everything as it was.
    boolean run() {
        underWay.lock();
        try (Git git = Git.wrap(objects)) {
            if (ending) {
                return false;
            }
            git.gc()
                    .setProgressMonitor(new EmptyProgressMonitor() {
                        @Override
                        public boolean isCancelled() {
                            return ending;
                        }
                    })
                    .call();
            return true;
        } catch (GitAPIException | JGitInternalException e) {
            if (ending) {
                return false;
            }
            throw GitFaults.damaged("pack the objects of", objects, new IOException(e));
        } finally {
            underWay.unlock();
        }
    }

    /// Ends what is under way, and lets nothing begin any more; returns when nothing is at work.
    void end() {
        ending = true;
        try {
            if (underWay.tryLock(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                underWay.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
