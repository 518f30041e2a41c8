package arelops.app.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A browser that listens to the bell: one ring is on its way to it at most, and one waits, the newest.
final class Listener {
    private final String who;
    private final Instant since;
    private final BooleanSupplier stays;
    private final Response response;
    private final Callback callback;
    private Optional<Instant> sending = Optional.empty();
    private Optional<String> waits = Optional.empty();
    private boolean isGone;
    private Runnable left = () -> {};

    /// @param who the account by which it looks
    /// @param stays whether it still may
    /// @param callback ends the response
    Listener(String who, Instant since, BooleanSupplier stays, Response response, Callback callback) {
        this.who = who;
        this.since = since;
        this.stays = stays;
        this.response = response;
        this.callback = callback;
    }

    String who() {
        return who;
    }

    Instant since() {
        return since;
    }

    boolean mayStay() {
        return stays.getAsBoolean();
    }

    /// What is done once when it has left.
    synchronized void left(Runnable then) {
        left = then;
    }

    /// Sends a ring now, or when the one before has arrived.
    void tell(String ring, Instant now) {
        synchronized (this) {
            if (isGone) {
                return;
            }
            if (sending.isPresent()) {
                waits = Optional.of(ring);
                return;
            }
            sending = Optional.of(now);
        }
        send(ring);
    }

    private void send(String ring) {
        response.write(
                false,
                ByteBuffer.wrap(ring.getBytes(StandardCharsets.UTF_8)),
                Callback.from(this::arrived, this::broke));
    }

    private void arrived() {
        Optional<String> next;
        synchronized (this) {
            next = waits;
            waits = Optional.empty();
            if (next.isEmpty()) {
                sending = Optional.empty();
            }
        }
        next.ifPresent(this::send);
    }

    /// Whether a ring has been on its way for too long.
    synchronized boolean isStuck(Instant now) {
        return sending.filter(at -> at.plus(Bell.PATIENCE).isBefore(now)).isPresent();
    }

    private void broke(Throwable cause) {
        if (goes()) {
            callback.failed(cause);
        }
    }

    /// Ends the response; one that is stuck is cut off.
    void leave() {
        boolean isSending;
        synchronized (this) {
            isSending = sending.isPresent();
        }
        if (!goes()) {
            return;
        }
        if (isSending) {
            callback.failed(new java.io.IOException("it reads too slowly, or the server stops"));
        } else {
            callback.succeeded();
        }
    }

    private boolean goes() {
        Runnable then;
        synchronized (this) {
            if (isGone) {
                return false;
            }
            isGone = true;
            then = left;
        }
        then.run();
        return true;
    }
}
