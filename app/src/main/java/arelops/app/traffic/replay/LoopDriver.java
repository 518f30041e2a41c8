package arelops.app.traffic.replay;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Sends what is due on one loop. But for [#hand(List, boolean)], [#last()], [#stop()], [#backlog()] and [#soFar()] all
/// calls are on its thread.
final class LoopDriver {
    private static final Duration BEAT = Duration.ofMillis(20);
    private final EventLoop loop;
    private final Start start;
    private final int most;
    private final Agenda agenda;
    private final Tally tally = new Tally();
    private final Following following;
    private final Alarm alarm;
    private final Witness witness;
    private final Flights flights = new Flights();
    private final Outbox outbox;
    private final Inbox inbox = new Inbox();
    private final Idle idle;
    private final Set<Connection> connections = new HashSet<>();
    private final Backlog backlog = new Backlog();
    private final Blocked blocked = new Blocked(backlog, this::now);
    private final CompletableFuture<ReplayReport> done = new CompletableFuture<>();
    private Optional<Future<?>> beats = Optional.empty();
    private volatile SoFar seen = SoFar.NOTHING;
    private long lastBeat;
    private boolean handedAll;
    private boolean over;

    /// What all loops begin with.
    ///
    /// @param zero the replay's beginning, as System.nanoTime says it
    /// @param addresses those of the instances
    record Start(
            long zero,
            List<InetSocketAddress> addresses,
            Reach reach,
            Limits limits,
            RequestWriter writer,
            Transport transport) {}

    LoopDriver(EventLoop loop, Start start, Order order, int most, Witness witness) {
        this.loop = loop;
        this.start = start;
        this.most = most;
        this.witness = witness;
        outbox = new Outbox(start.transport());
        agenda = new Agenda(order);
        idle = new Idle(start.addresses().size());
        following = new Following(start.writer());
        alarm = new Alarm(loop, start.transport(), this::tick);
    }

    /// Takes more to send, in the order of time.
    ///
    /// @param heldUp whether it comes later than planned, as what waits for a slow app took all the room: that
    /// is the app's time, not the sender's
    void hand(List<Planned> more, boolean heldUp) {
        backlog.add(more);
        guarded(() -> {
            if (beats.isEmpty()) {
                lastBeat = System.nanoTime();
                beats = Optional.of(loop.scheduleWithFixedDelay(
                        () -> guard(this::beat), BEAT.toNanos(), BEAT.toNanos(), TimeUnit.NANOSECONDS));
            }
            more.forEach(tally::scheduled);
            long now = now();
            over |= now > start.reach().longest().toNanos();
            if (over && (heldUp || blocked.hasHeldUp())) {
                hold(more, now);
                return;
            }
            long notBefore = heldUp ? now : 0;
            more.forEach(planned -> agenda.add(planned, notBefore));
            endIfOver(now);
            arm();
        });
    }

    /// No more will come.
    void last() {
        guarded(() -> {
            handedAll = true;
            endIfDone();
        });
    }

    /// Ends all at once.
    void stop() {
        guarded(this::end);
    }

    /// What was handed over and has not been sent.
    Backlog backlog() {
        return backlog;
    }

    /// What it had done when this was asked the last time: looking costs the loop a moment.
    SoFar soFar() {
        guarded(() -> seen = tally.soFar());
        return seen;
    }

    /// What it came to, once nothing is left.
    CompletableFuture<ReplayReport> done() {
        return done;
    }

    Transport transport() {
        return start.transport();
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    void body(int bytes) {
        tally.body(bytes);
    }

    /// Called for each request as [#free(Connection)] is, so without a task that would be made for it.
    void answered(Flight flight, int status) {
        if (done.isDone() || !flights.end(flight)) {
            return;
        }
        try {
            long now = now();
            tally.answered(flight, status, now);
            following.answered(flight);
            flight.received(status).ifPresent(witness::answered);
            settle(flight.turn(), now, flight.started() - flight.turn().at());
        } catch (RuntimeException e) {
            breakOff(e);
            throw e;
        }
    }

    void failed(Flight flight, Failure failure) {
        guard(() -> {
            if (flights.end(flight)) {
                long now = now();
                tally.failed(flight, failure, now);
                witness.failed(flight.number());
                settle(flight.turn(), now, flight.started() - flight.turn().at());
            }
        });
    }

    /// Sends it again: the server had closed the connection while nothing was on it.
    void resend(Flight flight) {
        guard(() -> {
            if (!flight.isOver()) {
                tally.resent();
                transmit(flight);
            }
        });
    }

    /// A connection has nothing to carry any more.
    void free(Connection connection) {
        if (done.isDone() || connection.isGone()) {
            return;
        }
        try {
            idle.add(connection);
            unblock();
        } catch (RuntimeException e) {
            breakOff(e);
            throw e;
        }
    }

    /// A connection is no more.
    void gone(Connection connection) {
        if (connections.remove(connection)) {
            idle.remove(connection);
            if (!blocked.isEmpty()) {
                loop.execute(() -> guard(this::unblock));
            }
        }
    }

    private void tick() {
        guard(() -> {
            sendDue(now());
            arm();
            endIfDone();
        });
    }

    private void sendDue(long now) {
        Optional<Agenda.Turn> turn = agenda.poll(now);
        while (turn.isPresent()) {
            dispatch(turn.get());
            turn = agenda.poll(now);
        }
    }

    private void dispatch(Agenda.Turn turn) {
        if (blocked.isEmpty() && connectionIsFree()) {
            send(turn, blocked.hasWaited(turn));
        } else {
            blocked.add(turn);
        }
    }

    private void send(Agenda.Turn turn, boolean waited) {
        backlog.remove(turn.planned());
        Outgoing request = following.ready(turn.planned());
        long now = now();
        tally.sent(turn, now, waited);
        Flight flight = new Flight(turn, now, request, witness.wantsAnswers());
        flights.add(flight);
        transmit(flight);
    }

    private void transmit(Flight flight) {
        int instance =
                flight.turn().planned().session().instance(start.addresses().size());
        InetSocketAddress address = start.addresses().get(instance);
        if (address.isUnresolved()) {
            failed(flight, Failure.UNKNOWN_HOST);
            return;
        }
        Optional<Connection> kept = idle.take(instance);
        if (kept.isPresent()) {
            kept.get().carry(flight);
            return;
        }
        if (connections.size() >= most) {
            idle.takeAny().ifPresent(Connection::close); // to another instance
        }
        try {
            Connection.To to = new Connection.To(instance, address);
            Connection connection =
                    Connection.open(this, loop, to, start.reach().patience());
            connections.add(connection);
            connection.carry(flight);
        } catch (ChannelException _) {
            failed(flight, Failure.OWN_LIMIT);
        }
    }

    private boolean connectionIsFree() {
        return !idle.isEmpty() || connections.size() < most;
    }

    private void unblock() {
        while (!blocked.isEmpty() && connectionIsFree()) {
            send(blocked.remove(), true);
        }
    }

    private void settle(Agenda.Turn turn, long now, long late) {
        agenda.ended(turn.planned(), now, late);
        arm();
        endIfDone();
    }

    private void arm() {
        agenda.next().ifPresent(at -> alarm.set(start.zero() + at));
    }

    /// Ends what takes too long, and sees how long this loop did nothing.
    private void beat() {
        long instant = System.nanoTime();
        tally.stood(Duration.ofNanos(instant - lastBeat).minus(BEAT));
        lastBeat = instant;
        long now = instant - start.zero();
        long patience = start.reach().patience().toNanos();
        while (!flights.isEmpty() && now - flights.first().orElseThrow().started() > patience) {
            Flight flight = flights.first().orElseThrow();
            flight.connection().ifPresent(connection -> connection.fail(Failure.TIMEOUT));
            failed(flight, Failure.TIMEOUT);
        }
        while (!blocked.isEmpty() && now - blocked.first().at() > patience) {
            Agenda.Turn turn = blocked.remove();
            backlog.remove(turn.planned());
            tally.gaveUp(turn, now);
            witness.failed(turn.planned().number());
            settle(turn, now, now - turn.at());
        }
        endIfOver(now);
    }

    /// What still waits for an answer once the time is over will never be sent.
    private void endIfOver(long now) {
        over |= now > start.reach().longest().toNanos();
        if (over) {
            sendDue(now);
            hold(agenda.clear(), now);
        }
    }

    private void hold(List<Planned> held, long now) {
        held.forEach(backlog::remove);
        tally.held(held.size(), now);
        endIfDone();
    }

    private void endIfDone() {
        if (handedAll && flights.isEmpty() && blocked.isEmpty() && agenda.waiting() == 0) {
            end();
        }
    }

    private void end() {
        if (done.isDone()) {
            return;
        }
        tally.cancelled(flights.size());
        tally.unsent(agenda.waiting() + blocked.size());
        flights.clear();
        blocked.clear();
        halt();
        done.complete(tally.report(following.counts(), start.limits()));
    }

    private void halt() {
        alarm.stop();
        beats.ifPresent(one -> one.cancel(false));
        List.copyOf(connections).forEach(Connection::close);
    }

    private long now() {
        return System.nanoTime() - start.zero();
    }

    private void guarded(Runnable work) {
        try {
            loop.execute(() -> guard(work));
        } catch (RejectedExecutionException _) {
            done.cancel(false); // it was closed before
        }
    }

    /// A bug ends the replay; else it would never end.
    private void guard(Runnable work) {
        if (done.isDone()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            breakOff(e);
            throw e;
        }
    }

    private void breakOff(RuntimeException because) {
        done.completeExceptionally(because);
        flights.clear();
        blocked.clear();
        halt();
    }
}
