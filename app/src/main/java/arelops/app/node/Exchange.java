package arelops.app.node;

import arelops.app.deploy.Arm;
import arelops.app.deploy.Origin;
import arelops.app.deploy.Route;
import arelops.app.deploy.Users;
import arelops.app.deploy.Way;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// One request on its way through the router: to an instance, again to another if nothing was sent, and the answer
/// back.
final class Exchange {
    static final long IDLE_SECONDS = 120;
    private static final int ATTEMPTS = 3;
    private static final String ACTIVE = "active";

    private final Router router;
    private final Addresses.Target target;
    private final Wish wish;
    private final Request in;
    private final Question question;
    private final Response out;
    private final Callback done;
    private final Visitor visitor;
    private final long began = System.nanoTime();
    private final Optional<Capture> capture;

    /// Where copies go; whoever takes none when the request begins gets none when it is over.
    private final List<Mirror> mirrors;

    private final AtomicBoolean over = new AtomicBoolean();
    private int attempts;

    /// What a trusted sender asks for; of others it is USER and nothing.
    record Wish(Origin origin, Optional<Arm> arm) {}

    /// The instance that an attempt has, and under what its outcome is counted.
    ///
    /// @param away the user was sent there from the address of another slot
    private record Taken(Instance instance, Lane lane, boolean away) {}

    /// The deployment that this request goes to, and the way to it; empty where there is none.
    private record Choice(Optional<Deployed> deployed, Way way, String because) {}

    Exchange(Router router, Addresses.Target target, Wish wish, Request in, Response out, Callback done) {
        this.router = router;
        this.target = target;
        this.wish = wish;
        this.in = in;
        this.question = Question.of(in);
        this.visitor = new Visitor(question);
        this.capture = wish.origin() == Origin.USER
                ? target.tap().flatMap(tap -> tap.begin(question, began))
                : Optional.empty();
        this.mirrors = wish.origin() == Origin.USER && Mirror.takes(question)
                ? Mirror.wanting(target.mirrors(), target.keeper())
                : List.of();
        this.out = out;
        this.done = done;
    }

    void begin() {
        attempts++;
        // A deployment that closes between the choice and the taking is gone from the next look at the route.
        String because = "";
        for (int look = 0; look < ATTEMPTS; look++) {
            Choice choice = choose();
            if (choice.deployed().isEmpty()) {
                Router.say(out, 503, choice.because(), done);
                return;
            }
            Deployed deployed = choice.deployed().get();
            Optional<Instance> instance = deployed.take();
            Lane lane = deployed.lane(choice.way(), wish.origin());
            if (instance.isPresent()) {
                send(new Taken(instance.get(), lane, choice.way() == Way.ELSEWHERE));
                return;
            }
            because = deployed.whyNone();
            if (look == ATTEMPTS - 1) {
                target.keeper().metering().count(lane, true, System.nanoTime() - began);
            }
        }
        Router.say(out, 503, because, done);
    }

    /// Answers here in place of the app, as an error of the app that it would have gone to.
    void broken(Runnable answer) {
        Choice choice = choose();
        if (choice.deployed().isEmpty()) {
            Router.say(out, 503, choice.because(), done);
            return;
        }
        Lane lane = choice.deployed().get().lane(choice.way(), wish.origin());
        target.keeper().metering().count(lane, true, System.nanoTime() - began);
        capture.ifPresent(down -> target.tap().ifPresent(tap -> tap.end(down, System.nanoTime())));
        answer.run();
    }

    /// Users may be sent to another slot; whoever asks for one arm means the slot's own.
    private Choice choose() {
        if (target.own().isPresent()) {
            return new Choice(target.own(), Way.OWN_ADDRESS, "");
        }
        Optional<Addresses.Away> away = target.away()
                .filter(one -> wish.arm().isEmpty())
                .filter(one -> !one.splits() || one.takes(visitor.told()));
        if (away.isPresent()) {
            Users.Elsewhere to = away.get().to();
            return new Choice(
                    away.get().deployed(),
                    Way.ELSEWHERE,
                    "The users of " + target.keeper().slot() + " are sent to " + to.environment() + ", and deployment "
                            + to.deployment() + " is not there.");
        }
        Traffic traffic = target.keeper().traffic();
        if (traffic.branches().isEmpty()) {
            return new Choice(Optional.empty(), Way.STABLE, closed(traffic));
        }
        Traffic.Branch branch =
                wish.arm().flatMap(traffic::arm).orElseGet(() -> traffic.pick(traffic.split() ? visitor.told() : ""));
        return new Choice(Optional.of(branch.deployed()), branch.way(), "");
    }

    private String closed(Traffic traffic) {
        return switch (traffic.route()) {
            case Route.Closed(String because) -> because;
            case Route.Serving serving ->
                "No deployment serves " + target.keeper().slot() + ".";
        };
    }

    private void send(Taken taken) {
        Attempt attempt = new Attempt(taken);
        org.eclipse.jetty.client.Request up = router.client()
                .newRequest("127.0.0.1", taken.instance().port())
                .method(question.method())
                .path(question.pathAndQuery())
                .idleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .headers(headers -> {
                    ProxyHeaders.forward(question, headers);
                    if (taken.away()) {
                        headers.put(Router.ROLE, ACTIVE);
                    }
                })
                .onRequestCommit(request -> attempt.sent = true)
                .onResponseHeaders(attempt::headers)
                .onResponseContentSource(attempt::flow)
                .onResponseSuccess(attempt::success)
                .onResponseFailure(attempt::brokenOff);
        if (question.hasBody()) {
            up.body(attempt.body);
        }
        up.send(attempt::complete);
    }

    /// Ends the exchange once, whoever notices first.
    private void finish(Taken taken, boolean error, Runnable answer) {
        if (over.compareAndSet(false, true)) {
            target.keeper().metering().count(taken.lane(), error, System.nanoTime() - began);
            // First, so that whoever was told the end of the answer and ends the recording has this in it.
            capture.ifPresent(down -> target.tap().ifPresent(tap -> tap.end(down, System.nanoTime())));
            answer.run();
            mirror();
        }
    }

    /// Copies what a user asked, once the user has the answer. Whoever is not known by a cookie is somebody else each
    /// time: a cookie for the sake of a copy would be one more thing that users notice of it.
    private void mirror() {
        if (mirrors.isEmpty()) {
            return;
        }
        String user = visitor.guessed();
        for (Mirror mirror : mirrors) {
            mirror.offer(question, target.keeper(), user);
        }
    }

    private final class Attempt {
        private final Taken taken;
        private final PassedBody body = new PassedBody(in, capture);
        private final AtomicBoolean left = new AtomicBoolean();
        private final AtomicInteger halves = new AtomicInteger(2);
        private volatile boolean whole;
        private volatile boolean sent;
        private volatile boolean answered;
        private volatile boolean clientGone;

        Attempt(Taken taken) {
            this.taken = taken;
        }

        private void headers(org.eclipse.jetty.client.Response response) {
            answered = true;
            out.setStatus(response.getStatus());
            ProxyHeaders.back(response, out.getHeaders());
            if (!visitor.newCookie().isEmpty()) {
                out.getHeaders().add(HttpHeader.SET_COOKIE, visitor.newCookie());
            }
            capture.ifPresent(down -> down.answer(response));
        }

        /// A head goes out with the first of its body. That of a stream of events goes at once, as the
        /// first event may be long in coming, and until then the client would not know that the stream
        /// is open.
        private void flow(org.eclipse.jetty.client.Response response, Content.Source source) {
            org.eclipse.jetty.client.Response.AsyncContentListener body = this::content;
            if (!isEventStream(response)) {
                body.onContentSource(response, source);
                return;
            }
            out.write(
                    false,
                    BufferUtil.EMPTY_BUFFER,
                    Callback.from(() -> body.onContentSource(response, source), failure -> {
                        clientGone = true;
                        var _ = response.abort(failure);
                    }));
        }

        private static boolean isEventStream(org.eclipse.jetty.client.Response response) {
            String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
            return type != null && type.startsWith("text/event-stream");
        }

        private void content(org.eclipse.jetty.client.Response response, Content.Chunk chunk, Runnable demander) {
            if (!chunk.hasRemaining()) {
                demander.run();
                return;
            }
            chunk.retain();
            capture.ifPresent(down -> down.told(chunk.getByteBuffer()));
            out.write(
                    false,
                    chunk.getByteBuffer(),
                    Callback.from(
                            () -> {
                                chunk.release();
                                demander.run();
                            },
                            failure -> {
                                chunk.release();
                                clientGone = true;
                                var _ = response.abort(failure);
                            }));
        }

        /// The answer is whole, and goes out at once, even if the end of the question is still on its way: only the
        /// connection waits for that, as what came late would else be read as the next request.
        private void success(org.eclipse.jetty.client.Response response) {
            boolean error = response.getStatus() >= 500;
            whole = true;
            finish(
                    taken,
                    error,
                    () -> out.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(this::halfEnded, failure -> {
                        leave();
                        done.failed(failure);
                    })));
        }

        /// The connection is free when both the answer and the question have ended.
        private void halfEnded() {
            if (halves.decrementAndGet() == 0) {
                leave();
                done.succeeded();
            }
        }

        /// An answer that has begun cannot be mended; the sender must not wait for the rest, whatever its body does.
        private void brokenOff(org.eclipse.jetty.client.Response response, Throwable failure) {
            if (answered) {
                leave();
                finish(taken, !clientGone && !body.brokenBySender(), () -> done.failed(failure));
            }
        }

        private void leave() {
            if (left.compareAndSet(false, true)) {
                taken.instance().leave();
            }
        }

        private void complete(Result result) {
            if (whole) {
                halfEnded();
                return;
            }
            Throwable failure = result.getFailure();
            if (failure == null || over.get()) {
                return;
            }
            leave();
            if (body.brokenBySender() || clientGone) {
                finish(taken, false, () -> done.failed(failure));
                return;
            }
            if (answered) {
                finish(taken, true, () -> done.failed(failure));
                return;
            }
            if (attempts < ATTEMPTS && !body.started() && (!sent || question.mayRepeat())) {
                begin();
                return;
            }
            boolean late = failure instanceof TimeoutException;
            finish(taken, true, () -> Router.say(out, late ? 504 : 502, sentence(late), done));
        }

        private String sentence(boolean late) {
            String instance = "Instance " + taken.instance().record().number() + " of deployment "
                    + taken.lane().deployment() + " of " + target.keeper().slot();
            if (late) {
                return instance + " did not answer within " + IDLE_SECONDS + " s.";
            }
            return sent
                    ? instance + " closed the connection without an answer."
                    : instance + " does not accept connections on port "
                            + taken.instance().port() + ".";
        }
    }
}
