package arelops.app.reconcile;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// When the next look is due: after a time, or at once when somebody nudges; never again once it is stopped.
final class Pace {
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition nudged = waiting.newCondition();
    private boolean nudge;
    private boolean stopped;

    void nudge() {
        waiting.lock();
        try {
            nudge = true;
            nudged.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    void stop() {
        waiting.lock();
        try {
            stopped = true;
            nudged.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    boolean isStopped() {
        waiting.lock();
        try {
            return stopped;
        } finally {
            waiting.unlock();
        }
    }

    void pause(Duration every) {
        waiting.lock();
        try {
            long nanos = every.toNanos();
            while (!nudge && !stopped && nanos > 0) {
                nanos = nudged.awaitNanos(nanos);
            }
            nudge = false;
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        } finally {
            waiting.unlock();
        }
    }
}
