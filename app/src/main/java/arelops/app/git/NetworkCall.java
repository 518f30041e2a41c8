package arelops.app.git;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a blocking call on a virtual thread of its own and comes back at the deadline at the latest.
///
/// JGit's own timeouts bound one read, not a call: a server that drips a byte now and then would hold us for ever.
/// A call that is given up is interrupted, which closes its socket.
final class NetworkCall {
    private NetworkCall() {}

    /// The call ran into its deadline (or the caller was interrupted while waiting, which comes to the same).
    static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;

        GivenUp(String message) {
            super(message);
        }
    }

    static <T> T within(Duration deadline, Callable<T> call) throws IOException, GivenUp {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("git").start(task);
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new GivenUp("no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new GivenUp("the wait for the answer was interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }
}
